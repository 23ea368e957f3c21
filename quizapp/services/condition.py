"""What is stored, as the doctor looks at it: who runs the place, what is overdue."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.db.models import Answer, Attempt, Group, Person, SecondFactor
from quizapp.game.role import Role


@dataclass(frozen=True, slots=True)
class Condition:
    """What matters to whoever runs the server.

    `last_answer` is when the answer that was stored last was given; `overdue` counts
    the groups whose date has passed and that are not erased; `unguarded` those who
    teach without a second factor.
    """

    admins: int
    unguarded: int
    last_answer: datetime | None
    overdue: int


def condition(session: Session, *, today: date) -> Condition:
    """Look at what is stored; nothing is changed."""
    admin = Person.role == Role.ADMIN.value
    teaches = Person.role != Role.PLAYER.value
    unguarded = Person.id.not_in(select(SecondFactor.person_id))
    late = Group.erased_at.is_(None), Group.retention_on < today
    newest = select(Answer.answered_at).order_by(Answer.id.desc()).limit(1)
    return Condition(
        session.scalar(select(func.count(Person.id)).where(admin)) or 0,
        session.scalar(select(func.count(Person.id)).where(teaches, unguarded)) or 0,
        session.scalar(newest),
        session.scalar(select(func.count(Group.id)).where(*late)) or 0,
    )


def try_to_store(session: Session, *, now: datetime) -> None:
    """Store something and take it back: whatever refuses an answer refuses this."""
    session.add(Attempt(subject="doctor", failed_at=now))
    session.flush()
    session.rollback()
