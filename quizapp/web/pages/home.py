"""The home page: the cases to pick from, and the way back in for those who left."""

from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.services import catalogue
from quizapp.web.login import participant
from quizapp.web.sessions import database

pages = Blueprint("home", __name__)


@pages.get("/")
def show() -> ResponseReturnValue:
    """Show every case, and where the participant stands."""
    with database().reading() as session:
        today = datetime.now(UTC).date()
        cases = catalogue.shelf(session, participant(), today=today)
    return render_template("home.html", cases=cases, known=participant() is not None)


@pages.get("/favicon.ico")
def icon() -> ResponseReturnValue:
    """Lead browsers that ask for it to the icon."""
    return redirect(url_for("static", filename="icon.svg"), 301)
