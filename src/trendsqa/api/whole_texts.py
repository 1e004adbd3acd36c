"""Who may have the whole text of a document."""

from collections.abc import Collection

from trendsqa.api.guards.caller import Caller
from trendsqa.corpus.rights import Terms
from trendsqa.corpus.source import Form
from trendsqa.errors import RightsError
from trendsqa.index.texts.records import DocumentRecord

__all__ = ["check_text_rights"]


def check_text_rights(document: DocumentRecord, caller: Caller, named: Collection[str]) -> None:
    """Refuse the whole text of a document where its terms or the operator's settings do not let ``caller`` have it.

    ``named`` are the callers who may have whole texts under ``quote``.

    Raises:
        RightsError: The terms are ``link``, or ``quote`` and the caller is not named, or unknown.
    """
    if document.terms == Terms.FULL or document.form == Form.BRIEF:
        return  # A brief is the project's own text, whatever the terms of what it is about.
    if document.terms != Terms.QUOTE:
        raise RightsError(
            f"The text of {document.id!r} is not given out: its terms are {document.terms!r}, not "
            f"'full' or 'quote'. Read it at its publisher: {document.url or 'no public address is known'}"
        )
    if not caller.name or caller.name not in named:
        raise RightsError(
            f"The whole text of {document.id!r} is given only to callers whom the setting access.whole_texts names: "
            "its terms are 'quote', which allow passages to be shown and the text to be stored for local use. "
            "Use /api/v1/search for its passages."
        )
