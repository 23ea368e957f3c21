"""The people of a server, as those who run it see them: roles and removal."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.db.models import Person, SecondFactor
from quizapp.errors import Conflict, NotFound
from quizapp.game.role import Role
from quizapp.wording import gettext


@dataclass(frozen=True, slots=True)
class Listed:
    """A person as the list shows them; `second` is whether a second factor is on."""

    number: int
    name: str
    email: str
    role: Role
    joined_at: datetime
    second: bool


def list_people(session: Session) -> tuple[Listed, ...]:
    """Return everybody with an account, by name."""
    rows = session.scalars(select(Person).order_by(Person.name, Person.id))
    guarded = set(session.scalars(select(SecondFactor.person_id)))
    return tuple(_listed(row, second=row.id in guarded) for row in rows)


def find_person(session: Session, number: int) -> Listed:
    """Return a person. Raises `NotFound` where there is none."""
    row = session.get(Person, number)
    if row is None:
        raise NotFound(gettext("There is no such person here."))
    return _listed(row, second=session.get(SecondFactor, number) is not None)


def person_called(session: Session, *, email: str) -> Listed:
    """Return the person with this folded address. Raises `NotFound`."""
    row = session.scalar(select(Person).where(Person.email == email))
    if row is None:
        raise NotFound(gettext("Nobody has an account with this address."))
    return _listed(row, second=session.get(SecondFactor, row.id) is not None)


def set_role(session: Session, number: int, *, role: Role) -> None:
    """Change what a person may do.

    Raises `NotFound` where there is no such person, `Conflict` for the last admin.
    """
    if role is not Role.ADMIN:
        check_not_last_admin(session, number)
    row = session.get(Person, number)
    if row is None:
        raise NotFound(gettext("There is no such person here."))
    row.role = role.value
    session.flush()


def make_instructor(session: Session, number: int) -> None:
    """Let a player teach; who teaches already keeps what they may do."""
    row = session.get(Person, number)
    if row is not None and row.role == Role.PLAYER.value:
        row.role = Role.INSTRUCTOR.value
        session.flush()


def check_not_last_admin(session: Session, number: int) -> None:
    """Raise `Conflict` where nobody else runs the server."""
    # Held until the end, or two who demote each other at once would both succeed.
    admins = session.scalars(
        select(Person.id)
        .where(Person.role == Role.ADMIN.value)
        .order_by(Person.id)
        .with_for_update()
    ).all()
    if list(admins) == [number]:
        raise Conflict(
            gettext("This is the last admin. Make somebody else an admin first.")
        )


def _listed(row: Person, *, second: bool) -> Listed:
    return Listed(row.id, row.name, row.email, Role(row.role), row.joined_at, second)
