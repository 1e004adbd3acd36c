"""Log of the serving process: lines for people, or JSON for a collector; never what was asked.

An exception that is not ours may quote a question in its message, so it is told by its kind and its place alone.
"""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Literal

from trendsqa.errors import TrendsqaError

__all__ = ["ConsoleFormatter", "JsonFormatter", "configure_logs"]

OWN_LOGGERS = ("trendsqa", "uvicorn")
"""Loggers that log from the level that is set; other libraries log warnings only, as their details may quote input."""

NOISE = frozenset({"Invalid HTTP request received."})
"""Messages that any stranger can bring about as often as they like; a metric counts them."""

FIELDS = ("request_id", "method", "route", "status", "ms")
"""Attributes of a record that a JSON line has, if the record has them."""

LONGEST_CHAIN = 10

_ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def configure_logs(level: str, form: Literal["console", "json"]) -> None:
    """Have every logger of this process write to stderr from ``level`` on, in ``form``."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter() if form == "json" else ConsoleFormatter())
    handler.addFilter(lambda record: record.msg not in NOISE)
    least = logging.getLevelNamesMapping()[level.upper()]
    logging.basicConfig(level=max(least, logging.WARNING), handlers=[handler], force=True)
    for name in OWN_LOGGERS:
        logging.getLogger(name).setLevel(least)
    logging.captureWarnings(capture=True)


class _PlaceFormatter(logging.Formatter):
    """Formatter that tells of an exception what it is and where it was raised."""

    def formatException(self, ei: _ErrorInfo) -> str:  # noqa: N802 (the name is logging's)
        """The exceptions, the first cause first, as kind and lines of code; the messages of our own only."""
        error, told = ei[1], list[str]()
        while error is not None and len(told) < LONGEST_CHAIN:
            words = f": {error}" if isinstance(error, TrendsqaError | OSError) else ""
            lines = "".join(traceback.format_tb(error.__traceback__))
            told.append(f"{lines}{type(error).__module__}.{type(error).__qualname__}{words}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(reversed(told))


class ConsoleFormatter(_PlaceFormatter):
    """Formatter of lines for people: level, logger, message, and the request's id if there is one."""

    def __init__(self) -> None:
        super().__init__("%(levelname)s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (the name is logging's)
        """The line without its exception."""
        request_id = getattr(record, "request_id", "")
        return super().formatMessage(record) + (f" [{request_id}]" if request_id else "")


class JsonFormatter(_PlaceFormatter):
    """Formatter of one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The object: time (UTC), level, logger, message, what is known of the request, and the exception."""
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"time": time, "level": record.levelname.lower(), "logger": record.name, "message": record.getMessage()}
        line |= {name: value for name in FIELDS if (value := getattr(record, name, None)) is not None}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)
