from hypothesis import given
from hypothesis import strategies as st

from trendsqa.chunking.sentences import sentence_spans


def sentences(text):
    return [text[start:end] for start, end in sentence_spans(text)]


def test_abbreviations_do_not_end_a_sentence():
    text = "Dr. Vale keeps the lamp, e.g. at night. It is 3.5 m wide. Why?"
    assert sentences(text) == ["Dr. Vale keeps the lamp, e.g. at night.", "It is 3.5 m wide.", "Why?"]


def test_each_line_is_a_sentence_of_its_own():
    assert sentences("First item\nsecond item\n\n  third ") == ["First item", "second item", "third"]


@given(st.text(max_size=300))
def test_spans_are_in_order_disjoint_and_lose_only_white_space(text):
    spans = sentence_spans(text)
    end = 0
    for start, stop in spans:
        assert end <= start < stop <= len(text)
        assert not text[end:start].strip()
        end = stop
    assert not text[end:].strip()
