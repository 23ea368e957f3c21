"""You: the code that brings a guest back, and the ways to leave or be erased."""

from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.errors import NotFound
from quizapp.services import guests
from quizapp.web.login import forget, participant, remember
from quizapp.web.sessions import database

pages = Blueprint("you", __name__, url_prefix="/you")


@pages.get("/")
def show() -> ResponseReturnValue:
    """Show a guest's code and what is kept about them."""
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
        with database().writing() as session:
            number = guests.rejoin(session, typed=typed, today=today)
    except NotFound as fault:
        page = render_template("you.html", code=None, problem=str(fault), typed=typed)
        return page, 404
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
    known = participant()
    if known is not None:
        with database().writing() as session:
            guests.erase_guest(session, known)
        database().scrub()
        forget()
    return render_template("erased.html")
