"""Requests as a server hands them to an app, without a socket and without a browser.

They are built beforehand, so that only the app's own work is measured.
"""

import gc
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder

from quizapp.config import Config
from quizapp.web.app import create_app

Request = Callable[[], tuple[int, int]]


def built(config: Config) -> Flask:
    """Build the app as `quizapp serve` does: the collector leaves it alone.

    Otherwise a large page, after which the collector runs, pays for all that the bench
    has loaded as well.
    """
    app = create_app(config)
    gc.collect()
    gc.freeze()
    return app


def request(
    app: Flask, path: str, cookie: str, form: Mapping[str, str] | None = None
) -> Request:
    """Prepare a request, a POST where a form goes along; it is good for one call.

    Calling it returns the status and how many bytes came.
    """
    method = "GET" if form is None else "POST"
    headers = {"Cookie": cookie, "Accept-Language": "en"}
    builder = EnvironBuilder(
        path, method=method, data=form and dict(form), headers=headers
    )
    environ = builder.get_environ()
    return lambda: _call(app, environ)


def _call(app: Flask, environ: dict[str, Any]) -> tuple[int, int]:
    said: list[str] = []

    def start(
        status: str, _headers: object, _fault: object = None
    ) -> Callable[..., Any]:
        said.append(status)
        return said.append

    body: Iterable[bytes] = app(environ, start)
    try:
        size = sum(map(len, body))
    finally:
        getattr(body, "close", lambda: None)()
    return int(said[0][:3]), size


def cookie_of(client: FlaskClient) -> str:
    """Return what a browser would send along after what this client did."""
    return "; ".join(
        f"{cookie.key}={cookie.value}" for cookie in client._cookies.values()
    )


def cpu_of(requests: Sequence[Request], expected: int) -> float:
    """Send requests one after another; return the CPU seconds of one."""
    before = time.process_time()
    statuses = {send()[0] for send in requests}
    spent = time.process_time() - before
    if statuses != {expected}:
        raise RuntimeError(f"{expected} was expected, and {statuses} came")
    return spent / len(requests)
