"""Log lines without what opens a door and without what customers said: whoever reads a log may use neither.

Our own lines name things by their numbers. What an error says may quote what it choked on, so of errors the kind and
the places in the code are written, and the words only of kinds that speak of machines.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

_LINK = re.compile(r"(/p/|/invitations/|/emails/|/password/reset/key/)[^\s/?\"'<>]+")
SPEAK_OF_MACHINES: tuple[type[BaseException], ...] = (OSError, ImportError, AttributeError, NameError, RecursionError)
_OF_THE_DATABASE = {"OperationalError", "InterfaceError", "PoolTimeout"}
EXTRA = ("route", "method", "status", "ms", "member")  # what the line of a request tells
Caught = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutWords(logging.Formatter):
    """Lines in which the signed part of every link is an ellipsis, and errors are told without quoting."""

    def format(self, record: logging.LogRecord) -> str:
        return _LINK.sub(r"\1…", super().format(record))

    def formatException(self, ei: Caught) -> str:  # noqa: N802 - the name logging calls
        return "\n".join(told for problem in _chain(ei[1]) for told in _told(problem))


class AsJson(WithoutWords):
    """One JSON object a line: time, level, logger, message, and for requests route, method, status, ms and member."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname, "logger": record.name, "message": record.getMessage(),
            "process": record.process, "thread": record.threadName,
        }  # fmt: skip
        told |= {name: getattr(record, name) for name in EXTRA if hasattr(record, name)}
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        return _LINK.sub(r"\1…", json.dumps(told, ensure_ascii=False, default=str))


def _chain(problem: BaseException | None) -> Iterator[BaseException]:
    """The error and what it came from, the first cause first."""
    found: list[BaseException] = []
    while problem is not None and problem not in found:
        found.append(problem)
        problem = problem.__cause__ or (None if problem.__suppress_context__ else problem.__context__)
    yield from reversed(found)


def _told(problem: BaseException) -> Iterator[str]:
    for place in traceback.extract_tb(problem.__traceback__):
        yield f'  File "{place.filename}", line {place.lineno}, in {place.name}'
    name = type(problem).__name__
    speaks = isinstance(problem, SPEAK_OF_MACHINES) or name in _OF_THE_DATABASE
    yield f"{name}: {str(problem).splitlines()[0]}" if speaks and str(problem) else name
