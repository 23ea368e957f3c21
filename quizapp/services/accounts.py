"""People with an account: who they are, how they get in, what they change."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Delete, delete, select, update
from sqlalchemy.orm import Session

from quizapp.db.models import Link, Person, SecondFactor, SignIn
from quizapp.db.participants import add_participant
from quizapp.db.session import insert_once
from quizapp.errors import Conflict
from quizapp.game.role import Role
from quizapp.game.secret import digest_of
from quizapp.game.signing_in import has_ended
from quizapp.wording import gettext

# What no password matches, for an account that has none yet.
NO_PASSWORD = "!"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody with an account; `participant` is the player in it.

    `second` says whether a second factor is asked for when they sign in.
    """

    number: int
    name: str
    role: Role
    participant: int
    second: bool = False


@dataclass(frozen=True, slots=True)
class Credentials:
    """What it takes to get in. `password` is a hash, or `NO_PASSWORD`."""

    who: SignedIn
    email: str
    password: str
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """A sign-in that holds: by its number, whose it is, when it was noted last."""

    number: int
    who: SignedIn
    used_at: datetime


def signed_in(session: Session, *, token: str, now: datetime) -> Held | None:
    """Return the sign-in that a browser's token names; None where it is over."""
    row = session.execute(
        select(
            *(SignIn.id, SignIn.made_at, SignIn.used_at, SignIn.person_id),
            *(Person.name, Person.role, Person.participant_id),
            SecondFactor.person_id.label("second"),
        )
        .join(Person, Person.id == SignIn.person_id)
        .outerjoin(SecondFactor, SecondFactor.person_id == Person.id)
        .where(SignIn.digest == digest_of(token))
    ).one_or_none()
    if row is None:
        return None
    role = Role(row.role)
    if has_ended(role, made_at=row.made_at, used_at=row.used_at, now=now):
        return None
    second = row.second is not None
    who = SignedIn(row.person_id, row.name, role, row.participant_id, second)
    return Held(row.id, who, row.used_at)


def find_credentials(session: Session, *, email: str) -> Credentials | None:
    """Return what signs in the person with this folded address, or None."""
    return _credentials(session, Person.email == email)


def credentials_of(session: Session, person: int) -> Credentials:
    """Return what signs in a person. Raises `Conflict` where the account is gone."""
    found = _credentials(session, Person.id == person)
    if found is None:
        raise _gone()
    return found


def register(  # noqa: PLR0913  an account is these
    session: Session,
    *,
    email: str,
    name: str,
    password: str,
    code: str,
    now: datetime,
    role: Role = Role.PLAYER,
) -> SignedIn:
    """Make an account with a player of its own, known by `code`.

    `email` is folded, `password` a hash. Raises `Conflict` where there is an account
    with this address, also for the second of two who register it at once.
    """
    player = add_participant(session, code=code, now=now)
    fresh = insert_once(
        session,
        Person,
        email=email,
        name=name,
        password=password,
        role=role.value,
        participant_id=player,
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
    return SignedIn(number, name, role, player)


def rename(session: Session, person: int, *, name: str) -> None:
    """Show another name. Raises `Conflict` where the account is gone."""
    _change(session, person, name=name)


def set_password(session: Session, person: int, *, password: str) -> None:
    """Take a new password, as a hash, and sign its owner out everywhere.

    Raises `Conflict` where the account is gone.
    """
    _change(session, person, password=password)
    session.execute(_sign_ins_of(person))


def change_password(session: Session, person: int, *, old: str, password: str) -> None:
    """Take a new password where `old` is still the hash in force; sign out everywhere.

    Raises `Conflict` where it was changed in between, or the account is gone.
    """
    done = _replace(session, person, old=old, password=password)
    # A link made for the old password must not undo the new one.
    session.execute(delete(Link).where(Link.person_id == person))
    session.execute(_sign_ins_of(person))
    if not done:
        raise Conflict(
            gettext("The password was changed in between. Nothing was stored now.")
        )


def renew_hash(session: Session, person: int, *, old: str, password: str) -> None:
    """Keep the same password under a new hash, if `old` is still the one in force."""
    _replace(session, person, old=old, password=password)


def _replace(session: Session, person: int, *, old: str, password: str) -> bool:
    known = Person.id == person, Person.password == old
    # Asked for together with the change: of two at once, one finds it changed.
    done = session.execute(
        update(Person).where(*known).values(password=password).returning(Person.id)
    )
    return done.one_or_none() is not None


def _sign_ins_of(person: int) -> Delete:
    return delete(SignIn).where(SignIn.person_id == person)


def _change(session: Session, person: int, **values: str) -> None:
    changed = session.execute(
        update(Person).where(Person.id == person).values(**values).returning(Person.id)
    ).one_or_none()
    if changed is None:
        raise _gone()


def _gone() -> Conflict:
    return Conflict(gettext("This account is no longer there."))


def _credentials(session: Session, which: ColumnElement[bool]) -> Credentials | None:
    # One query, whoever it finds: how long it takes must tell nothing.
    found = session.execute(
        select(Person, SecondFactor.person_id)
        .outerjoin(SecondFactor, SecondFactor.person_id == Person.id)
        .where(which)
    ).one_or_none()
    if found is None:
        return None
    row, second = found
    second = second is not None
    who = SignedIn(row.id, row.name, Role(row.role), row.participant_id, second)
    return Credentials(who, row.email, row.password, row.joined_at)
