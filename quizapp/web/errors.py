"""Refusals and faults, shown in one place: a sentence, and the way on."""

import sqlite3

from flask import (
    Flask,
    Response,
    current_app,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import (
    DataError,
    IntegrityError,
    InterfaceError,
    InternalError,
    OperationalError,
)
from sqlalchemy.exc import TimeoutError as NoConnectionLeft
from werkzeug.exceptions import HTTPException

from quizapp.errors import (
    BadInput,
    Conflict,
    NotAllowed,
    NotFound,
    NotSignedIn,
    QuizappError,
    SecondFactorFirst,
    TooOften,
)
from quizapp.web.headers import add_headers, is_script
from quizapp.web.journal import request_id
from quizapp.web.observing import Event, note
from quizapp.wording import gettext

STATUS: dict[type[QuizappError], int] = {
    BadInput: 400,
    NotSignedIn: 401,
    NotAllowed: 403,
    NotFound: 404,
    Conflict: 409,
    TooOften: 429,
}
# What a database raises that is away, full, locked, or a replica that takes nothing.
OUT_OF_REACH = (
    *(OperationalError, InterfaceError, InternalError, NoConnectionLeft),
    sqlite3.OperationalError,
)
SOON = 5  # seconds


def attach_errors(app: Flask) -> None:
    """Answer every refusal with a page that says what happened and what to do."""
    app.register_error_handler(QuizappError, _refused)
    app.register_error_handler(NotSignedIn, _sign_in_first)
    app.register_error_handler(SecondFactorFirst, _second_factor_first)
    app.register_error_handler(CSRFError, _stale)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(IntegrityError, _crossed)
    app.register_error_handler(DataError, _unfit)
    for kind in OUT_OF_REACH:
        app.register_error_handler(kind, _out_of_reach)


def _refused(error: QuizappError) -> ResponseReturnValue:
    return _page(STATUS.get(type(error), 400), str(error))


def _sign_in_first(error: NotSignedIn) -> ResponseReturnValue:
    """Lead to the sign-in and back; what was sent cannot be taken along."""
    note(Event.NOT_SIGNED_IN)
    if request.method in ("GET", "HEAD"):
        here = request.full_path.removesuffix("?")
        return redirect(url_for("entrance.show_sign_in", next=here), 303)
    sentence = str(error)
    return _page(401, sentence, may_sign_in=True)


def _second_factor_first(error: SecondFactorFirst) -> ResponseReturnValue:
    """Lead to where it is turned on."""
    if request.method in ("GET", "HEAD"):
        return redirect(url_for("second_factor.show"), 303)
    return _page(403, str(error), may_turn_on=True)


def _stale(_error: CSRFError) -> ResponseReturnValue:
    note(Event.FORGED)
    return _page(
        400,
        gettext(
            "This page is older than your visit, so nothing was stored. "
            "Go back: what you typed is still there. Send it once more."
        ),
    )


def _unfit(_error: DataError) -> ResponseReturnValue:
    return _page(
        400,
        gettext("Something in this cannot be stored. Type it anew and send it again."),
    )


def _crossed(_error: IntegrityError) -> ResponseReturnValue:
    return _page(
        409,
        gettext(
            "Something else changed in between. Nothing was stored; load it again."
        ),
    )


def _out_of_reach(_error: Exception) -> ResponseReturnValue:
    current_app.logger.exception("The database could not be used")
    soon = {"Retry-After": str(SOON)}
    is_read = request.method in ("GET", "HEAD")
    sentence = gettext(
        "What is stored here cannot be reached for the moment. Nothing is lost; wait a "
        "little and load this page again."
    )
    if not is_read:
        sentence = gettext(
            "What you sent now could not be stored. Nothing else is lost; wait a "
            "little, go back and send it again."
        )
    if is_script():
        return jsonify(problem=sentence), 503, soon
    again = request.full_path.removesuffix("?") if is_read else ""
    page = _drawn(503, sentence, again=again, signed_in_person=_nobody)
    return page, 503, soon


def _http(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    response = error.get_response()
    response.set_data(_page(code, http_sentence(code))[0])
    response.content_type = "text/html; charset=utf-8"
    return response


def refusal(app: Flask, code: int) -> bytes:
    """Return a whole answer for what is no request, to be sent as it is."""
    # Nobody's name was read, and the app may answer to some names alone.
    name = (app.config["TRUSTED_HOSTS"] or ["localhost"])[0].lstrip(".")
    with app.test_request_context(base_url=f"http://{name}"):
        page = _drawn(code, http_sentence(code), signed_in_person=_nobody).encode()
        plain = {"Content-Type": "text/html; charset=utf-8", "Connection": "close"}
        answer = add_headers(Response(page, code, plain))
        answer.content_length = len(page)
    lines = "".join(f"{name}: {value}\r\n" for name, value in answer.headers)
    return f"HTTP/1.1 {answer.status}\r\n{lines}\r\n".encode("latin-1") + page


def http_sentence(code: int) -> str:
    """Return what to say where HTTP itself refuses something, by its status."""
    unread = gettext(
        "Your browser sent something that cannot be read here. Load the page again."
    )
    sentences = {
        404: gettext(
            "There is no such page. It may have moved, or the address has a slip."
        ),
        405: gettext(
            "This address does not take that. Go back and use the page’s button."
        ),
        413: gettext(
            "That is more than this page can take; a file may have 5 MB. Go back, what "
            "you typed is still there, and send less."
        ),
        408: gettext("That took too long to arrive. Go back and send it again."),
        414: gettext("This address is too long. Go back and use the page’s button."),
        416: gettext("This file has no such part. Load all of it again."),
        431: gettext(
            "Your browser sends too much with its request. Delete the cookies of this "
            "site, then come back."
        ),
        500: gettext("Something broke on our side. What you had sent before is safe."),
    }
    return sentences.get(code, unread)


def _page(code: int, sentence: str, **more: object) -> tuple[str, int]:
    try:
        return _drawn(code, sentence, **more), code
    except OUT_OF_REACH:
        # Who is signed in cannot be asked; what went wrong can be said all the same.
        return _drawn(code, sentence, **more, signed_in_person=_nobody), code


def _drawn(code: int, sentence: str, **more: object) -> str:
    # By it the line of the journal is found that says what went wrong.
    number = request_id.get() if code >= 500 else ""
    return render_template(
        "error.html", code=code, sentence=sentence, number=number, **more
    )


def _nobody() -> None:
    return None
