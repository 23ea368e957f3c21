"""Refusals and faults, shown in one place: a sentence, and the way on."""

from flask import Flask, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException

from quizapp.errors import (
    BadInput,
    Conflict,
    NotAllowed,
    NotFound,
    NotSignedIn,
    QuizappError,
    TooOften,
)
from quizapp.wording import gettext

STATUS: dict[type[QuizappError], int] = {
    BadInput: 400,
    NotSignedIn: 401,
    NotAllowed: 403,
    NotFound: 404,
    Conflict: 409,
    TooOften: 429,
}


def attach_errors(app: Flask) -> None:
    """Answer every refusal with a page that says what happened and what to do."""
    app.register_error_handler(QuizappError, _refused)
    app.register_error_handler(NotSignedIn, _sign_in_first)
    app.register_error_handler(CSRFError, _stale)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(IntegrityError, _crossed)
    app.register_error_handler(DataError, _unfit)
    app.register_error_handler(OperationalError, _out_of_reach)


def _refused(error: QuizappError) -> ResponseReturnValue:
    return _page(STATUS.get(type(error), 400), str(error))


def _sign_in_first(error: NotSignedIn) -> ResponseReturnValue:
    """Lead to the sign-in and back; what was sent cannot be taken along."""
    if request.method in ("GET", "HEAD"):
        here = request.full_path.removesuffix("?")
        return redirect(url_for("entrance.show_sign_in", next=here), 303)
    sentence = str(error)
    page = render_template("error.html", code=401, sentence=sentence, may_sign_in=True)
    return page, 401


def _stale(_error: CSRFError) -> ResponseReturnValue:
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


def _out_of_reach(_error: OperationalError) -> ResponseReturnValue:
    current_app.logger.exception("The database could not be used")
    return _page(
        503,
        gettext(
            "The database cannot be reached for the moment. What you sent now was not "
            "stored; wait a little, go back and send it again."
        ),
    )


def _http(error: HTTPException) -> ResponseReturnValue:
    sentences = {
        404: gettext(
            "There is no such page. It may have moved, or the address has a slip."
        ),
        405: gettext(
            "This address does not take that. Go back and use the page's button."
        ),
        413: gettext(
            "That is more than this page can take; a file may have 5 MB. Go back, what "
            "you typed is still there, and send less."
        ),
        500: gettext("Something broke on our side. What you had sent before is safe."),
    }
    code = error.code or 500
    page, _ = _page(code, sentences.get(code) or error.description or error.name)
    response = error.get_response()
    response.set_data(page)
    response.content_type = "text/html; charset=utf-8"
    return response


def _page(code: int, sentence: str) -> tuple[str, int]:
    return render_template("error.html", code=code, sentence=sentence), code
