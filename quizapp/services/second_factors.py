"""Second factors: turned on, asked for, used up, turned off."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from quizapp.db.models import Person, RecoveryCode, SecondFactor, SignIn
from quizapp.db.session import insert_once
from quizapp.errors import Conflict
from quizapp.game.second_factor import read_recovery_code, step_matching
from quizapp.game.secret import digest_of
from quizapp.wording import gettext


@dataclass(frozen=True, slots=True)
class State:
    """A second factor that is on: since when, and how many recovery codes are left."""

    since: datetime
    left: int


def state_of(session: Session, person: int) -> State | None:
    """Return how somebody's second factor stands; None where it is off."""
    since = session.scalar(
        select(SecondFactor.since).where(SecondFactor.person_id == person)
    )
    if since is None:
        return None
    left = select(func.count(RecoveryCode.id)).where(RecoveryCode.person_id == person)
    return State(since, session.scalar(left) or 0)


def turn_on(  # noqa: PLR0913  a second factor is these
    session: Session,
    *,
    person: int,
    secret: str,
    step: int,
    codes: tuple[str, ...],
    now: datetime,
    here: int | None = None,
) -> None:
    """Ask for six figures from now on; sign out everywhere but in sign-in `here`.

    `step` is that of the figures that proved it. Raises `Conflict` where it is on.
    """
    # Whoever signs in at this moment comes first and is ended, or finds it on.
    session.scalar(select(Person.id).where(Person.id == person).with_for_update())
    fresh = insert_once(
        session,
        SecondFactor,
        person_id=person,
        secret=secret,
        last_step=step,
        since=now,
    )
    if not fresh:
        raise on_already()
    _keep(session, person, codes)
    others = delete(SignIn).where(SignIn.person_id == person)
    session.execute(others if here is None else others.where(SignIn.id != here))


def on_already() -> Conflict:
    """Return the refusal to turn on what is on."""
    return Conflict(
        gettext("The second factor is on already. Turn it off to take another app.")
    )


def take_figures(session: Session, *, person: int, typed: str, now: datetime) -> bool:
    """Tell whether these are the figures of now; they are used up by it."""
    mine = SecondFactor.person_id == person
    secret = session.scalar(select(SecondFactor.secret).where(mine))
    step = step_matching(secret, typed, now=now) if secret else None
    if step is None:
        return False
    # One statement: of two who send the same figures at once, one comes in.
    used = session.scalar(
        update(SecondFactor)
        .where(mine, SecondFactor.last_step < step)
        .values(last_step=step)
        .returning(SecondFactor.person_id)
    )
    return used is not None


def take_recovery_code(session: Session, *, person: int, typed: str) -> bool:
    """Tell whether this is one of somebody's recovery codes; it is used up by it."""
    digest = digest_of(read_recovery_code(typed))
    used = session.scalar(
        delete(RecoveryCode)
        .where(RecoveryCode.person_id == person, RecoveryCode.digest == digest)
        .returning(RecoveryCode.id)
    )
    return used is not None


def renew_codes(session: Session, person: int, *, codes: tuple[str, ...]) -> None:
    """Keep new recovery codes instead of the old. Raises `Conflict` where it is off."""
    mine = SecondFactor.person_id == person
    if session.scalar(select(SecondFactor).where(mine).with_for_update()) is None:
        raise Conflict(gettext("The second factor was turned off in between."))
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person))
    _keep(session, person, codes)


def turn_off(session: Session, person: int, *, here: int | None = None) -> bool:
    """Ask for the password alone; sign out everywhere but in sign-in `here`.

    Return whether it was on.
    """
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person))
    was = session.scalar(
        delete(SecondFactor)
        .where(SecondFactor.person_id == person)
        .returning(SecondFactor.person_id)
    )
    others = delete(SignIn).where(SignIn.person_id == person)
    session.execute(others if here is None else others.where(SignIn.id != here))
    return was is not None


def _keep(session: Session, person: int, codes: tuple[str, ...]) -> None:
    session.add_all(
        RecoveryCode(person_id=person, digest=digest_of(code)) for code in codes
    )
    session.flush()
