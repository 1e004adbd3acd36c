"""Page of the rights in every source, and the same as a file for a spreadsheet."""

from fastapi import Request
from starlette.responses import Response

from trendsqa.answering.answering import Answering
from trendsqa.spreadsheets import table_to_csv
from trendsqa.ui.answers.source_kinds import held_words, kind_words
from trendsqa.ui.answers.source_terms import licence_words, terms_words
from trendsqa.ui.browsing.document_groups import by_title
from trendsqa.ui.frame.page_frame import PageFrame
from trendsqa.ui.frame.page_running import PageRoute

__all__ = ["SourcesPage"]

_COLUMNS = (
    "id", "title", "language", "kind", "organisation", "publisher", "published", "edition", "licence",
    "licence in words", "terms", "terms in words", "attribution", "held", "note", "address",
)  # fmt: skip


class SourcesPage:
    """The page at ``/sources``, and the file at ``/sources.csv``."""

    def __init__(self, frame: PageFrame) -> None:
        self._frame = frame

    def routes(self) -> tuple[PageRoute, ...]:
        """Their addresses."""
        return (PageRoute("/sources", self.sources), PageRoute("/sources.csv", self.as_file))

    def sources(self, request: Request, assistant: Answering) -> Response:
        """Every source with its rights."""
        return self._frame.page(request, "sources.html", documents=by_title(assistant.documents()))

    def as_file(self, _: Request, assistant: Answering) -> Response:
        """The same as CSV; its columns are in English, so that programs can rely on them."""
        rows = (
            (
                one.id, one.title, one.language, kind_words(one.kind), one.organisation, one.publisher, one.published,
                one.edition, one.licence, licence_words(one.licence), one.terms, terms_words(one.terms),
                one.attribution, held_words(one), one.note, one.url,
            )
            for one in by_title(assistant.documents())
        )  # fmt: skip
        headers = {
            "Content-Disposition": 'attachment; filename="sources.csv"',
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        }
        return Response(table_to_csv(_COLUMNS, rows), media_type="text/csv; charset=utf-8", headers=headers)
