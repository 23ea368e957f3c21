"""Hosting a workshop: plan it, lead it, and put its wall on the projector."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from random import SystemRandom

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from quizapp.errors import BadInput, Conflict, NotFound, QuizappError
from quizapp.game.plan import Plan
from quizapp.game.workshop import Step
from quizapp.services import groups, rooms, seats, workshops
from quizapp.services.rooms import Count, Room
from quizapp.web.drawing import drawn, hub, state, streamed
from quizapp.web.fields import whole
from quizapp.web.headers import is_script
from quizapp.web.live import Face
from quizapp.web.login import instructor, stays_signed_in
from quizapp.web.plans import read_plan, ticked
from quizapp.web.sending import make_once
from quizapp.web.sessions import database
from quizapp.wording import gettext

pages = Blueprint("hosting", __name__, url_prefix="/workshops")
CODE = "/<string(maxlength=12):code>"
MINUTES = {"discuss": 5, "plain": 2}  # that a line takes, about
DOORS = {"lock": True, "unlock": False}
# Addresses at which no phone finds this computer.
UNREACHED = ("localhost", "127.0.0.1", "[")
NOBODY = Count(0, 0, 0)


@pages.get("/")
def show_all() -> ResponseReturnValue:
    """List the workshops that somebody hosts."""
    me = instructor()
    with database().reading() as session:
        hosted = workshops.workshops_of(session, person=me.number)
    return render_template("workshop/all.html", hosted=hosted)


@pages.get("/plan/<slug:pack>/<slug:case>")
def plan(pack: str, case: str) -> ResponseReturnValue:
    """Ask how a workshop on a case shall go."""
    return _plan(pack, case)


@pages.post("/plan/<slug:pack>/<slug:case>")
def open_room(pack: str, case: str) -> ResponseReturnValue:
    """Open a workshop as planned, and lead to its host's screen."""
    person = instructor().number
    try:
        planned = read_plan(request.form)
        with database().writing() as session:
            make = partial(_open, session, pack, case, planned)
            address = make_once(session, person, make)
    except BadInput as fault:
        return _plan(pack, case, problem=str(fault)), 400
    return redirect(address, 303)


@pages.get(CODE)
def show(code: str) -> ResponseReturnValue:
    """Show the host's own screen."""
    return _host(_hosted(code))


@pages.get(f"{CODE}/names")
def list_names(code: str) -> ResponseReturnValue:
    """List everybody in the room, as the host's screen shows them: a part of a page."""
    room = _hosted(code)
    with database().reading() as session:
        sitting = rooms.sitting(session, room)
    return render_template("workshop/names.html", room=room, sitting=sitting)


@pages.get(f"{CODE}/wall")
def wall(code: str) -> ResponseReturnValue:
    """Show what the projector shows."""
    room = _hosted(code)
    return render_template(
        "workshop/wall.html",
        room=room,
        now=datetime.now(UTC),
        stage=drawn(code, Face.WALL),
    )


@pages.post(f"{CODE}/steps")
def take_step(code: str) -> ResponseReturnValue:
    """Take the next step from the version that was seen; pressing twice steps once."""
    room, asked = _hosted(code), request.form.get("step", "")
    try:
        _step(room, asked)
    except QuizappError as fault:
        if not is_script():
            raise
        return jsonify(problem=str(fault)), 409
    hub().refresh(room.number)
    if is_script():
        return "", 204
    return redirect(url_for(".show", code=code), 303)


@pages.post(f"{CODE}/seats/<count:seat>")
def send_out(code: str, seat: int) -> ResponseReturnValue:
    """Take a name off the room, or let it in again."""
    room = _hosted(code)
    with database().writing() as session:
        workshops.send_out(
            session,
            person=instructor().number,
            code=code,
            seat=seat,
            out=request.form.get("out") == "yes",
            now=datetime.now(UTC),
        )
    hub().refresh(room.number)
    if is_script():
        return "", 204
    return redirect(url_for(".show", code=code, _anchor="names"), 303)


