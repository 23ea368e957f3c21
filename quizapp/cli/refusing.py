"""What is no proper request gets a page with a sentence, before the app hears of it."""

from typing import Any

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

from quizapp.cli.patience import PatientWorker
from quizapp.web.errors import refusal

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
        self.log.warning("A request cannot be read: %s", type(exc).__name__)
        try:
            write_nonblock(client, refusal(self.wsgi, STATUS.get(type(exc), 400)))
        except OSError:
            self.log.debug("Whoever sent it is gone")
