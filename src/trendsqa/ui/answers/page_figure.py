"""Pictures of pages as the reading page shows them: what each shows, and what is said where there is none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trendsqa.answering.catalogue import SectionView
from trendsqa.answering.picturing import pages_of, wanted_picture
from trendsqa.pictures.page_pictures import PagePictures, PictureOutcome, PictureState
from trendsqa.pictures.wanted_picture import Span
from trendsqa.ui.answers.source_entry import reading_query

__all__ = ["PageFigure", "page_figures"]

_MOST = 3
"""Pages beside one text; quotes from more are read in the text."""
_WAIT_S = 1.5
"""The text does not wait longer for a picture; the browser asks for it then, without knowing its size and its marks."""


@dataclass(frozen=True, slots=True)
class PageFigure:
    """One page: its printed number ``name``, its picture or why there is none, and the query of the picture's address.

    ``pdf_link`` is the publisher's PDF open at this page, empty if no address of it is known.
    """

    name: str
    outcome: PictureOutcome
    query: str
    pdf_link: str


def page_figures(view: SectionView, spans: Sequence[Span], pictures: PagePictures | None) -> tuple[PageFigure, ...]:
    """The pages on which ``spans`` stand, in reading order; none if no PDF is held whose page may be shown."""
    return tuple(_figures(view, spans, pictures)) if pictures else ()


def _figures(view: SectionView, spans: Sequence[Span], pictures: PagePictures) -> Iterator[PageFigure]:
    wait_s = _WAIT_S
    for page in pages_of(view, spans)[:_MOST]:
        outcome = pictures.outcome(wanted_picture(view, page, spans), wait_s=wait_s)
        if outcome.state is PictureState.PENDING:
            # The others are drawn meanwhile, and nobody waits a second time.
            wait_s = 0.0
        query = f"{reading_query(view.section.id, spans)}&page={page}"
        if outcome.picture:
            # Another picture has another address: a browser never shows the one that it kept from an older file.
            query = f"{query}&v={outcome.picture.digest}"
        link = view.section.pdf_link(page)
        if link or outcome.state is not PictureState.ABSENT:
            yield PageFigure(view.section.document.page_name(page), outcome, query, link)
