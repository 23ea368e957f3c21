"""A workshop's board: what the room could do, and what talking moved."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.db.models import Case, Round
from quizapp.db.played import tested_in, voted_in
from quizapp.db.rooms import told_room
from quizapp.db.teaching import teaches
from quizapp.game.room_board import RoomBoard, room_board


@dataclass(frozen=True, slots=True)
class ShownRoom:
    """A workshop with its board.

    `group` is its group where whoever looks teaches it.
    """

    code: str
    title: str
    made_at: datetime
    group: int | None
    room: RoomBoard


def look_at_room(session: Session, *, person: int, code: str) -> ShownRoom:
    """Return the board of a workshop this person hosts. Raises as `told_room` does."""
    found = told_room(session, person, code)
    beside = session.scalars(
        select(Round.beside).where(Round.workshop_id == found.id)
    ).one()
    theirs = teaches(session, person=person, group=found.group_id)
    return ShownRoom(
        code=found.code,
        title=session.get_one(Case, found.case_id).title,
        made_at=found.made_at,
        group=found.group_id if theirs else None,
        # Drawn from the room's own code: looking twice shows the same figures.
        room=room_board(
            voted_in(session, found.id, turn=1),
            voted_in(session, found.id, turn=2),
            tested_in(session, found),
            beside=beside,
            seed=f"room {found.code}",
        ),
    )
