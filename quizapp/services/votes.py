"""Votes of a room: taken while the vote is open, each on disk before it is thanked."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from quizapp.db.dealt import given_of
from quizapp.db.models import Answer, Question, Round, Seat, Workshop
from quizapp.db.rooms import find_room
from quizapp.db.session import insert_once
from quizapp.errors import Conflict, NotFound
from quizapp.game.asked import Given
from quizapp.game.format import Choice, Format, as_choice
from quizapp.game.marks import mark
from quizapp.game.rejoin import read_code
from quizapp.game.workshop import Stage
from quizapp.wording import gettext

# Everybody waits for whoever holds the room: one query, put together once. The line
# is the one that the phone showed, because the room may be stepped on while this
# waits; whether it is the room's is asked afterwards.
_HELD = (
    select(
        Workshop.id,
        Workshop.version,
        Workshop.stage,
        Workshop.position,
        Seat.id.label("seat"),
        Question.id.label("question"),
        Question.format,
        Question.options,
        Question.key,
    )
    .outerjoin(
        Seat,
        (Seat.workshop_id == Workshop.id)
        & (Seat.participant_id == bindparam("participant"))
        & Seat.removed_at.is_(None),
    )
    .outerjoin(Round, Round.workshop_id == Workshop.id)
    .outerjoin(
        Question,
        (Question.round_id == Round.id) & (Question.position == bindparam("position")),
    )
    .where(Workshop.code == bindparam("code"))
    .with_for_update(read=True, of=Workshop)
)


@dataclass(frozen=True, slots=True)
class OpenVote:
    """A vote that is open to somebody: what the server needs to mark it.

    `room` and `version` say which workshop, and as it stands while this is held.
    """

    room: int
    version: int
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
    wanted = {"code": read_code(code), "participant": participant, "position": position}
    row = session.execute(_HELD, wanted).first()
    if row is None:
        find_room(session, code)  # says so
    if row is None or row.seat is None or participant is None:
        raise NotFound(gettext("You have no seat in this workshop yet."))
    if (row.position, Stage(row.stage).turn) != (position, turn):
        raise Conflict(_closed(row.stage, row.position, position))
    return OpenVote(
        row.id,
        row.version,
        row.question,
        participant,
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


def standing_vote(session: Session, vote: OpenVote) -> Given | None:
    """Return the vote that is in; None where none is."""
    stored = session.scalar(
        select(Answer).where(
            Answer.question_id == vote.question,
            Answer.participant_id == vote.participant,
            Answer.turn == vote.turn,
        )
    )
    return given_of(stored)


def _closed(stage: str, position: int, wanted: int) -> str:
    if stage == Stage.ENDED.value:
        return gettext("This workshop has ended; this vote did not count.")
    if position != wanted:
        return gettext("The room has gone on to another line; this vote did not count.")
    return gettext("The vote on this line is closed; this vote did not count.")
