"""A page is made once more where that is safe and its connection was cut.

A database that was started anew has closed the connections that were kept for later,
and tells so only to whoever uses one. Reading twice does no harm, and an answer or a
vote counts once, however often it is sent. All else is told to the person.
"""

from flask import Flask, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError

STORED_ONCE = ("rounds.answer", "phones.vote")
# Of two that wait for each other one is sent away, and may try again.
CROSSED = ("40001", "40P01")


def attach_retry(app: Flask) -> None:
    """Let the app make a page once more; every check before it was passed."""
    make = app.dispatch_request

    def make_or_again() -> ResponseReturnValue:
        try:
            return make()
        except DBAPIError as fault:
            if not (_was_cut(fault) and _is_safe()):
                raise
        return make()

    app.dispatch_request = make_or_again  # type: ignore[method-assign]


def _was_cut(fault: DBAPIError) -> bool:
    code = getattr(fault.orig, "sqlstate", None)
    return fault.connection_invalidated or code in CROSSED


def _is_safe() -> bool:
    return request.method in ("GET", "HEAD") or request.endpoint in STORED_ONCE
