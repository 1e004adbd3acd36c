import pytest

from trendsqa.corpus.adding.accepting import accepted_losses
from trendsqa.corpus.adding.coverage_words import advice_on, stored_line, words_stored, words_to_store
from trendsqa.corpus.documents.coverage import Amounts, Coverage, LeftOut, Loss, LossKind
from trendsqa.errors import UnreadableFileError

SEEN = Amounts(words=1289, characters=7000, tables=3, notes=2, headings=14, pages=12)


def test_what_is_stored_is_told_beside_what_is_shown_and_what_is_left_out():
    stored = Amounts(words=1204, characters=6500, tables=3, notes=1, headings=1, pages=12)
    coverage = Coverage(SEEN, stored, (LeftOut("navigation and notices", 85, 500), LeftOut("hidden text", 0, 0)))
    assert stored_line(coverage) == (
        "1,204 of 1,204 words, 3 tables, 1 of 2 notes, 1 of 14 headings, 12 pages; left out: 85 words of navigation "
        "and notices"
    )


def test_amounts_that_a_file_does_not_have_are_not_told():
    one = Amounts(words=1, characters=4)
    assert stored_line(Coverage(one, one)) == "1 of 1 word"


def test_bars_between_cells_are_no_words_of_the_file():
    coverage = Coverage(Amounts(words=6, characters=20), Amounts(words=9, characters=23))
    assert (words_stored(coverage), words_to_store(coverage)) == (6, 6)


@pytest.mark.parametrize("kind", LossKind)
def test_every_loss_has_an_advice(kind):
    assert advice_on(Loss(kind, 1, 2, "words")).endswith(".")


def accept(*losses, earlier=None, most=0.2, allow=False):
    return accepted_losses(
        "a.pdf", Coverage(SEEN, SEEN, losses=losses), earlier or {}, most_loss=most, allow_loss=allow
    )


SCANNED = Loss(LossKind.NO_TEXT, 5, 6, "pages", "pages 2-6")
BLURRED = Loss(LossKind.ILLEGIBLE, 3, 10, "words")


def test_a_refusal_names_every_loss_its_place_and_what_to_do():
    with pytest.raises(UnreadableFileError) as refused:
        accept(SCANNED, BLURRED, Loss(LossKind.GLUED, 1, 100, "words"))
    said = str(refused.value)
    assert "5 of 6 pages without text (pages 2-6); 3 of 10 words illegible, and at most 20% may be lost." in said
    assert "OCR" in said
    assert "reading.most_loss" in said
    assert "glued" not in said


def test_a_loss_up_to_the_setting_is_taken():
    assert accept(Loss(LossKind.GLUED, 1, 5, "words")) == {}
    assert accept(SCANNED, most=1) == {}
    with pytest.raises(UnreadableFileError):
        accept(Loss(LossKind.GLUED, 1, 100, "words"), most=0)


def test_what_is_accepted_is_kept_by_kind_and_the_largest_counts():
    accepted = accept(SCANNED, allow=True, earlier={"illegible": 0.5})
    assert accepted == {"without text": pytest.approx(5 / 6), "illegible": 0.5}
    assert accept(BLURRED, earlier=accepted) == accepted
    assert accept(BLURRED, allow=True, earlier=accepted) == accepted
    with pytest.raises(UnreadableFileError, match=r"than was accepted of it \(50% illegible\)"):
        accept(Loss(LossKind.ILLEGIBLE, 6, 10, "words"), earlier=accepted)
