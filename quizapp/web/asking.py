"""Phones that get no stream ask every two seconds whether there is anything new.

Three hundred of them would keep a process too busy to take their votes, if each was
asked in full for its cookie, its seat and a line in the journal. Who was answered in
full is known for half a minute by what their browser sends, and is answered from memory
before anything else is done. docs/decisions/0012 has the figures.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.wrappers import Response

from quizapp.web.headers import always
from quizapp.web.live import Hub
from quizapp.web.staged import Drawing

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

BEFORE, AFTER = "/w/", "/state"
# All that an answer depends on besides the room and its version.
SENT = ("HTTP_COOKIE", "HTTP_HOST", "HTTP_ACCEPT_LANGUAGE")


class Asking:
    """Answers who is known, and passes everybody else on."""

    def __init__(
        self, app: "WSGIApplication", hub: Hub, headers: Mapping[str, str]
    ) -> None:
        """Take the app behind, the rooms, and the headers of every answer."""
        self._app, self._hub = app, hub
        self._headers = {**headers, "Cache-Control": "no-store", "Vary": "Cookie"}

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer one request."""
        path = environ.get("PATH_INFO", "")
        if path.startswith(BEFORE) and path.endswith(AFTER):
            code = path[len(BEFORE) : -len(AFTER)]
            drawn = self._hub.drawn_for(code, sent_in(environ))
            if drawn and environ["REQUEST_METHOD"] == "GET":
                return self._answer(drawn, environ)(environ, start_response)
        return self._app(environ, start_response)

    def _answer(self, drawn: Drawing, environ: "WSGIEnvironment") -> Response:
        tag = tag_of(drawn)
        headers = {**self._headers, "ETag": tag}
        # A proxy that packs an answer marks its tag as weak.
        if environ.get("HTTP_IF_NONE_MATCH", "").removeprefix("W/") == tag:
            return Response(status=304, headers=headers)
        return Response(drawn.state, headers=headers, mimetype="application/json")


def attach_asking(app: Flask, hub: Hub) -> None:
    """Answer phones that ask again before anything else is done for them."""
    headers = always(secure=app.config["SESSION_COOKIE_SECURE"])
    app.wsgi_app = Asking(app.wsgi_app, hub, headers)  # type: ignore[method-assign]


def tag_of(drawn: Drawing) -> str:
    """Return what a phone shows, as it says so when it asks again."""
    return f'"{drawn.version}"'


def sent_in(environ: "WSGIEnvironment") -> str:
    """Return what a browser sends with every question, and nobody else does."""
    return "\n".join(environ.get(name, "") for name in SENT)
