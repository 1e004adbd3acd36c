from hypothesis import given
from hypothesis import strategies as st

from trendsqa.answering.abstaining import Evidence, confidence

COSINE, SHARE = st.floats(-1, 1), st.floats(0, 1)


@given(COSINE, COSINE, SHARE, SHARE)
def test_more_evidence_never_lowers_the_confidence(sentence, other_sentence, coverage, other_coverage):
    weaker = confidence(Evidence(min(sentence, other_sentence), min(coverage, other_coverage)))
    stronger = confidence(Evidence(max(sentence, other_sentence), max(coverage, other_coverage)))
    assert 0 < weaker <= stronger < 1
