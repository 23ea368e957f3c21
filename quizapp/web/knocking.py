"""Knocking at the door of a room: whoever guesses codes too often has to wait."""

from quizapp.errors import NotFound
from quizapp.services import seats
from quizapp.services.seats import Door
from quizapp.web import throttle
from quizapp.web.login import participant
from quizapp.web.sessions import database


def look_at(code: str) -> Door:
    """Look a code up, for whoever asks. Who has a seat there never has to wait.

    Raises `NotFound` for a wrong code, and `TooOften` after many, for right ones too.
    """
    try:
        with database().reading() as session:
            door = seats.at_the_door(session, code=code, participant=participant())
    except NotFound:
        throttle.admit(throttle.Door.ROOM)
        throttle.note_failure(throttle.Door.ROOM)
        raise
    if door.seat is None:
        throttle.admit(throttle.Door.ROOM)
    return door
