"""You: the code that brings a guest back, and the ways to leave or be erased."""

from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.errors import NotFound, TooOften
from quizapp.services import guests
from quizapp.web.login import forget, participant, person, remember
from quizapp.web.observing import Event, note
from quizapp.web.sessions import database
from quizapp.web.throttle import Door, admit, note_failure

pages = Blueprint("you", __name__, url_prefix="/you")


@pages.get("/")
def show() -> ResponseReturnValue:
    """Show a guest's code and what is kept about them; a person has an account."""
    if person():
        return redirect(url_for("account.show"), 303)
    with database().reading() as session:
        known = participant()
        code = guests.rejoin_code_of(session, known) if known is not None else None
    return render_template("you.html", code=code, problem="", typed="")


@pages.post("/rejoin")
def rejoin() -> ResponseReturnValue:
    """Bring a guest back by their code."""
    typed = request.form.get("code", "")[:40]
    today = datetime.now(UTC).date()
    try:
        admit(Door.CODE)
        with database().writing() as session:
            number = guests.rejoin(session, typed=typed, today=today)
    except NotFound as fault:
        note_failure(Door.CODE)
        note(Event.WRONG_CODE)
        return _not_there(fault, typed), 404
    except TooOften as fault:
        return _not_there(fault, typed), 429
    note(Event.RIGHT_CODE)
    remember(number)
    return redirect(url_for("home.show"), 303)


@pages.post("/leave")
def leave() -> ResponseReturnValue:
    """Forget the guest in this browser; their code still brings them back."""
    forget()
    return redirect(url_for("home.show"), 303)


@pages.post("/erase")
def erase() -> ResponseReturnValue:
    """Erase a guest with every answer, now."""
    if person():
        return redirect(url_for("account.show_erase"), 303)
    known = participant()
    if known is not None:
        with database().writing() as session:
            guests.erase_guest(session, known)
        database().scrub()
        forget()
    return render_template("erased.html")


def _not_there(fault: Exception, typed: str) -> str:
    return render_template("you.html", code=None, problem=str(fault), typed=typed)
