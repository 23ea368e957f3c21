"""Whether the server works, for whoever watches over it.

`/health` says that the process answers, `/ready` that it can do its work. Both are
answered before anything else: no cookie, no host name, no line in the journal.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from quizapp.db.revision import HEAD, stored_revision
from quizapp.db.session import Database
from quizapp.errors import BadInput

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

HEALTH, READY = "/health", "/ready"
KEPT = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


class Health:
    """Answers the two addresses, and passes everything else on."""

    def __init__(self, app: "WSGIApplication", database: Database) -> None:
        """Take the app behind, and the database that it needs."""
        self._app, self._database = app, database

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer one request."""
        asked = environ.get("PATH_INFO")
        if asked not in (HEALTH, READY):
            return self._app(environ, start_response)
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            answer = _say("Only GET and HEAD.", 405)
            answer.headers["Allow"] = "GET, HEAD"
        elif asked == READY and (why := what_is_missing(self._database)):
            answer = _say(why, 503)
        else:
            answer = _say("ok", 200)
        return answer(environ, start_response)


def attach_health(app: Flask, database: Database) -> None:
    """Let the app say how it is."""
    app.wsgi_app = Health(app.wsgi_app, database)  # type: ignore[method-assign]


def what_is_missing(database: Database) -> str:
    """Say why the app cannot do its work; nothing where it can.

    Why exactly is for the journal and `quizapp serve`: anybody may ask here.
    """
    try:
        found = stored_revision(database)
    except (BadInput, SQLAlchemyError):
        return "The database cannot be reached."
    if found != HEAD:
        return f"The database stands at revision {found}, not {HEAD}."
    return ""


def _say(words: str, status: int) -> Response:
    return Response(f"{words}\n", status, headers=KEPT, mimetype="text/plain")
