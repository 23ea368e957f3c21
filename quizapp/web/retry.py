"""A page is made once more where that is safe and its connection was cut.

A database that was started anew has closed the connections that were kept for later,
and tells so only to whoever uses one. Reading twice does no harm, and an answer or a
vote counts once, however often it is sent. All else is told to the person.
"""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from flask import Flask, request
from sqlalchemy.exc import DBAPIError

T = TypeVar("T")

STORED_ONCE = ("rounds.answer", "phones.vote")
# Of two that wait for each other one is sent away, and may try again.
CROSSED = ("40001", "40P01")


def attach_retry(app: Flask) -> None:
    """Let the app make a page once more; every check before it was passed."""
    make = partial(once_more, app.dispatch_request, is_safe=_is_safe)
    app.dispatch_request = make  # type: ignore[method-assign]


def once_more(do: Callable[[], T], *, is_safe: Callable[[], bool]) -> T:
    """Do something; once more where the connection was cut and twice does no harm."""
    try:
        return do()
    except DBAPIError as fault:
        if not (_was_cut(fault) and is_safe()):
            raise
    return do()


def _was_cut(fault: DBAPIError) -> bool:
    code = getattr(fault.orig, "sqlstate", None)
    return fault.connection_invalidated or code in CROSSED


def _is_safe() -> bool:
    return request.method in ("GET", "HEAD") or request.endpoint in STORED_ONCE
