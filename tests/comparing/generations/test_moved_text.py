"""Texts that are known again by their words, told apart on paper."""

from trendsqa.comparing.generations.moved_text import match_moved


def words(first, end, stem="w"):
    return " ".join(f"{stem}{n}" for n in range(first, end))


def test_the_same_words_count_before_most_runs_shared():
    gone = {"edited": words(0, 29) + " other", "old": words(0, 30)}
    assert match_moved(gone, {"new": words(0, 30).replace(" ", "\n")}) == {"old": "new"}


def test_half_of_the_runs_of_the_longer_text_are_enough():
    text = words(0, 24)  # 20 runs of five words
    assert match_moved({"old": text}, {"new": words(0, 14) + " " + words(0, 10, "x")}) == {"old": "new"}
    assert match_moved({"old": text}, {"new": words(0, 13) + " " + words(0, 11, "x")}) == {}


def test_a_text_is_matched_once_however_many_are_like_it():
    gone = {"first": words(0, 30) + " one", "second": words(0, 30) + " two"}
    assert match_moved(gone, {"new": words(0, 30)}) == {"first": "new"}


def test_a_run_that_many_texts_have_tells_none_of_them_from_another():
    come = {f"new{n}": words(0, 30) + f" {n}" for n in range(21)}
    assert match_moved({"old": words(0, 30)}, come) == {}
    del come["new0"]
    assert match_moved({"old": words(0, 30)}, come) == {"old": "new1"}


def test_of_texts_that_share_as_many_runs_the_one_with_the_earlier_words_is_matched():
    """The order of a set of words differs from process to process: eight texts agree by chance once in 256 times."""
    gone = {f"old{n}": words(0, 30, f"{n}w") for n in range(8)}
    come = {f"late{n}": words(8, 30, f"{n}w") + " " + words(0, 8, f"{n}x") for n in range(8)}
    come |= {f"early{n}": words(0, 22, f"{n}w") + " " + words(0, 8, f"{n}y") for n in range(8)}
    assert match_moved(gone, come) == {f"old{n}": f"early{n}" for n in range(8)}


def test_a_text_without_words_is_never_matched():
    assert match_moved({"old": ""}, {"new": " \n"}) == {}
