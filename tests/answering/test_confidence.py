import pytest
from hypothesis import given
from hypothesis import strategies as st

from trendsqa.answering.confidence import UNTUNED, ConfidenceModel
from trendsqa.answering.evidence import Evidence

SHARE = st.floats(0, 1)


def evidence(**values):
    return Evidence(**dict.fromkeys(Evidence.names_of_features(), 0.0) | values)


@given(SHARE, SHARE, SHARE, SHARE)
def test_more_evidence_never_lowers_the_confidence(sentence, other_sentence, coverage, other_coverage):
    weaker = UNTUNED.confidence(
        evidence(sentence=min(sentence, other_sentence), coverage=min(coverage, other_coverage))
    )
    stronger = UNTUNED.confidence(
        evidence(sentence=max(sentence, other_sentence), coverage=max(coverage, other_coverage))
    )
    assert 0 < weaker <= stronger < 1


def test_a_model_is_read_from_named_numbers():
    model = ConfidenceModel.read({"intercept": 0.0, "names": 2.0})
    assert model.confidence(evidence(names=1.0)) == pytest.approx(0.8808, abs=1e-4)
    assert model.confidence(evidence(names=0.0)) == 0.5


def test_a_feature_that_nobody_knows_is_refused():
    with pytest.raises(KeyError, match="luck"):
        ConfidenceModel.read({"intercept": 0.0, "luck": 2.0})


def test_numbers_without_bounds_still_give_a_probability():
    assert ConfidenceModel(1e9, {}).confidence(evidence()) == pytest.approx(1.0)
    assert ConfidenceModel(-1e9, {}).confidence(evidence()) == pytest.approx(0.0)
