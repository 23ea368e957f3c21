"""Votes of a room: taken while the vote is open, each on disk before it is thanked."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.db.models import Answer, Question, Round, Seat, Workshop
from quizapp.db.rooms import find_room, seat_in
from quizapp.db.session import insert_once
from quizapp.errors import Conflict, NotFound
from quizapp.game.format import Choice, Format, as_choice
from quizapp.game.marks import mark
from quizapp.game.workshop import Stage
from quizapp.wording import gettext


@dataclass(frozen=True, slots=True)
class OpenVote:
    """A vote that is open to somebody: what the server needs to mark it."""

    room: int
    position: int
    question: int
    participant: int
    turn: int
    format: Format
    options: int
    key: Choice


def open_vote(
    session: Session, *, code: str, participant: int | None, position: int, turn: int
) -> OpenVote:
    """Return the vote that a phone sends to; whether it stays open `cast_vote` says.

    `position` and `turn` are those the phone showed. Raises `NotFound` without a
    seat, `Conflict` where this vote is not open, or not any more.
    """
    room = find_room(session, code)
    seat = seat_in(session, room, participant)
    if seat is None:
        raise NotFound(gettext("You have no seat in this workshop yet."))
    _check_open(room.stage, room.position, (position, turn))
    row = session.execute(
        select(Question)
        .join(Round, Round.id == Question.round_id)
        .where(Round.workshop_id == room.id, Question.position == position)
    ).scalar_one()
    return OpenVote(
        room.id,
        position,
        row.id,
        seat.participant_id,
        turn,
        Format(row.format),
        len(row.options),
        as_choice(row.key),
    )


def cast_vote(
    session: Session,
    vote: OpenVote,
    *,
    choice: Choice,
    certainty: int | None,
    now: datetime,
) -> bool:
    """Mark a vote and store it; return False where one was already in: it stands.

    Nobody can close the vote before this one is in. Asked here again, because what
    holds the room holds up everybody: so little is done meanwhile. Raises `NotFound`
    without a seat, `Conflict` where the vote was closed.
    """
    _hold(session, vote)
    result = mark(vote.format, vote.key, choice, certainty)
    return insert_once(
        session,
        Answer,
        question_id=vote.question,
        participant_id=vote.participant,
        turn=vote.turn,
        choice=choice,
        certainty=certainty,
        share=result.share,
        marks=result.marks,
        answered_at=now,
    )


def _hold(session: Session, vote: OpenVote) -> None:
    """Let nobody take a step, or this seat away, before the vote is stored."""
    held = (
        select(Workshop.stage, Workshop.position)
        .join(Seat, Seat.workshop_id == Workshop.id)
        .where(
            Workshop.id == vote.room,
            Seat.participant_id == vote.participant,
            Seat.removed_at.is_(None),
        )
        .with_for_update(read=True, of=Workshop)
    )
    room = session.execute(held).one_or_none()
    if room is None:
        raise NotFound(gettext("You have no seat in this workshop yet."))
    _check_open(room.stage, room.position, (vote.position, vote.turn))


def _check_open(stage: str, position: int, wanted: tuple[int, int]) -> None:
    if (position, Stage(stage).turn) != wanted:
        raise Conflict(_closed(stage, position, wanted[0]))


def _closed(stage: str, position: int, wanted: int) -> str:
    if stage == Stage.ENDED.value:
        return gettext("This workshop has ended; this vote did not count.")
    if position != wanted:
        return gettext("The room has gone on to another line; this vote did not count.")
    return gettext("The vote on this line is closed; this vote did not count.")
