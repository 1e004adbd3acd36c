"""The published generation as a server follows it: read in its own process, worked on by others.

On Linux the work is done by processes that are forked from one that has loaded the models, and then the generation;
they share both. Elsewhere, and if ``server.workers`` is 0, it is done in threads of the server.
"""

import logging
import os
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from threading import Lock

from trendsqa.answering.answer_counts import AnswerCounter
from trendsqa.answering.assistant import Assistant
from trendsqa.answering.live_index import LiveIndex
from trendsqa.answering.served.answer_cache import AnswerCache
from trendsqa.answering.served.served_assistant import ServedAssistant
from trendsqa.answering.served.work import BoundedWork, Work
from trendsqa.assembly import Assembly, LoadedModels
from trendsqa.errors import SettingsError
from trendsqa.index.opening import OpenGeneration, open_generation
from trendsqa.index.publishing import published_name
from trendsqa.offline import refuse_connections
from trendsqa.workers.admission import Admission
from trendsqa.workers.held_process import TemplateProcess
from trendsqa.workers.pool import WorkerPool
from trendsqa.workers.work_ledger import WorkLedger

__all__ = ["live_collection", "worker_processes"]


def live_collection(assembly: Assembly, *, workers: int = 0, offline: bool = False) -> LiveIndex:
    """The published generation, open and ready to be followed, worked on by so many ``workers``; 0 means threads.

    The generations that it opens share one encoder, judge and reader, as long as the settings ask for the same.
    ``offline`` refuses outgoing connections in every process that is started.

    Raises:
        IndexUnavailableError: There is no generation that can be opened.
        ModelError: The model was not exported.
    """
    counter, ledger = AnswerCounter(), WorkLedger()
    working = _InProcesses(assembly, workers, ledger, offline=offline) if workers else _InThreads(assembly, ledger)
    settings = assembly.settings

    def opened(name: str) -> ServedAssistant:
        generation, work = working.open(name)
        cache = AnswerCache(most_bytes=settings.answering.kept_mib << 20, wait_s=settings.limits.answer_s)
        return ServedAssistant(generation, work, cache, counter=counter)

    return LiveIndex(lambda: published_name(assembly.layout), opened, counter, ledger=ledger)


def worker_processes(assembly: Assembly) -> int:
    """The number of processes that the settings ask for; one for each processor core where they say nothing.

    Raises:
        SettingsError: They ask for processes where there can be none.
    """
    settings = assembly.settings
    wanted = settings.server.workers
    if wanted == 0:
        return 0
    reason = ""
    if sys.platform != "linux":
        reason = "processes are forked on Linux only"
    elif settings.answering.reader or settings.retrieval.judge not in {"", "none"}:
        reason = "the models of answering.reader and retrieval.judge run threads, which cannot be forked"
    if wanted and reason:
        raise SettingsError(f"server.workers is {wanted}, but {reason}. Set it to 0.")
    return 0 if reason else wanted or _cores()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


class _InThreads:
    """Opens generations that are worked on in threads of this process, as many at once as there are cores."""

    def __init__(self, assembly: Assembly, ledger: WorkLedger) -> None:
        self._assembly = assembly
        self._ledger = ledger
        self._models: LoadedModels | None = None

    def open(self, name: str) -> tuple[OpenGeneration, Work]:
        """The generation ``name``, and what works on it."""
        self._models = self._assembly.models(self._models)
        assistant = self._assembly.assistant_over(name, self._models)
        waiting_s = self._assembly.settings.limits.waiting_s
        admission = Admission([None] * _cores(), waiting_s=waiting_s, ledger=self._ledger)
        return assistant.opened, BoundedWork(assistant, admission)


class _InProcesses:
    """Opens generations that are worked on by processes of their own."""

    def __init__(self, assembly: Assembly, workers: int, ledger: WorkLedger, *, offline: bool) -> None:
        self._assembly = assembly
        self._workers = workers
        self._ledger = ledger
        self._offline = offline
        self._lock = Lock()
        self._template: TemplateProcess | None = None
        self._encoder = assembly.exported_model().identity()
        self._with_models()

    def open(self, name: str) -> tuple[OpenGeneration, Work]:
        """The generation ``name``, and what works on it."""
        assembly = self._assembly
        with ThreadPoolExecutor(1) as beside:
            forking = beside.submit(self._pool, name)
            try:
                encoder = assembly.exported_model().identity()
                opened = open_generation(assembly.layout.generation(name), encoder, assembly.vector_store)
            except BaseException:
                forking.add_done_callback(_close_pool)
                raise
            try:
                return opened, forking.result()
            except BaseException:
                opened.close()
                raise

    def _pool(self, name: str) -> WorkerPool:
        limits = self._assembly.settings.limits
        pool = partial(
            WorkerPool,
            workers=self._workers,
            waiting_s=limits.waiting_s,
            work_s=limits.answer_s,
            ledger=self._ledger,
        )
        if self._assembly.settings.remote.uri:
            # Connections to Milvus do not survive a fork: each worker opens its own.
            return pool(self._with_models, partial(_open, name))
        return pool(partial(self._with_generation, name), _reopen)

    def _with_models(self) -> TemplateProcess:
        """The process that holds the models that the settings ask for now."""
        with self._lock:
            encoder = self._assembly.exported_model().identity()
            if self._template is None or encoder != self._encoder or not self._template.lives():
                self._template = TemplateProcess.start(partial(_load, self._assembly, offline=self._offline))
                self._encoder = encoder
            return self._template

    def _with_generation(self, name: str) -> TemplateProcess:
        return self._with_models().branch(partial(_open, name))


def _close_pool(forking: "Future[WorkerPool]") -> None:
    if not forking.exception():
        forking.result().close()


@dataclass(frozen=True, slots=True)
class _Loaded:
    """The models of an installation, in the process that others are forked from."""

    assembly: Assembly
    models: LoadedModels


def _load(assembly: Assembly, *, offline: bool) -> _Loaded:
    if offline:
        refuse_connections()
    logging.getLogger().setLevel(assembly.settings.log_level.upper())
    # A fork copies no threads; and a worker for each core leaves none for a second thread.
    encoder = assembly.settings.encoder.model_copy(update={"threads": 1})
    assembly.settings = assembly.settings.model_copy(update={"encoder": encoder})
    return _Loaded(assembly, assembly.models())


def _open(name: str, loaded: _Loaded) -> Assistant:
    assistant = loaded.assembly.assistant_over(name, loaded.models)
    # Texts to suggest are gathered once, before workers are forked: else the first who types in each waits for it.
    assistant.suggest("a", limit=1)
    return assistant


def _reopen(assistant: Assistant) -> Assistant:
    assistant.opened.table.reopen()
    return assistant
