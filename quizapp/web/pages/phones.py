"""A phone in a workshop: come in, vote, see the answer, take the summary home."""

from datetime import UTC, datetime
from random import SystemRandom
from typing import Any

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.errors import BadInput, Conflict, NotFound, QuizappError
from quizapp.game.asked import Given
from quizapp.game.lookalike import folded
from quizapp.game.nickname import offer_nickname, read_nickname
from quizapp.services import guests, rooms, seats, votes
from quizapp.services.seats import Door, Name
from quizapp.web import throttle
from quizapp.web.drawing import drawn, state, streamed
from quizapp.web.formats import read_choice
from quizapp.web.live import Face
from quizapp.web.login import participant, participant_or_guest, remember
from quizapp.web.room import choice_name
from quizapp.web.sessions import database
from quizapp.wording import gettext

pages = Blueprint("phones", __name__, url_prefix="/w/<string(maxlength=12):code>")


@pages.get("/")
def show(code: str) -> ResponseReturnValue:
    """Show the room to whoever has a seat in it, the door to everybody else."""
    throttle.admit(throttle.Door.CODE)
    try:
        with database().reading() as session:
            door = seats.at_the_door(session, code=code, participant=participant())
    except NotFound:
        throttle.note_failure(throttle.Door.CODE)
        raise
    return _phone(door) if door.seat else _door(door)


@pages.post("/seat")
def take_seat(code: str) -> ResponseReturnValue:
    """Take a seat by a name, or back the one that this phone has."""
    now = datetime.now(UTC)
    with database().reading() as session:
        door = seats.at_the_door(session, code=code, participant=participant())
    typed = door.member or request.form.get("nickname", "")
    try:
        name = _name(typed) if door.named else None
        with database().writing() as session:
            mine = _player(session, door)
            seats.take_seat(session, code=code, participant=mine, name=name, now=now)
    except (BadInput, Conflict) as fault:
        return _door(door, typed=typed, problem=str(fault)), 400
    remember(mine)
    return redirect(url_for(".show", code=code), 303)


@pages.post("/votes")
def vote(code: str) -> ResponseReturnValue:
    """Take a vote; the first of each turn stands, and what is thanked is on disk."""
    try:
        own = _cast(code)
    except QuizappError as fault:
        if not _is_script():
            raise
        return jsonify(problem=str(fault)), 409 if isinstance(fault, Conflict) else 400
    if _is_script():
        return jsonify(own=own)
    return redirect(url_for(".show", code=code), 303)


@pages.get("/stream")
def stream(code: str) -> ResponseReturnValue:
    """Stream the stages to a phone."""
    with database().reading() as session:
        seat = seats.seat_of(session, code=code, participant=participant())
        room = rooms.look(session, code=code)
    return streamed(room, Face.PHONE, seat.participant)


@pages.get("/state")
def now(code: str) -> ResponseReturnValue:
    """Tell the stage to a phone that gets no stream."""
    with database().reading() as session:
        seat = seats.seat_of(session, code=code, participant=participant())
        room = rooms.look(session, code=code)
    return state(room, Face.PHONE, seat.participant)


def _cast(code: str) -> str:
    """Store the vote that was sent; return its name."""
    sent = request.form
    with database().writing() as session:
        open_vote = votes.open_vote(
            session,
            code=code,
            participant=participant(),
            position=_number(sent.get("position")),
            turn=_number(sent.get("turn")),
        )
        choice, certainty = read_choice(open_vote.format, open_vote.options, sent)
        votes.cast_vote(
            session,
            open_vote,
            choice=choice,
            certainty=certainty,
            now=datetime.now(UTC),
        )
        room = rooms.look(session, code=code)
        mine = rooms.own_votes(session, room, participant=open_vote.participant)
    return _named(mine[open_vote.turn])


def _phone(door: Door) -> str:
    with database().reading() as session:
        room = rooms.look(session, code=door.code)
        mine = rooms.own_votes(session, room, participant=participant())
        rejoin = guests.rejoin_code_of(session, participant() or 0)
    own = {turn: _named(given) for turn, given in mine.items()}
    return render_template(
        "workshop/phone.html",
        room=room,
        seat=door.seat,
        own=own,
        rejoin=rejoin,
        stage=drawn(door.code, Face.PHONE, own),
    )


def _door(door: Door, typed: str = "", problem: str = "") -> str:
    offered = typed or offer_nickname(SystemRandom(), taken=())
    return render_template(
        "workshop/door.html", door=door, nickname=offered, problem=problem
    )


def _player(session: Any, door: Door) -> int:
    """Return who sits down: a member of the room's group, else a guest."""
    known = participant()
    if door.member and known is not None:
        return known
    return participant_or_guest(session)


def _name(typed: str) -> Name:
    nickname = read_nickname(typed)
    return Name(nickname, folded(nickname))


def _named(given: Given) -> str:
    return choice_name(given.choice, given.certainty)


def _number(sent: str | None) -> int:
    if sent is None or not (sent.isascii() and sent.isdigit() and len(sent) < 4):
        raise BadInput(gettext("This page is not of this room. Load it again."))
    return int(sent)


def _is_script() -> bool:
    return request.headers.get("X-Requested-With") == "fetch"
