"""The home page: the cases to pick from, and the way back in for those who left."""

from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.services import boosters, catalogue, given, members, room_tests
from quizapp.web.kinds import kind_words
from quizapp.web.login import participant, person
from quizapp.web.sessions import database

pages = Blueprint("home", __name__)


@pages.get("/")
def show() -> ResponseReturnValue:
    """Show every case, what the participant's group was given, and what is due."""
    today, mine, known = datetime.now(UTC).date(), participant(), person()
    with database().reading() as session:
        cases = catalogue.shelf(session, mine, today=today)
        membership = members.membership_of(session, mine)
        work = given.given_to(session, mine, today=today) if membership else ()
        booster = boosters.booster_for(session, mine, today=today)
        tests = room_tests.due_tests(session, participant=mine, today=today)
        places = members.memberships_of(session, person=known.number) if known else ()
    return render_template(
        "home.html",
        cases=cases,
        known=mine is not None,
        membership=membership,
        given=work,
        booster=booster,
        tests=tests,
        words=kind_words(),
        others=[place for place in places if place.participant != mine],
    )


@pages.get("/favicon.ico")
def icon() -> ResponseReturnValue:
    """Lead browsers that ask for it to the icon."""
    return redirect(url_for("static", filename="icon.svg"), 301)
