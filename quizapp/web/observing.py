"""Every request gets an id, is timed, and leaves one line behind.

Of its address only the pattern is kept: the rest holds codes and numbers of people.
"""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from secrets import token_hex
from time import perf_counter
from types import TracebackType

from flask import Flask, Response, g, request

from quizapp.web.journal import REQUESTS, request_id

HEADER = "X-Request-ID"
GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
OTHER = "other"
NO_ROUTE = "none"

log = logging.getLogger(REQUESTS)


class Event(StrEnum):
    """What concerns the safety of a server, noted in a request's line without who."""

    RIGHT_PASSWORD = "right password"
    WRONG_PASSWORD = "wrong password"
    RIGHT_FIGURES = "right figures"
    WRONG_FIGURES = "wrong figures"
    RIGHT_RECOVERY = "right recovery code"
    WRONG_RECOVERY = "wrong recovery code"
    RIGHT_CODE = "right rejoin code"
    WRONG_CODE = "wrong rejoin code"
    SIGNED_IN = "signed in"
    SIGNED_OUT = "signed out"
    TOO_OFTEN = "too often"
    FORGED = "form without its token"
    NOT_SIGNED_IN = "not signed in"
    NOT_ALLOWED = "not allowed"


BY_STATUS = {403: Event.NOT_ALLOWED, 429: Event.TOO_OFTEN}


@dataclass(frozen=True, slots=True)
class Served:
    """A request that was answered; of a stream, that it began."""

    endpoint: str
    route: str
    method: str
    status: int
    seconds: float


Tell = Callable[[Served], None]


class Observed(Flask):
    """An app that does not write down which address broke."""

    def log_exception(
        self,
        exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None],
    ) -> None:
        """Write down what broke; the request's own line says where."""
        self.logger.error("A page broke", exc_info=exc_info)


def note(event: Event) -> None:
    """Note what happened in this request's line of the journal."""
    g.setdefault("events", []).append(event.value)


def attach_observing(app: Flask, *, believed: bool, tell: Tell | None = None) -> None:
    """Observe every request; `tell` hears of each.

    An id that a proxy gave is kept where proxies are `believed`. To be attached first:
    what comes before is not timed, and what is done to an answer later is not seen.
    """

    def start() -> None:
        g.began = perf_counter()
        given = request.headers.get(HEADER, "") if believed else ""
        request_id.set(given if GIVEN.fullmatch(given) else token_hex(8))

    def finish(response: Response) -> Response:
        served = _served(response)
        response.headers[HEADER] = request_id.get()
        log.log(_level(served), "request", extra={"told": _told(served)})
        if tell:
            tell(served)
        return response

    app.before_request(start)
    app.after_request(finish)


def _served(response: Response) -> Served:
    return Served(
        endpoint=request.endpoint or NO_ROUTE,
        route=request.url_rule.rule if request.url_rule else NO_ROUTE,
        method=request.method if request.method in METHODS else OTHER,
        status=response.status_code,
        seconds=perf_counter() - g.began,
    )


def _level(served: Served) -> int:
    return logging.WARNING if served.status >= 500 else logging.INFO


def _told(served: Served) -> dict[str, object]:
    events: list[str] = list(g.get("events", ()))
    if served.status in BY_STATUS:
        events.append(BY_STATUS[served.status].value)
    told: dict[str, object] = {
        "method": served.method,
        "route": served.route,
        "status": served.status,
        "ms": round(served.seconds * 1000, 1),
    }
    return {**told, "events": events} if events else told
