"""A case: what it is about, and the button that starts a round."""

from datetime import UTC, datetime
from random import SystemRandom

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.game.place import Place
from quizapp.services import catalogue, rounds
from quizapp.web.formats import read_occasion
from quizapp.web.login import (
    expect_guest,
    participant,
    participant_or_guest,
    remember,
)
from quizapp.web.sessions import database
from quizapp.web.throttle import Door, begin

pages = Blueprint("cases", __name__, url_prefix="/cases/<slug:pack>/<slug:case>")


@pages.get("/")
def show(pack: str, case: str) -> ResponseReturnValue:
    """Show a case before it is played."""
    with database().reading() as session:
        shown = catalogue.find_case(
            session,
            pack=pack,
            case=case,
            participant=participant(),
            today=datetime.now(UTC).date(),
        )
    expect_guest()
    return render_template("case.html", case=shown)


@pages.post("/rounds")
def start(pack: str, case: str) -> ResponseReturnValue:
    """Deal the next round, or go on with the one that is open."""
    beside = request.form.get("source", "beside") != "hidden"
    occasion = read_occasion(request.form.get("occasion", ""))
    begin(Door.ROUND)
    now = datetime.now(UTC)
    with database().writing() as session:
        player = participant_or_guest(session)
        place = Place(player, pack, case)
        number = rounds.start_round(
            session,
            place,
            beside=beside,
            rng=SystemRandom(),
            now=now,
            occasion=occasion,
        )
    remember(player)
    there = url_for("rounds.show_round", pack=pack, case=case, number=number)
    return redirect(there, 303)
