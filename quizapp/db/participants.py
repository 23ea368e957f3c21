"""Participants: whoever plays, with or without an account."""

from datetime import datetime

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from quizapp.db.models import Participant, Person

# The player in an account is opened by the account alone.
IN_ACCOUNT = exists().where(Person.participant_id == Participant.id)


def add_participant(session: Session, *, code: str, now: datetime) -> int:
    """Add somebody who comes back by the rejoin code `code`; return their number."""
    fresh = Participant(rejoin_code=code, joined_at=now, last_seen_on=now.date())
    session.add(fresh)
    session.flush()
    return fresh.id


def hold(session: Session, which: ColumnElement[bool]) -> None:
    """Let no round or answer of these come in before the session is done."""
    held = select(Participant.id).where(which).order_by(Participant.id)
    session.execute(held.with_for_update()).all()
