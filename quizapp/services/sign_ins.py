"""Where people are signed in: begun, noted, listed, ended.

A token is 32 random bytes in the browser's cookie; its SHA-256 is what is kept.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from quizapp.db.models import Person, SecondFactor, SignIn
from quizapp.errors import Conflict
from quizapp.game.role import Role
from quizapp.game.secret import digest_of
from quizapp.game.signing_in import AT_HOME, MOST, has_ended
from quizapp.wording import gettext


@dataclass(frozen=True, slots=True)
class Listed:
    """A sign-in as its owner sees it."""

    number: int
    made_at: datetime
    used_at: datetime


def begin(  # noqa: PLR0913  a sign-in is these
    session: Session,
    *,
    person: int,
    password: str,
    token: str,
    now: datetime,
    proved: bool = False,
) -> None:
    """Sign a person in, while `password` is still the hash in force.

    `proved` says that the second factor was given; without it nobody comes in who has
    one. Raises `Conflict` where either was changed in between, or the account is gone.
    """
    # Whoever changes the password at this moment comes first, and this is refused,
    # or waits here, and ends this sign-in with all the others.
    in_force = Person.id == person, Person.password == password
    known = select(Person.id).where(*in_force).with_for_update()
    if session.scalar(known) is None:
        raise Conflict(
            gettext("The password was changed in between. Sign in with the new one.")
        )
    second = select(SecondFactor.person_id).where(SecondFactor.person_id == person)
    if not proved and session.scalar(second) is not None:
        raise Conflict(
            gettext("The second factor was turned on in between. Sign in once more.")
        )
    made = {"person_id": person, "made_at": now, "used_at": now}
    session.add(SignIn(digest=digest_of(token), **made))
    session.flush()
    _keep_the_newest(session, person)


def note_used(session: Session, number: int, *, now: datetime) -> None:
    """Note that a sign-in is used; one that has ended stays so."""
    session.execute(update(SignIn).where(SignIn.id == number).values(used_at=now))


def sign_ins_of(session: Session, person: int, *, now: datetime) -> tuple[Listed, ...]:
    """Return where a person is signed in, the one used last first."""
    rows = session.execute(
        select(SignIn, Person.role)
        .join(Person, Person.id == SignIn.person_id)
        .where(SignIn.person_id == person)
        .order_by(SignIn.used_at.desc(), SignIn.id.desc())
    )
    return tuple(
        Listed(row.id, row.made_at, row.used_at)
        for row, role in rows
        if not has_ended(Role(role), made_at=row.made_at, used_at=row.used_at, now=now)
    )


def end(session: Session, *, token: str) -> None:
    """Sign one browser out. Twice does no harm."""
    session.execute(delete(SignIn).where(SignIn.digest == digest_of(token)))


def end_all(session: Session, person: int, *, but: int | None = None) -> None:
    """Sign a person out everywhere, `but` in the browser with this sign-in."""
    theirs = delete(SignIn).where(SignIn.person_id == person)
    session.execute(theirs if but is None else theirs.where(SignIn.id != but))


def erase_ended(session: Session, *, now: datetime) -> None:
    """Erase the sign-ins that are over for everybody."""
    old = SignIn.made_at <= now - AT_HOME.whole, SignIn.used_at <= now - AT_HOME.idle
    session.execute(delete(SignIn).where(or_(*old)))


def _keep_the_newest(session: Session, person: int) -> None:
    too_many = (
        select(SignIn.id)
        .where(SignIn.person_id == person)
        .order_by(SignIn.used_at.desc(), SignIn.id.desc())
        .offset(MOST)
    )
    session.execute(delete(SignIn).where(SignIn.id.in_(too_many)))
