"""Pictures on request: drawn once, kept within bounds, and waited for no longer than somebody wants to."""

from dataclasses import replace
from threading import Event, Thread

from trendsqa.errors import WorkStoppedError
from trendsqa.pictures import page_pictures
from trendsqa.pictures.page_picture import PagePicture
from trendsqa.pictures.page_pictures import PagePictures, PictureState
from trendsqa.pictures.wanted_picture import WantedPicture

WANTED = WantedPicture("a" * 64, 1, "The ferry leaves.", ((0, 9),))


class Drawing:
    """Draws the number of the page, when it is let to; a page 13 fails."""

    def __init__(self) -> None:
        self.drawn = []
        self.may_end = Event()
        self.may_end.set()

    def draw(self, data, wanted):
        self.drawn.append(wanted.page)
        self.may_end.wait(10)
        if wanted.page == 13:
            raise WorkStoppedError("Thirteen.")
        return PagePicture(data, wanted.page, 1, marked=True, whole=False)


def held(sha256):
    return b"file" if sha256 == WANTED.pdf_sha256 else None


def test_a_picture_is_drawn_once_and_kept():
    drawing = Drawing()
    pictures = PagePictures(held, drawing)
    outcomes = [pictures.outcome(WANTED, wait_s=10) for _ in range(3)]
    assert {(outcome.state, outcome.picture.png) for outcome in outcomes} == {(PictureState.DRAWN, b"file")}
    pictures.outcome(replace(WANTED, marks=((4, 9),)), wait_s=10)
    assert drawing.drawn == [1, 1]


def test_a_file_that_is_not_here_or_was_altered_gives_no_picture_and_is_looked_for_again():
    files = {}
    pictures = PagePictures(files.get, Drawing())
    assert pictures.outcome(WANTED, wait_s=10).state is PictureState.ABSENT
    files[WANTED.pdf_sha256] = b"now"
    assert pictures.outcome(WANTED, wait_s=10).state is PictureState.DRAWN


def test_a_page_that_cannot_be_drawn_is_left_alone_for_a_while(monkeypatch):
    drawing = Drawing()
    pictures, wanted = PagePictures(held, drawing), replace(WANTED, page=13)
    assert [pictures.outcome(wanted, wait_s=10).state for _ in range(3)] == [PictureState.FAILED] * 3
    assert drawing.drawn == [13]
    monkeypatch.setattr(page_pictures, "monotonic", lambda: 1e12)
    pictures.outcome(wanted, wait_s=10)
    assert drawing.drawn == [13, 13]


def test_who_does_not_wait_is_told_so_and_finds_it_later():
    drawing = Drawing()
    drawing.may_end.clear()
    pictures = PagePictures(held, drawing)
    assert pictures.outcome(WANTED, wait_s=0.01).state is PictureState.PENDING
    drawing.may_end.set()
    assert pictures.outcome(WANTED, wait_s=10).state is PictureState.DRAWN
    assert drawing.drawn == [1]


def test_two_are_drawn_at_once_and_no_more_than_sixteen_are_begun():
    drawing = Drawing()
    drawing.may_end.clear()
    pictures = PagePictures(held, drawing)
    for page in range(20, 60):
        assert pictures.outcome(replace(WANTED, page=page), wait_s=0).state is PictureState.PENDING
    assert len(drawing.drawn) <= 2
    drawing.may_end.set()
    assert pictures.outcome(replace(WANTED, page=35), wait_s=10).state is PictureState.DRAWN
    assert len(drawing.drawn) <= 16


def test_only_so_many_wait():
    drawing = Drawing()
    drawing.may_end.clear()
    pictures = PagePictures(held, drawing)
    states = []
    waiting = [Thread(target=lambda: states.append(pictures.outcome(WANTED, wait_s=10).state)) for _ in range(30)]
    for thread in waiting:
        thread.start()
    while len(states) < 18:
        waiting[0].join(0.01)
    assert set(states) == {PictureState.PENDING}
    drawing.may_end.set()
    for thread in waiting:
        thread.join()
    assert states.count(PictureState.DRAWN) == 12


def test_what_is_kept_is_bounded(monkeypatch):
    monkeypatch.setattr(page_pictures, "_MOST_KEPT_BYTES", 10)
    drawing = Drawing()
    pictures = PagePictures(held, drawing)
    for page in (1, 2, 3, 3, 1):
        pictures.outcome(replace(WANTED, page=page), wait_s=10)
    assert drawing.drawn == [1, 2, 3, 1]


def test_an_unforeseen_failure_leaves_nothing_behind():
    class Failing(Drawing):
        def draw(self, data, wanted):
            super().draw(data, wanted)
            raise ValueError

    drawing = Failing()
    pictures = PagePictures(held, drawing)
    assert pictures.outcome(WANTED, wait_s=10).state is PictureState.FAILED
    assert pictures.outcome(WANTED, wait_s=10).state is PictureState.FAILED
    assert drawing.drawn == [1]
