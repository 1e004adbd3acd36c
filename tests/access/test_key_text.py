import pytest

from trendsqa.access.key_text import KeyText, holds_key


def test_a_key_is_read_as_it_was_written():
    key = KeyText.new()
    assert KeyText.read(key.written()) == key


def test_two_keys_share_neither_id_nor_secret():
    one, other = KeyText.new(), KeyText.new()
    assert one.id != other.id
    assert one.secret != other.secret


def test_a_key_that_is_printed_for_a_programmer_keeps_its_secret():
    key = KeyText.new()
    assert key.secret not in repr(key)


@pytest.mark.parametrize(
    "change", [str.upper, lambda text: text[:-1], lambda text: text + "a", lambda text: f" {text}"]
)
def test_another_form_is_no_key(change):
    assert KeyText.read(change(KeyText.new().written())) is None


@pytest.mark.parametrize("change", [str.upper, lambda text: text[:-10], lambda text: f"see {text}, please"])
def test_what_is_cut_off_or_retyped_is_still_seen_to_be_a_key(change):
    assert holds_key(change(KeyText.new().written()))


@pytest.mark.parametrize("text", ["", "tq_", "which tq_numbers are there?", "tq_a_b", "a_b_c"])
def test_other_words_are_not_taken_for_a_key(text):
    assert not holds_key(text)
