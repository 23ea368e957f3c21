"""A phone in a workshop: come in, vote, see the answer, take the summary home."""

from datetime import UTC, datetime
from random import SystemRandom

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from quizapp.errors import BadInput, Conflict, NotFound, QuizappError
from quizapp.game.asked import Given
from quizapp.game.lookalike import folded
from quizapp.game.nickname import offer_nickname, read_nickname
from quizapp.game.occasion import Occasion
from quizapp.game.workshop import Stage
from quizapp.services import guests, room_tests, rooms, seats, votes
from quizapp.services.rooms import Room
from quizapp.services.seats import Door, Name, Seated
from quizapp.web import score
from quizapp.web.drawing import drawn, hub, state, streamed
from quizapp.web.fields import whole
from quizapp.web.formats import read_choice
from quizapp.web.headers import is_script
from quizapp.web.knocking import look_at
from quizapp.web.live import Face
from quizapp.web.login import (
    expect_guest,
    participant,
    participant_or_guest,
    remember,
)
from quizapp.web.room import Mine, Own, mine
from quizapp.web.sessions import database
from quizapp.wording import gettext

pages = Blueprint("phones", __name__, url_prefix="/w/<string(maxlength=12):code>")
MOST = 999  # lines that a room could have


@pages.get("/")
def show(code: str) -> ResponseReturnValue:
    """Show the room to whoever has a seat in it, the door to everybody else."""
    door = look_at(code)
    if door.seat is None:
        return _door(door)
    return _phone(door, door.seat, problem=_told(request.args.get("test", "")))


@pages.post("/seat")
def take_seat(code: str) -> ResponseReturnValue:
    """Take a seat by a name, or back the one that this phone has."""
    now, door = datetime.now(UTC), look_at(code)
    typed = door.member or request.form.get("nickname", "")
    try:
        name = _name(typed) if door.named else None
        with database().writing() as session:
            player = _player(session, door)
            seats.take_seat(session, code=code, participant=player, name=name, now=now)
    except (BadInput, Conflict) as fault:
        return _door(door, typed=typed, problem=str(fault)), 400
    remember(player)
    return redirect(url_for(".show", code=code), 303)


@pages.post("/votes")
def vote(code: str) -> ResponseReturnValue:
    """Take a vote; the first of each turn stands, and what is thanked is on disk."""
    try:
        cast = _cast(code)
    except QuizappError as fault:
        status = 409 if isinstance(fault, Conflict) else 400
        door = look_at(code)
        if is_script():
            return jsonify(problem=str(fault)), status
        if door.seat is None:
            raise
        return _phone(door, door.seat, problem=str(fault)), status
    if is_script():
        return jsonify(own=cast.name, said=cast.said)
    return redirect(url_for(".show", code=code), 303)


@pages.get("/own")
def tell_own(code: str) -> ResponseReturnValue:
    """Tell a phone its own votes on the line, and once it was shown what they earned.

    What all phones are sent says nothing of anybody; who needs it asks for it here.
    """
    seat, room = _seat(code)
    own = _own(room, seat)
    last = own.at(None)
    return jsonify(
        own=last.name if last else "",
        said=last.said if last else "",
        told=last.told if last else "",
        board=own.board,
    )


@pages.get("/stream")
def stream(code: str) -> ResponseReturnValue:
    """Stream the stages to a phone."""
    seat, room = _seat(code)
    return streamed(room, Face.PHONE, seat.participant)


@pages.get("/state")
def now(code: str) -> ResponseReturnValue:
    """Tell the stage to a phone that gets no stream."""
    seat, room = _seat(code)
    return state(room, Face.PHONE, seat.participant)


def _seat(code: str) -> tuple[Seated, Room]:
    """Return the seat of whoever asks, and the room as it stands."""
    try:
        with database().reading() as session:
            seat, number, version = seats.seat_at(
                session, code=code, participant=participant()
            )
    except NotFound:
        look_at(code)  # a code that is guessed here counts as one at the door
        raise
    return seat, hub().known(number, version) or hub().look(code)


def _cast(code: str) -> Mine:
    """Store the vote that was sent; return the one that stands."""
    sent = request.form
    with database().writing() as session:
        vote = votes.open_vote(
            session,
            code=code,
            participant=participant(),
            position=_number(sent.get("position", "")),
            turn=_number(sent.get("turn", "")),
        )
        # Everybody waits for whoever writes: what is known already is not read again.
        room = hub().known(vote.room, vote.version) or rooms.look(session, code=code)
        choice, certainty = read_choice(vote.format, vote.options, sent)
        first = votes.cast_vote(
            session, vote, choice=choice, certainty=certainty, now=datetime.now(UTC)
        )
        stands = None if first else votes.standing_vote(session, vote)
    if room.asked is None:  # a vote is open only on a line
        raise Conflict(gettext("This workshop has ended."))
    # What it earned is not told yet, nor asked for.
    given = stands or Given(choice, certainty, 0.0, 0)
    return mine(room.asked, given, told=False)


def _own(room: Room, seat: Seated) -> Own:
    """Return somebody's own votes on the line the room is at."""
    told = room.stage is Stage.REVEALED
    if room.asked is None:
        return Own(team=seat.team, tested=_has_tested(room, seat))
    with database().reading() as session:
        given = rooms.own_votes(session, room, participant=seat.participant)
    own = {turn: mine(room.asked, each, told=told) for turn, each in given.items()}
    board = score.own_board(room, seat.participant) if told else ""
    return Own(own, seat.team, board)


def _has_tested(room: Room, seat: Seated) -> bool:
    """Say whether somebody handed in the test before, while it is offered."""
    if not room.offers_test_before:
        return False
    with database().reading() as session:
        done = room_tests.handed_in(
            session, participant=seat.participant, pack=room.pack, case=room.case
        )
    return Occasion.BEFORE in done


def _phone(door: Door, seat: Seated, problem: str = "") -> str:
    room = hub().look(door.code)
    with database().reading() as session:
        rejoin = guests.rejoin_code_of(session, seat.participant)
    own = _own(room, seat)
    return render_template(
        "workshop/phone.html",
        room=room,
        seat=seat,
        own=own,
        rejoin=rejoin,
        problem=problem,
        now=datetime.now(UTC),
        stage=drawn(door.code, Face.PHONE, own),
    )


def _door(door: Door, typed: str = "", problem: str = "") -> str:
    expect_guest()
    offered = typed or offer_nickname(SystemRandom(), taken=())
    return render_template(
        "workshop/door.html", door=door, nickname=offered, problem=problem
    )


def _player(session: Session, door: Door) -> int:
    """Return who sits down: a member of the room's group, else a guest."""
    known = participant()
    if door.member and known is not None:
        return known
    return participant_or_guest(session)


def _told(test: str) -> str:
    """Say why somebody who was at a test finds themselves in the room."""
    if test != "closed":
        return ""
    return gettext(
        "The workshop has begun, so the test is closed. What you answered is kept."
    )


def _name(typed: str) -> Name:
    nickname = read_nickname(typed)
    return Name(nickname, folded(nickname))


def _number(sent: str) -> int:
    number = whole(sent)
    if number is None or number > MOST:
        raise BadInput(gettext("This page is not of this room. Load it again."))
    return number
