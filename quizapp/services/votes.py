"""Votes of a room: taken while the vote is open, each on disk before it is thanked."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.db.models import Answer, Question, Round, Workshop
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

    question: int
    participant: int
    turn: int
    format: Format
    options: int
    key: Choice


def open_vote(
    session: Session, *, code: str, participant: int | None, position: int, turn: int
) -> OpenVote:
    """Return the vote that a phone sends to; nobody can close it before it is in.

    `position` and `turn` are those the phone showed. Raises `NotFound` without a
    seat, `Conflict` where this vote is not open, or not any more.
    """
    room = _held(session, code)
    seat = seat_in(session, room, participant)
    if seat is None:
        raise NotFound(gettext("You have no seat in this workshop yet."))
    if (room.position, Stage(room.stage).turn) != (position, turn):
        raise Conflict(_closed(room, position))
    row = session.execute(
        select(Question)
        .join(Round, Round.id == Question.round_id)
        .where(Round.workshop_id == room.id, Question.position == position)
    ).scalar_one()
    return OpenVote(
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
    """Mark a vote and store it; return False where one was already in: it stands."""
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


def _held(session: Session, code: str) -> Workshop:
    """Return the workshop so that no step is taken before this vote is stored."""
    room = find_room(session, code)
    held = select(Workshop).where(Workshop.id == room.id).with_for_update(read=True)
    return session.scalars(held.execution_options(populate_existing=True)).one()


def _closed(room: Workshop, position: int) -> str:
    if room.stage == Stage.ENDED.value:
        return gettext("This workshop has ended; this vote did not count.")
    if room.position != position:
        return gettext("The room has gone on to another line; this vote did not count.")
    return gettext("The vote on this line is closed; this vote did not count.")
