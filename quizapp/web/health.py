"""Whether the server works, for whoever watches over it.

`/health` says that the process answers, `/ready` that it can do its work. Both are
answered before anything else: no cookie, no host name, no line in the journal.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from quizapp.db.revision import HEAD, stored_revision
from quizapp.db.session import Database
from quizapp.errors import BadInput
from quizapp.web.headers import always

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

HEALTH, READY = "/health", "/ready"


class Health:
    """Answers the two addresses, and passes everything else on."""

    def __init__(
        self, app: "WSGIApplication", database: Database, headers: Mapping[str, str]
    ) -> None:
        """Take the app behind, its database, and the headers of every answer."""
        self._app, self._database = app, database
        self._headers = {**headers, "Cache-Control": "no-store"}

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer one request."""
        asked = environ.get("PATH_INFO")
        if asked not in (HEALTH, READY):
            return self._app(environ, start_response)
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            answer = self._say("Only GET and HEAD.", 405)
            answer.headers["Allow"] = "GET, HEAD"
        elif asked == READY and (why := what_is_missing(self._database)):
            answer = self._say(why, 503)
        else:
            answer = self._say("ok", 200)
        return answer(environ, start_response)

    def _say(self, words: str, status: int) -> Response:
        said = f"{words}\n"
        return Response(said, status, headers=self._headers, mimetype="text/plain")


def attach_health(app: Flask, database: Database) -> None:
    """Let the app say how it is."""
    headers = always(secure=app.config["SESSION_COOKIE_SECURE"])
    app.wsgi_app = Health(app.wsgi_app, database, headers)  # type: ignore[method-assign]


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
