"""Response models built from records: names and words come from the list of fields, types from the records."""

from collections.abc import Callable
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from pydantic import BaseModel, Field, create_model

from trendsqa.answering.answer_json import Fields, attribute_of

__all__ = ["described"]

_Model = TypeVar("_Model", bound=BaseModel)

_AT_LEAST = {
    "depth": 0, "header_rows": 0,
    "char_start": 0, "char_end": 0, "section_count": 0, "passage_count": 0, "word_count": 0,
    "n": 1, "citation": 1, "rank": 1, "level": 1,
}  # fmt: skip
"""Smallest value of a field, so that a client knows if it counts from 0 or from 1."""


def described(names: Fields, *records: type) -> Callable[[type[_Model]], type[_Model]]:
    """A decorator that gives a model the fields ``names``, each of the type it has in the first of ``records`` with it.

    ``records`` are those that ``flatten`` reads, innermost first.
    """

    def add(model: type[_Model]) -> type[_Model]:
        fields: dict[str, Any] = {
            name: (_type_of(name, records), Field(ge=_AT_LEAST.get(name), description=words))
            for name, words in names.items()
        }
        return create_model(
            model.__name__, __base__=model, __doc__=model.__doc__, __module__=model.__module__, **fields
        )

    return add


def _type_of(name: str, records: tuple[type, ...]) -> Any:
    owner, attribute = attribute_of(name, records)
    found = getattr(owner, attribute)
    hint = get_type_hints(found.fget)["return"] if isinstance(found, property) else get_type_hints(owner)[attribute]
    # A tuple of any length is a list in JSON.
    return list[get_args(hint)[0]] if get_origin(hint) is tuple else hint  # type: ignore[misc]
