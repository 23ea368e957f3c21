"""People with an account: who they are, how they get in, what they change."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from quizapp.db.models import Link, Participant, Person
from quizapp.db.session import insert_once
from quizapp.errors import Conflict
from quizapp.game.role import Role
from quizapp.wording import gettext

# What no password matches, for an account that has none yet.
NO_PASSWORD = "!"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody with an account; `participant` is the player in it."""

    number: int
    name: str
    role: Role
    participant: int


@dataclass(frozen=True, slots=True)
class Credentials:
    """What it takes to get in: the hash of the password, and the stamp for the cookie.

    `password` is a hash, or `NO_PASSWORD`.
    """

    who: SignedIn
    email: str
    password: str
    stamp: str
    joined_at: datetime


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


def find_credentials(session: Session, *, email: str) -> Credentials | None:
    """Return what signs in the person with this folded address, or None."""
    return _credentials(session.scalar(select(Person).where(Person.email == email)))


def credentials_of(session: Session, person: int) -> Credentials:
    """Return what signs in a person. Raises `Conflict` where the account is gone."""
    found = _credentials(session.get(Person, person))
    if found is None:
        raise _gone()
    return found


def register(  # noqa: PLR0913  an account is these
    session: Session,
    *,
    email: str,
    name: str,
    password: str,
    stamp: str,
    code: str,
    now: datetime,
    role: Role = Role.PLAYER,
) -> SignedIn:
    """Make an account with a player of its own, known by `code`.

    `email` is folded, `password` a hash. Raises `Conflict` where there is an account
    with this address, also for the second of two who register it at once.
    """
    player = Participant(rejoin_code=code, joined_at=now, last_seen_on=now.date())
    session.add(player)
    session.flush()
    fresh = insert_once(
        session,
        Person,
        email=email,
        name=name,
        password=password,
        stamp=stamp,
        role=role.value,
        participant_id=player.id,
        joined_at=now,
    )
    if not fresh:
        raise Conflict(
            gettext(
                "There is an account with this address already. Sign in instead; if "
                "the password is lost, whoever runs this server can make you a link."
            )
        )
    number = session.scalars(select(Person.id).where(Person.email == email)).one()
    return SignedIn(number, name, role, player.id)


def rename(session: Session, person: int, *, name: str) -> None:
    """Show another name. Raises `Conflict` where the account is gone."""
    _change(session, person, name=name)


def set_password(session: Session, person: int, *, password: str, stamp: str) -> None:
    """Take a new password, as a hash; the new stamp ends every session there is.

    Raises `Conflict` where the account is gone.
    """
    _change(session, person, password=password, stamp=stamp)


def change_password(
    session: Session, person: int, *, old: str, password: str, stamp: str
) -> None:
    """Take a new password where `old` is still the hash of the one in force.

    Raises `Conflict` where it was changed in between, or the account is gone.
    """
    known = Person.id == person, Person.password == old
    # Asked for together with the change: of two at once, one finds it changed.
    done = session.execute(
        update(Person)
        .where(*known)
        .values(password=password, stamp=stamp)
        .returning(Person.id)
    ).one_or_none()
    # A link made for the old password must not undo the new one.
    session.execute(delete(Link).where(Link.person_id == person))
    if done is None:
        raise Conflict(
            gettext("The password was changed in between. Nothing was stored now.")
        )


def _change(session: Session, person: int, **values: str) -> None:
    changed = session.execute(
        update(Person).where(Person.id == person).values(**values).returning(Person.id)
    ).one_or_none()
    if changed is None:
        raise _gone()


def _gone() -> Conflict:
    return Conflict(gettext("This account is no longer there."))


def _credentials(row: Person | None) -> Credentials | None:
    if row is None:
        return None
    who = SignedIn(row.id, row.name, Role(row.role), row.participant_id)
    return Credentials(who, row.email, row.password, row.stamp, row.joined_at)
