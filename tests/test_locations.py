from pathlib import Path

from trendsqa.locations import locate

ROOT = Path(__file__).resolve().parents[1]


def test_the_checkout_is_found_when_nothing_is_set():
    places = locate()
    assert (places.corpus, places.index, places.ui) == (ROOT / "corpus", ROOT / "index", ROOT / "ui")


def test_an_explicit_folder_wins_and_is_not_made(tmp_path):
    places = locate(corpus=tmp_path / "c", index=tmp_path / "i")
    assert (places.corpus, places.index) == (tmp_path / "c", tmp_path / "i")
    assert places.shipped_corpus == ROOT / "corpus"
    assert list(tmp_path.iterdir()) == []
