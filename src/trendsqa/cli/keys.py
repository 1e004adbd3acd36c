"""``trendsqa keys``: keys for programs that call the API of a server on a network."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from trendsqa.access.access_scope import AccessScope
from trendsqa.cli.console import note, plain, print_json, print_table
from trendsqa.cli.options import AsJson, CorpusFolder, IndexFolder, assemble

if TYPE_CHECKING:
    from pathlib import Path

    from trendsqa.access.access_key import AccessKey
    from trendsqa.access.key_file import KeyFile

__all__ = ["app"]

app = typer.Typer(help="Make, list and revoke keys for the API.", no_args_is_help=True, rich_markup_mode=None)

_BY_DEFAULT = [AccessScope.READ, AccessScope.FEEDBACK]
_USE = (
    "This key is shown once: only a hash of it is kept. Send it as a header, never in an address:\n"
    "  Authorization: Bearer KEY\n"
    "A running server takes it at once."
)


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="Name of the key: who or what uses it.")],
    scope: Annotated[
        list[AccessScope] | None,
        typer.Option("--scope", help="May be given several times.", show_default="read, feedback"),
    ] = None,
    as_json: AsJson = False,
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """Make a key and show it, once."""
    key, text = _file(corpus, index).create(name, scope or _BY_DEFAULT)
    if as_json:
        print_json({**_told(key), "key": text.written()})
        return
    plain(text.written())
    note(f"Key {key.name!r}, with the id {key.id}, may use: {', '.join(sorted(key.scopes))}.")
    note(_USE)


@app.command(name="list")
def list_keys(as_json: AsJson = False, corpus: CorpusFolder = None, index: IndexFolder = None) -> None:
    """Show the keys that were made, without their secrets."""
    keys = _file(corpus, index).read().keys
    if as_json:
        print_json({"keys": [_told(key) for key in keys]})
        return
    if not keys:
        plain("There are no keys. Make one: trendsqa keys create NAME")
        return
    rows = [(key.name, key.id, ", ".join(sorted(key.scopes)), key.created, key.revoked or "no") for key in keys]
    print_table("", ("name", "id", "scopes", "created", "revoked"), rows)


@app.command()
def revoke(
    name: Annotated[str, typer.Argument(help="Name or id of the key.", metavar="NAME|ID")],
    as_json: AsJson = False,
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """Make a key stop working, at once and for good."""
    key = _file(corpus, index).revoke(name)
    if as_json:
        print_json(_told(key))
    else:
        plain(f"The key {key.name!r} ({key.id}) works no longer.")


def _file(corpus: "Path | None", index: "Path | None") -> "KeyFile":
    from trendsqa.access.key_file import KeyFile

    return KeyFile(assemble(corpus, index).layout.keys)


def _told(key: "AccessKey") -> dict[str, Any]:
    """A key as it is printed in JSON."""
    return {
        "id": key.id,
        "name": key.name,
        "scopes": sorted(key.scopes),
        "created": key.created,
        "revoked": key.revoked or None,
    }
