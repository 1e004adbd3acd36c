"""All that a maintainer can do from a browser, on one installation.

What takes long, reads a file of a stranger or asks another server is a command of its own, run beside the server by
``Jobs``: reading and building load libraries that the serving process never does, and ``--offline`` binds it alone.
"""

import os
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock

from trendsqa.admin.jobs.job import JobKind, JobReport
from trendsqa.admin.jobs.jobs import Jobs
from trendsqa.admin.uploading.upload_folder import Upload, UploadFolder
from trendsqa.admin.waiting import WaitingSources, waiting_sources
from trendsqa.comparing.generations.generation_changes import GenerationChanges, compare_generations
from trendsqa.corpus.collection import Collection, CollectionItem
from trendsqa.corpus.library import LIBRARY_FOLDER
from trendsqa.errors import IndexUnavailableError, InputError, UnknownItemError
from trendsqa.index.generations.builder_lock import sole_builder
from trendsqa.index.generations.layout import IndexLayout
from trendsqa.index.generations.manifest import Generation, read_generation
from trendsqa.index.kept_generations import KeptGeneration, list_generations
from trendsqa.index.publishing import find_name, name_before, published_name, refuse_missing_folder, rollback
from trendsqa.index.texts.passage_table import PassageTable
from trendsqa.index.vectors.vector_store import VectorStore
from trendsqa.locations import Locations

__all__ = ["CollectionState", "Maintenance", "RolledBack"]


@dataclass(frozen=True, slots=True)
class CollectionState:
    """The sources, what answers, and what a build would change; ``published`` is None if nothing answers.

    ``indexed`` are the ids of the documents that the published generation holds.
    """

    items: tuple[CollectionItem, ...]
    published: Generation | None
    indexed: frozenset[str]
    waiting: WaitingSources


@dataclass(frozen=True, slots=True)
class RolledBack:
    """Names of the generation that was published before, empty if there was none, and of the one that is now."""

    before: str
    now: str


