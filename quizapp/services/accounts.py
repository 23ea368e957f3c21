"""People with an account: who they are and what they may do."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.db.models import Person
from quizapp.game.role import Role


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody with an account; `participant` is the player in it."""

    number: int
    name: str
    role: Role
    participant: int


def signed_in(session: Session, number: int, stamp: str) -> SignedIn | None:
    """Return the person whose cookie has this stamp; None where it is an old one."""
    row = session.execute(
        select(Person.name, Person.role, Person.participant_id).where(
            Person.id == number, Person.stamp == stamp
        )
    ).one_or_none()
    if row is None:
        return None
    return SignedIn(number, row.name, Role(row.role), row.participant_id)
