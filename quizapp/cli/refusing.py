"""What is no proper request gets a page with a sentence, before the app hears of it."""

from typing import Any

from flask import Flask
from gunicorn.http.errors import (
    ConfigurationProblem,
    ExpectationFailed,
    InvalidResponseHeader,
    InvalidResponseHeaderName,
    LimitRequestHeaders,
    LimitRequestLine,
    ParseException,
    UnsupportedTransferCoding,
)
from gunicorn.util import write_nonblock
from werkzeug.exceptions import BadRequest

from quizapp.cli.patience import PatientWorker
from quizapp.web.errors import refusal
from quizapp.web.journal import request_id

# These are faults of ours, whatever they derive from.
OURS = (ConfigurationProblem, InvalidResponseHeader, InvalidResponseHeaderName)
STATUS: dict[type[Exception], int] = {
    LimitRequestLine: 414,
    LimitRequestHeaders: 431,
    ExpectationFailed: 417,
    UnsupportedTransferCoding: 501,
}


class RefusingWorker(PatientWorker):
    """A patient worker that refuses as the app does, and writes down no address."""

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        """Answer what cannot be read; what broke is gunicorn's to tell."""
        if not isinstance(exc, ParseException) or isinstance(exc, OURS):
            super().handle_error(req, client, addr, exc)
            return
        request_id.set("")  # this thread's last request was another
        self.log.warning("A request cannot be read: %s", exc)
        try:
            write_nonblock(client, refusal(self.wsgi, STATUS.get(type(exc), 400)))
        except OSError:
            self.log.debug("Whoever sent it is gone")


def refuse_bad_chunks(app: Flask) -> None:
    """Let the app refuse chunks that cannot be read: it takes them as it needs them."""
    app.register_error_handler(
        ParseException, lambda _fault: app.handle_http_exception(BadRequest())
    )
