"""``trendsqa doctor``: checks the installation and names the command that fixes each problem."""

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

import trendsqa
from trendsqa.cli.console import out, plain, print_json
from trendsqa.cli.options import AsJson, CorpusFolder, IndexFolder, assemble
from trendsqa.errors import TrendsqaError

if TYPE_CHECKING:
    from collections.abc import Callable

    from trendsqa.assembly import Assembly

__all__ = ["doctor"]

_MOST_NAMED = 5
"""Documents that one check names."""


@dataclass(frozen=True, slots=True)
class _Finding:
    """Result of one check: its name, if it passed, and what was found or must be done."""

    name: str
    ok: bool
    detail: str


def doctor(as_json: AsJson = False, corpus: CorpusFolder = None, index: IndexFolder = None) -> None:
    """Check settings, folders, weights, index and answers; say what is wrong and which command mends it."""
    checks: list[tuple[str, Callable[[Assembly], str]]] = [
        ("folders", _folders),
        ("collection", _collection),
        ("weights", _weights),
        ("index", _index),
        ("answers", _answers),
        ("reading", _reading),
        ("access", _access),
        ("limits", _limits),
        ("feedback", _feedback),
    ]
    findings = [_Finding("python", ok=True, detail=f"{sys.version.split()[0]}, trendsqa {trendsqa.__version__}")]
    try:
        assembly = assemble(corpus, index)
        findings.append(_Finding("settings", ok=True, detail="valid"))
        findings += [_check(name, assembly, check) for name, check in checks]
    except TrendsqaError as error:
        findings.append(_Finding("settings", ok=False, detail=str(error)))
    ok = all(finding.ok for finding in findings)
    if as_json:
        print_json({"ok": ok, "checks": [{"name": f.name, "ok": f.ok, "detail": f.detail} for f in findings]})
    else:
        for finding in findings:
            out.print("[green]ok[/green]   " if finding.ok else "[red]wrong[/red]", end=" ")
            plain(f"{finding.name}: {finding.detail}")
    if not ok:
        raise typer.Exit(1)


def _check(name: str, assembly: "Assembly", check: "Callable[[Assembly], str]") -> _Finding:
    try:
        return _Finding(name, ok=True, detail=check(assembly))
    except TrendsqaError as error:
        return _Finding(name, ok=False, detail=str(error))


def _folders(assembly: "Assembly") -> str:
    places = assembly.locations
    if not places.ui.is_dir():
        raise TrendsqaError(f"{places.ui} with the page templates is missing. Install again, or set `ui`.")
    return f"corpus {places.corpus}, index {places.index}, ui {places.ui}"


def _collection(assembly: "Assembly") -> str:
    from trendsqa.corpus.source import Form

    items = assembly.collection().items()
    forms = [item.form for item in items]
    full, briefs = forms.count(Form.FULL), forms.count(Form.BRIEF)
    if not full and not briefs:
        raise TrendsqaError("no text is held. Add a file: trendsqa corpus add FILE")
    return f"{len(items)} sources: {full} in full, {briefs} as briefs, {len(items) - full - briefs} by title only"


def _weights(assembly: "Assembly") -> str:
    from trendsqa.embedding.models import find_model, hash_weights

    files, adapter = find_model(assembly.settings.encoder.model), assembly.learned.adapter_path()
    tuned = f"tuned by {adapter}" if adapter else "as published"
    return f"{files.name}, SHA-256 {hash_weights(files.folder)[:16]}…, {tuned}"


def _index(assembly: "Assembly") -> str:
    from trendsqa.index.generations.verifying import verify_generation
    from trendsqa.index.publishing import published_name

    layout = assembly.layout
    generation = verify_generation(layout.generation(published_name(layout)))
    found = f"{generation.name}, {generation.counts.passages} passages, all files match their checksums"
    if not generation.remote:
        return found
    told = assembly.vector_store.published()
    if told != generation.name:
        raise TrendsqaError(
            f"{layout.pointer} names {generation.name}, and the aliases at {generation.remote.uri} stand for "
            f"{told or 'nothing'}. Make them agree: trendsqa index rollback {generation.name}"
        )
    return f"{found}, vectors in Milvus at {generation.remote.uri}"


def _answers(assembly: "Assembly") -> str:
    assistant = assembly.assistant()
    for question in assistant.example_questions()[:1]:
        answer = assistant.ask(question)
        return f"asked {question!r}: {len(answer.citations)} quotes in {answer.took_ms:.0f} ms"
    raise TrendsqaError("the index holds nothing to ask about. Add a file and build: trendsqa corpus add FILE")


def _reading(assembly: "Assembly") -> str:
    """Documents of which something was lost; none of them is wrong, since a person accepted each."""
    lossy = [document for document in assembly.assistant().documents() if document.losses]
    if not lossy:
        return "nothing is known to be lost of any file"
    named = "; ".join(f"{document.id}: {', '.join(document.losses)}" for document in lossy[:_MOST_NAMED])
    more = f"; and {len(lossy) - _MOST_NAMED} more: trendsqa corpus list" if len(lossy) > _MOST_NAMED else ""
    return f"of {len(lossy)} files not all could be read: {named}{more}"


def _access(assembly: "Assembly") -> str:
    from trendsqa.access.key_file import KeyFile
    from trendsqa.api.guards.access.mode import access_mode

    active = sum(key.is_active for key in KeyFile(assembly.layout.keys).read().keys)
    return (
        f"{access_mode(assembly.settings)}, as the settings have it; {active} active {'key' if active == 1 else 'keys'}"
    )


def _limits(assembly: "Assembly") -> str:
    from trendsqa.serving.connection_limits import ConnectionLimits

    wanted, places = assembly.settings.limits.connections, ConnectionLimits.of(assembly.settings).most
    if places < wanted:
        raise TrendsqaError(
            f"limits.connections is {wanted}, and the system lets a process open files for {places} connections only. "
            "Raise it (`ulimit -n`, or LimitNOFILE= in a systemd unit), or set limits.connections lower."
        )
    return f"{places} connections at once"


def _feedback(assembly: "Assembly") -> str:
    settings, held = assembly.settings.feedback, len(assembly.feedback.entries())
    kept = f"{held} {'entry' if held == 1 else 'entries'} held, each for {settings.retention_days} days at most"
    return kept if settings.enabled else f"switched off; {kept}"