@pages.post(f"{CODE}/hosts")
def share(code: str) -> ResponseReturnValue:
    """Let another instructor host as well."""
    room, typed = _hosted(code), request.form.get("email", "")
    try:
        with database().writing() as session:
            workshops.share_workshop(
                session, person=instructor().number, code=code, email=typed
            )
    except BadInput as fault:
        return _host(room, {"email": typed}, {"email": str(fault)}), 400
    return redirect(url_for(".show", code=code, _anchor="hosts"), 303)


@pages.get(f"{CODE}/stream/<any(host, wall):face>")
def stream(code: str, face: str) -> ResponseReturnValue:
    """Stream the stages and counts to the host's screen and the wall."""
    me, holds = instructor(), stays_signed_in()
    return streamed(
        *(_hosted(code), Face(face), None),
        lambda: holds() and _hosts(me.number, code),
    )


@pages.get(f"{CODE}/state/<any(host, wall):face>")
def now(code: str, face: str) -> ResponseReturnValue:
    """Tell the stage and the counts to a screen that gets no stream."""
    return state(_hosted(code), Face(face), None)


def _open(session: Session, pack: str, case: str, planned: Plan) -> str:
    """Open a workshop; return the address of its host's screen."""
    me = instructor()
    code = workshops.open_workshop(
        session,
        person=me.number,
        participant=me.participant,
        pack=pack,
        case=case,
        plan=planned,
        rng=SystemRandom(),
        now=datetime.now(UTC),
    )
    return url_for(".show", code=code)


def _hosted(code: str) -> Room:
    """Return the room where the one who asks hosts it; to others there is none."""
    me = instructor()
    with database().reading() as session:
        workshops.check_host(session, person=me.number, code=code)
    return hub().look(code)


def _hosts(person: int, code: str) -> bool:
    """Say whether somebody hosts the room still; a stream outlives the page's look."""
    try:
        with database().reading() as session:
            workshops.check_host(session, person=person, code=code)
    except NotFound:
        return False
    return True


def _host(
    room: Room,
    sent: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> str:
    since = datetime.now(UTC) - seats.AWAY
    with database().reading() as session:
        sitting = rooms.sitting(session, room)
        told = rooms.tally(session, number=room.number, since=since)
        hosts = workshops.hosts_of(session, code=room.code)
    return render_template(
        "workshop/host.html",
        room=room,
        sitting=sitting,
        counted=told.count if told else NOBODY,
        hosts=hosts,
        now=datetime.now(UTC),
        is_out_of_reach=request.host.split(":")[0] in UNREACHED,
        sent=sent or {},
        problems=problems or {},
        stage=drawn(room.code, Face.HOST),
    )


def _step(room: Room, asked: str) -> None:
    person, now = instructor().number, datetime.now(UTC)
    with database().writing() as session:
        if asked in DOORS:
            workshops.lock(session, person=person, code=room.code, locked=DOORS[asked])
            return
        workshops.step(
            session,
            person=person,
            code=room.code,
            step=_read_step(asked),
            version=whole(request.form.get("version", "")) or 0,
            questions=room.total,
            now=now,
        )


def _read_step(asked: str) -> Step:
    try:
        return Step(asked)
    except ValueError:
        raise Conflict(gettext("There is no such step. Load the page again.")) from None


def _plan(pack: str, case: str, problem: str = "") -> str:
    me, now = instructor(), datetime.now(UTC)
    with database().reading() as session:
        lines = workshops.choosable_lines(
            session, participant=me.participant, pack=pack, case=case, now=now
        )
        has_tests = workshops.has_tests(
            session, participant=me.participant, pack=pack, case=case, now=now
        )
        taught = groups.groups_taught(session, person=me.number)
    return render_template(
        "workshop/plan.html",
        lines=lines,
        has_tests=has_tests,
        ticked=ticked(request.form, lines),
        minutes=MINUTES,
        groups=[(str(group.number), group.name) for group in taught],
        sent=request.form,
        problem=problem,
    )
