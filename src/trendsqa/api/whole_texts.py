"""Who may have the whole text of a document."""

from starlette.types import Scope

from trendsqa.api.guards.host_names import comes_from_this_machine
from trendsqa.corpus.rights import Terms
from trendsqa.corpus.source import Form
from trendsqa.errors import RightsError
from trendsqa.index.texts.records import DocumentRecord

__all__ = ["check_text_rights"]


def check_text_rights(document: DocumentRecord, scope: Scope) -> None:
    """Refuse the whole text of a document where its terms or the client's place forbid it.

    Raises:
        RightsError: The terms are ``link``, or ``quote`` and the client is not on this machine, or unknown.
    """
    if document.terms == Terms.FULL or document.form == Form.BRIEF:
        return  # A brief is the project's own text, whatever the terms of what it is about.
    if document.terms != Terms.QUOTE:
        raise RightsError(
            f"The text of {document.id!r} is not given out: its terms are {document.terms!r}, not "
            f"'full' or 'quote'. Read it at its publisher: {document.url or 'no public address is known'}"
        )
    if not comes_from_this_machine(scope):
        raise RightsError(
            f"The whole text of {document.id!r} is given out only on the machine that stores it: "
            "its terms are 'quote', which allow passages to be shown and the text to be stored for local "
            "use. Use /api/v1/search for its passages."
        )
