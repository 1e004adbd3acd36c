"""Metrics of a serving process for Prometheus. The only file that imports prometheus_client.

Labels hold route templates, status classes and names of generations: never a question, a message or an address as it
was asked for. Each application has a registry of its own, so nothing here is shared by a process.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from time import perf_counter

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric, SummaryMetricFamily
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trendsqa.answering.live_index import LiveIndex
from trendsqa.api.guards.requests.request_log import log_request
from trendsqa.exchanges.connection_counts import CLOSED_BECAUSE, REFUSED_BECAUSE, ConnectionCounts
from trendsqa.workers.work_ledger import WorkFigures

__all__ = ["Metrics", "RequestMetrics"]

_BUCKETS_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
"""A search takes some ten milliseconds, a page without one a single one."""

_UNAVAILABLE = 503
_NO_ROUTE = "none"
"""The route of a request that was refused before it reached one, or that none serves."""


class Metrics:
    """The counters of one application."""

    def __init__(self, live_index: LiveIndex, connections: ConnectionCounts) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "trendsqa_http_requests",
            "Requests, by route template and class of status; `shed` are those that were told to come again later.",
            ("route", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "trendsqa_http_request_duration_seconds",
            "Time until the response began, by route template.",
            ("route",),
            buckets=_BUCKETS_S,
            registry=self._registry,
        )
        self._registry.register(_Published(live_index))
        self._registry.register(_Connected(connections))
        # Memory, processor time and open files of this process, where the operating system tells (Linux).
        ProcessCollector(registry=self._registry)

    def count_request(self, route: str, status: str, seconds: float) -> None:
        """Take note of one response of a class of status."""
        self._requests.labels(route, status).inc()
        self._seconds.labels(route).observe(seconds)

    def response(self) -> Response:
        """All of it, in the text format of Prometheus."""
        return Response(generate_latest(self._registry), headers={"content-type": CONTENT_TYPE_LATEST})


class _Published(Collector):
    """State of the live index, looked up whenever somebody asks."""

    def __init__(self, live_index: LiveIndex) -> None:
        self._live_index = live_index

    def collect(self) -> Iterator[Metric]:
        """The present values."""
        state, questions = self._live_index.state(), self._live_index.counter.counts
        with self._live_index.lease() as assistant:
            status = assistant.status()
        info = GaugeMetricFamily(
            "trendsqa_generation_info", "The generation that answers; always 1.", labels=("generation", "encoder")
        )
        info.add_metric((status.generation, status.encoder), 1)
        yield info
        age = datetime.now(UTC) - datetime.fromisoformat(status.created)
        yield _gauge("generation_age_seconds", "Time since the generation that answers was built.", age.total_seconds())
        yield _gauge(
            "generations_in_memory",
            "Generations in memory: the one that answers, and earlier ones that are still read or not yet freed.",
            state.in_memory,
        )
        failing = "1 while what is published cannot be opened and an earlier generation answers in its place, else 0."
        yield _gauge("published_generation_failing", failing, int(state.failure is not None))
        yield _counter("generation_swaps", "Times another generation took over.", state.swaps)
        yield _counter(
            "generation_failed_swaps", "Generations that were published and could not be opened.", state.failed_swaps
        )
        outcomes = CounterMetricFamily(
            "trendsqa_questions", "Questions by outcome, from API, pages and chat.", labels=("outcome",)
        )
        outcomes.add_metric(("answered",), questions.answered)
        outcomes.add_metric(("abstained",), questions.abstained)
        outcomes.add_metric(("replied",), questions.replied)
        yield outcomes
        stages = SummaryMetricFamily(
            "trendsqa_stage_seconds",
            "Time of each stage of answering a question: interpret, retrieve, judge, quote.",
            labels=("stage",),
        )
        for stage, noted in self._live_index.counter.stages.items():
            stages.add_metric((stage,), noted.questions, noted.seconds)
        yield stages
        yield _counter("answers_again", "Answers given without work: the same had been asked.", questions.again)
        yield from _of_work(self._live_index.ledger.figures)


class _Connected(Collector):
    """Connections of the server, looked up whenever somebody asks."""

    def __init__(self, counts: ConnectionCounts) -> None:
        self._counts = counts

    def collect(self) -> Iterator[Metric]:
        """The present values; a refused connection is no request, so it is no 5xx either."""
        yield _gauge("connections_open", "Open connections.", self._counts.open)
        refused = CounterMetricFamily(
            "trendsqa_connections_refused", "Connections that were refused, by reason.", labels=("reason",)
        )
        for no_place in REFUSED_BECAUSE:
            refused.add_metric((no_place,), self._counts.refused[no_place])
        yield refused
        closed = CounterMetricFamily(
            "trendsqa_connections_closed", "Connections that the server closed, by reason.", labels=("reason",)
        )
        for reason in CLOSED_BECAUSE:
            closed.add_metric((reason,), self._counts.closed[reason])
        yield closed


def _of_work(figures: WorkFigures) -> Iterator[Metric]:
    yield _gauge("workers", "Pieces of work that can be done at once.", figures.slots)
    yield _gauge("workers_busy", "Pieces of work that are being done.", figures.busy)
    yield _gauge("work_waiting", "Pieces of work that wait to begin.", figures.waiting)
    yield _counter("work_begun", "Pieces of work that began.", figures.begun)
    yield _counter("work_waited_seconds", "Time that work waited until it began, altogether.", figures.waited_s)
    yield _counter(
        "worker_restarts", "Workers that were replaced, since they crashed or took too long.", figures.restarts
    )
    yield _counter(
        "requests_shed", "Requests refused since too much waited. Not faults: they ask to wait.", figures.shed
    )


def _gauge(name: str, meaning: str, value: float) -> Metric:
    return GaugeMetricFamily(f"trendsqa_{name}", meaning, value)


def _counter(name: str, meaning: str, value: float) -> Metric:
    return CounterMetricFamily(f"trendsqa_{name}", meaning, value)


def _class_of(begun: Message) -> str:
    """The class of the status of a response; one that asks the client to wait is no fault of the server."""
    asks_to_wait = begun["status"] == _UNAVAILABLE and any(
        name.lower() == b"retry-after" for name, _ in begun["headers"]
    )
    return "shed" if asks_to_wait else f"{begun['status'] // 100}xx"


class RequestMetrics:
    """ASGI middleware, the outermost: counts and logs every response when it begins: streams are not waited for."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = perf_counter()

        async def counting_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                # Routing writes the route into the scope that it was given.
                route = getattr(scope.get("route"), "path", _NO_ROUTE)
                seconds = perf_counter() - began
                self.metrics.count_request(route, _class_of(message), seconds)
                log_request(scope, route, message["status"], seconds)
            await send(message)

        await self.app(scope, receive, counting_send)
