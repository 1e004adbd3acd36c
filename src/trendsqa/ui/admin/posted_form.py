"""Fields of the forms on the pages for maintainers, as a browser posts them."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from fastapi import Request

from trendsqa.errors import InputError
from trendsqa.translatable import translatable

__all__ = ["FORM_EXPIRED", "TOKEN", "checked", "posted_fields"]


TOKEN = "token"  # noqa: S105 - the name of a field
"""The field that binds a form to a session."""
FORM_EXPIRED = translatable(
    "The form was made before you signed in, or is no form of these pages. Nothing was changed. Open the page again, "
    "and send its form."
)
_FORM = "application/x-www-form-urlencoded"
_MOST_FIELDS = 20


async def posted_fields(request: Request) -> dict[str, str]:
    """The fields of a form without a file; the guards have bounded its length.

    Raises:
        InputError: It is no such form.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise InputError("The request is no form. Send the form of the page.")
    body = (await request.body()).decode("ascii", errors="replace")
    try:
        pairs = parse_qsl(body, keep_blank_values=True, errors="replace", max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise InputError("The form has more fields than the form of the page.") from error
    return checked(dict(pairs))


def checked(fields: Mapping[str, str]) -> dict[str, str]:
    """The fields, without white space around. Raises InputError if one holds a NUL, which no command can be given."""
    if any("\x00" in text for pair in fields.items() for text in pair):
        raise InputError("A field of the form holds a NUL character, which no text has. Type it again.")
    return {name: value.strip() for name, value in fields.items()}