class Maintenance:
    """Actions of maintainers on the folders of ``locations``. Safe to use from many threads."""

    def __init__(
        self,
        locations: Locations,
        jobs: Jobs,
        *,
        options: Sequence[str],
        collection: Callable[[], Collection],
        store: Callable[[], VectorStore],
        most_file_bytes: int,
        offline: bool = False,
    ) -> None:
        """``collection`` and ``store`` open what they name. ``offline`` forbids what asks other servers.

        ``options`` name the folders to a command, as far as they were named to the server itself.
        """
        self.jobs = jobs
        self.uploads = UploadFolder(locations.corpus / LIBRARY_FOLDER)
        self.most_file_bytes = most_file_bytes
        self.offline = offline
        self._layout = IndexLayout(locations.index)
        self._options = tuple(options)
        self._collection, self._store = collection, store
        self._comparing = Lock()
        self._unchanged_at: dict[str, str] = {}

    def state(self) -> CollectionState:
        """Everything at a glance. Raises SourceError, IndexDamagedError."""
        items = self._collection().items()
        name = self.published()
        if not name:
            return CollectionState(items, None, frozenset(), waiting_sources(items, None, ()))
        layout = self._layout.generation(name)
        generation = read_generation(layout)
        with closing(PassageTable(layout.passage_table)) as table:
            documents = table.documents()
        waiting = waiting_sources(items, generation, documents, known_at=self._unchanged_at.get(name, ""))
        return CollectionState(items, generation, frozenset(document.id for document in documents), waiting)

    def source(self, source_id: str) -> CollectionItem:
        """One source. Raises UnknownItemError, SourceError."""
        found = next((item for item in self._collection().items() if item.source.id == source_id), None)
        if found is None:
            raise UnknownItemError(f"The collection has no source {source_id[:80]!r}.")
        return found

    def is_listed(self, source_id: str) -> bool:
        """True if the manifest lists the source, so that its publisher can be visited."""
        return any(source.id == source_id for source in self._collection().listed())

    def published(self) -> str:
        """The name of the generation that answers; empty if there is none."""
        try:
            return published_name(self._layout)
        except IndexUnavailableError:
            return ""

    def add(self, upload: Upload, options: Sequence[str]) -> JobReport:
        """The job that adds ``upload`` with ``options`` of ``corpus add``; the waiting file goes when it ends.

        Raises:
            BuilderBusyError: Something else runs; the waiting file has gone.
            StorageError: The command cannot be started; likewise.
        """
        arguments = ("corpus", "add", *self._options, *options, "--", str(upload.path))
        hidden = {f"{upload.path.parent}{os.sep}": "", str(upload.path.parent): ""}
        try:
            return self.jobs.start(
                JobKind.ADD, arguments, subject=upload.name, hidden=hidden, on_end=lambda _code: upload.drop()
            )
        except BaseException:
            upload.drop()
            raise

    def fetch(self, ids: Sequence[str] = ()) -> JobReport:
        """The job that brings texts from their publishers, of all listed sources or of ``ids``.

        Raises:
            InputError: The server runs offline.
            UnknownItemError: No such source is listed.
            BuilderBusyError: Something else runs.
        """
        return self._visit(JobKind.FETCH, ids)

    def check(self, ids: Sequence[str] = ()) -> JobReport:
        """The job that looks at the publishers' pages and stores nothing; raises as ``fetch``."""
        return self._visit(JobKind.CHECK, ids)

    def build(self, *, full: bool = False, allow_loss: bool = False) -> JobReport:
        """The job that builds a generation and publishes it. Raises BuilderBusyError, StorageError."""
        started, before = datetime.now(UTC).isoformat(timespec="seconds"), self.published()
        chosen = (*(("--full",) if full else ()), *(("--allow-loss",) if allow_loss else ()))
        arguments = ("index", "build", *self._options, *chosen, "--progress-lines")
        return self.jobs.start(JobKind.BUILD, arguments, on_end=lambda code: self._note_built(before, started, code))

    def generations(self) -> tuple[KeptGeneration, ...]:
        """Every generation that is kept, newest first."""
        return list_generations(self._layout)

    def generation(self, name: str) -> KeptGeneration:
        """The generation of exactly this name. Raises UnknownItemError."""
        found = next((kept for kept in self.generations() if kept.name == name), None)
        if found is None:
            raise UnknownItemError(f"There is no generation {name[:80]!r}, or none any more.")
        return found

    def changes(self, before: str = "", after: str = "") -> GenerationChanges:
        """Changes between two generations, by default to the published one from the one before it.

        Raises:
            UnknownItemError: There is no such generation, or none before.
            IndexUnavailableError: Nothing is published.
            IndexDamagedError: One of them cannot be read.
        """
        later = find_name(self._layout, after) if after else published_name(self._layout)
        earlier = find_name(self._layout, before) if before else name_before(self._layout, later)
        # It reads both whole: one at a time, so that clicking again and again costs no more.
        with self._comparing:
            return compare_generations(self._layout.generation(earlier), self._layout.generation(later))

    def roll_back(self, name: str) -> RolledBack:
        """The result of publishing the kept generation ``name``, checked first; nothing changes if it is damaged.

        Raises:
            UnknownItemError: There is no such generation.
            IndexDamagedError: A file of it is missing or altered.
            BuilderBusyError: A build is at work.
        """
        refuse_missing_folder(self._layout)
        kept = self.generation(name)
        with sole_builder(self._layout, "going back to another generation"):
            before = self.published()
            return RolledBack(before, rollback(self._layout, kept.name, self._store()))

    def close(self) -> None:
        """End what runs, and delete what waits."""
        self.jobs.close()
        self.uploads.clear()

    def _visit(self, kind: JobKind, ids: Sequence[str]) -> JobReport:
        if self.offline:
            raise InputError("This server was started with --offline, so it asks no publisher. Start it without that.")
        sources = self._collection().listed(ids)
        subject = ", ".join(source.id for source in sources) if ids else ""
        arguments = ("corpus", kind.value, *self._options, "--json", "--progress-lines", "--", *ids)
        return self.jobs.start(kind, arguments, subject=subject)

    def _note_built(self, before: str, started: str, code: int) -> None:
        """Remember that nothing had changed, if that is what the build has found: the same is published after it."""
        if code == 0 and self.published() == before:
            self._unchanged_at[before] = started
