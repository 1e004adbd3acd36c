import pytest

from trendsqa.corpus.adding.accepting import accepted_losses
from trendsqa.corpus.documents.coverage import Amounts, Coverage, Loss, LossKind
from trendsqa.errors import UnreadableFileError


def covered(kind, count, total=10):
    return Coverage(Amounts(), Amounts(), losses=(Loss(kind, count, total, "things"),))


def accept(coverage, earlier=None, *, allow_loss=False):
    return accepted_losses("a.pdf", coverage, earlier or {}, most_loss=0.2, allow_loss=allow_loss)


@pytest.mark.parametrize("kind", [LossKind.ILLEGIBLE, LossKind.GLUED, LossKind.DROPPED, LossKind.NO_TEXT])
def test_more_lost_text_than_the_settings_allow_is_refused_unless_told(kind):
    assert accept(covered(kind, 2)) == {}
    with pytest.raises(UnreadableFileError, match=f"3 of 10 things {kind.value}"):
        accept(covered(kind, 3))
    assert accept(covered(kind, 3), allow_loss=True) == {kind.value: pytest.approx(0.3)}


def test_a_later_version_that_loses_no_more_than_was_accepted_passes():
    earlier = {"illegible": 0.5}
    assert accept(covered(LossKind.ILLEGIBLE, 5), earlier) == earlier
    with pytest.raises(UnreadableFileError, match="than was accepted of it"):
        accept(covered(LossKind.ILLEGIBLE, 6), earlier)


@pytest.mark.parametrize("kind", [LossKind.MARKED, LossKind.NO_VALUE])
def test_what_has_a_marker_in_its_place_is_told_and_never_refused(kind):
    assert accept(covered(kind, 10)) == {}
