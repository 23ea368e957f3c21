"""What a running server writes down: a line for each request, and what went wrong.

Nothing of a person: no name, no address, no cookie, nothing that was typed, and of a
page only the pattern of its address. What an exception says may quote any of these,
so of most only the name and the way through the code are kept.
"""

import json
import logging
import sys
import threading
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from quizapp.config import Log

REQUESTS = "quizapp.requests"
OWN = "quizapp"
# Their words are known: what they fill in is left out unless it is a number.
KNOWN = ("gunicorn", "sqlalchemy")

request_id: ContextVar[str] = ContextVar("request_id", default="")


def begin(style: Log | None) -> None:
    """Write to the standard error stream from now on.

    Unless `style` says otherwise, every request as JSON; on a terminal, where somebody
    looks on, only what went wrong, as text.
    """
    style = style or (Log.QUIET if sys.stderr.isatty() else Log.JSON)
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if style is Log.JSON else TextLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    least = logging.WARNING if style is Log.QUIET else logging.INFO
    logging.getLogger(REQUESTS).setLevel(least)
    # Who sent what is no HTTP concerns nobody, and it comes with their address.
    logging.getLogger("gunicorn.error").addFilter(_is_ours)
    # A line that cannot be written must not be told about with all that is in it.
    logging.raiseExceptions = False
    threading.excepthook = _thread_broke


def _is_ours(record: logging.LogRecord) -> bool:
    return not str(record.msg).startswith("Invalid request from")


def _thread_broke(broke: threading.ExceptHookArgs) -> None:
    fault = broke.exc_value
    told = (broke.exc_type, fault, broke.exc_traceback) if fault else None
    logging.getLogger(OWN).error("A thread broke off", exc_info=told)


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record with what belongs to it."""
        at = datetime.fromtimestamp(record.created, UTC)
        line: dict[str, Any] = {
            "time": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "message": message_of(record),
            **getattr(record, "told", {}),
        }
        if known := request_id.get():
            line["request"] = known
        if trace := list(trace_of(record)):
            line["trace"] = trace
        return json.dumps(line, ensure_ascii=False)


class TextLines(logging.Formatter):
    """A line for people, and the way through the code below it."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record with what belongs to it."""
        at = datetime.fromtimestamp(record.created).astimezone()
        told = getattr(record, "told", {})
        words = " ".join(
            (
                f"{at:%H:%M:%S}",
                record.levelname.lower(),
                message_of(record),
                *(f"{name}={value}" for name, value in told.items()),
                request_id.get(),
            )
        )
        return "\n    ".join((words.rstrip(), *trace_of(record)))


def message_of(record: logging.LogRecord) -> str:
    """Return a record's message without what somebody else may have put into it."""
    ours = record.name.partition(".")[0]
    if ours not in (OWN, *KNOWN) or not isinstance(record.msg, str):
        return f"{record.name}: {record.pathname}:{record.lineno}"
    if not isinstance(record.args, tuple):
        return record.msg
    try:
        return record.msg % tuple(_plain(a, own=ours == OWN) for a in record.args)
    except (TypeError, ValueError):
        return record.msg


def _plain(value: object, *, own: bool) -> object:
    if isinstance(value, BaseException):
        return said(value)
    return value if own or isinstance(value, int | float) else "…"


def trace_of(record: logging.LogRecord) -> Iterator[str]:
    """Yield every exception of a record and the lines of code it came through."""
    fault = record.exc_info[1] if record.exc_info else None
    seen: set[int] = set()
    while fault is not None and id(fault) not in seen:
        seen.add(id(fault))
        yield said(fault)
        for frame, number in traceback.walk_tb(fault.__traceback__):
            code = frame.f_code
            yield f"{code.co_filename}:{number} in {code.co_qualname}"
        hidden = fault.__suppress_context__
        fault = fault.__cause__ or (None if hidden else fault.__context__)


def said(fault: BaseException) -> str:
    """Name a fault, with what it says where that can quote nobody.

    A database says of what it cannot do only which tables and servers it means; of
    what it refuses, the row.
    """
    cause = getattr(fault, "orig", None) or fault
    code = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", None)
    words = [type(fault).__name__, code]
    if isinstance(cause, OSError):
        words.append(cause.strerror)
    if "OperationalError" in {kind.__name__ for kind in type(cause).__mro__}:
        words.append(str(cause).partition("\n")[0])
    return ": ".join(str(word) for word in words if word)
