"""What is somebody's own in a workshop: its tests, and what they take home of it."""

from datetime import UTC, datetime
from random import SystemRandom

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.game.boosters import BOOSTERS
from quizapp.game.place import Place
from quizapp.game.review import review
from quizapp.services import catalogue, debriefs, guests, room_tests, rooms, rounds
from quizapp.web.formats import read_test
from quizapp.web.knocking import look_at
from quizapp.web.login import participant
from quizapp.web.sessions import database

pages = Blueprint("takeaway", __name__, url_prefix="/w/<string(maxlength=12):code>")


@pages.post("/tests")
def begin_test(code: str) -> ResponseReturnValue:
    """Deal a test of the workshop to somebody who sits in it, or go on with it."""
    look_at(code)
    mine, now = participant(), datetime.now(UTC)
    occasion = read_test(request.form.get("occasion", ""))
    with database().writing() as session:
        test = room_tests.offered_test(
            session, code=code, participant=mine, occasion=occasion, today=now.date()
        )
        number = rounds.start_round(
            session,
            Place(mine or 0, test.pack, test.case),
            beside=test.beside,
            rng=SystemRandom(),
            now=now,
            occasion=occasion,
        )
    there = url_for("rounds.show_round", pack=test.pack, case=test.case, number=number)
    return redirect(there, 303)


@pages.get("/summary")
def show(code: str) -> ResponseReturnValue:
    """Show somebody their own votes, once the workshop is over."""
    look_at(code)
    mine, today = participant(), datetime.now(UTC).date()
    with database().reading() as session:
        taken = debriefs.take_home(session, participant=mine, code=code)
        room = rooms.look(session, code=code)
        rejoin = guests.rejoin_code_of(session, mine or 0)
        due = room_tests.due_tests(session, participant=mine, today=today)
        practised = catalogue.can_practise(
            session, Place(mine or 0, room.pack, room.case), today=today
        )
    ended = taken.ended_at
    return render_template(
        "workshop/summary.html",
        room=room,
        taken=taken,
        review=review([vote.played for _, vote in taken.lines]),
        rejoin=rejoin,
        test=next((test for test in due if test.code == room.code), None),
        practised=practised,
        boosters=[(ended + wait).date() for wait in BOOSTERS] if ended else [],
    )
