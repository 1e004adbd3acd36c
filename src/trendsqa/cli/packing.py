"""``trendsqa ask --pack FILE``: the evidence pack of an answer as a file."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from trendsqa.cli.console import note

if TYPE_CHECKING:
    from trendsqa.answering.answer import Answer
    from trendsqa.answering.answering import Answering
    from trendsqa.packs.evidence_pack import EvidencePack
    from trendsqa.retrieval.hit import Filters

__all__ = ["check_pack_name", "write_pack"]

_JSON = ".json"
"""The answer as the API gives it, which is no pack but as good a record."""


def check_pack_name(path: Path) -> None:
    """Refuse a file whose ending names no format of a pack. Raises typer.BadParameter."""
    from trendsqa.packs.pack_format import PackFormat

    endings = [*(f".{known}" for known in PackFormat), _JSON]
    if path.suffix.lower() not in endings:
        raise typer.BadParameter(
            f"{path} ends in {path.suffix or 'nothing'}; the ending gives the format: {', '.join(endings)}",
            param_hint="--pack",
        )


def write_pack(path: Path, answer: "Answer", assistant: "Answering", *, filters: "Filters", templates: Path) -> None:
    """Write the evidence pack of ``answer`` to ``path``, in the format of its ending, and say so.

    Raises:
        InputError: References alone are wanted of an answer that cites nothing.
        StorageError: The file cannot be written; what was there is unchanged.
    """
    from trendsqa.durable_files import write_durably

    write_durably(path, _content(path, answer, assistant, filters, templates))
    note(f"Wrote {path}.")


def _content(path: Path, answer: "Answer", assistant: "Answering", filters: "Filters", templates: Path) -> bytes:
    ending = path.suffix.lower()
    if ending == _JSON:
        import json

        from trendsqa.answering.answer_json import answer_to_dict

        return (json.dumps(answer_to_dict(answer), ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()
    from trendsqa.packs.evidence_pack import make_pack
    from trendsqa.packs.pack_format import PackFormat, file_of
    from trendsqa.ui.filtering.filter_form import among_in_words
    from trendsqa.ui.frame.wording import ENGLISH

    def as_html(pack: "EvidencePack") -> str:
        from trendsqa.ui.answers.pack_page import pack_page
        from trendsqa.ui.frame.rendering import Renderer

        return pack_page(Renderer(templates), pack)

    among = among_in_words(filters, ENGLISH)
    pack = make_pack(answer, assistant.section, made=datetime.now(UTC).date(), among=among)
    return file_of(pack, PackFormat(ending.removeprefix(".")), ENGLISH, as_html).content
