"""One-time links: made, shown once, followed by one, revoked."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session

from quizapp.db.models import Link, Person, Purpose
from quizapp.errors import NotFound
from quizapp.game.secret import digest_of
from quizapp.wording import gettext

INVITATION_LASTS = timedelta(days=14)
RESET_LASTS = timedelta(hours=24)
WELCOME_LASTS = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """An invitation that nobody has followed yet; `made_by` is None once they left."""

    number: int
    made_by: str | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Reset:
    """Whom a link gives a new password."""

    person: int
    name: str
    email: str


def invite(
    session: Session, *, secret: str, made_by: int | None, now: datetime
) -> datetime:
    """Make an invitation to teach; return when it ends. `secret` is random."""
    return _make(session, Purpose.INVITATION, secret, now, INVITATION_LASTS, made_by)


def offer_reset(  # noqa: PLR0913  a link is these: for whom, by whom, until when
    session: Session,
    *,
    person: int,
    secret: str,
    made_by: int | None,
    now: datetime,
    lasts: timedelta = RESET_LASTS,
) -> datetime:
    """Make a link that sets a person's password; return when it ends.

    The links made for them before lead nowhere from now on.
    """
    session.execute(delete(Link).where(Link.person_id == person))
    return _make(session, Purpose.RESET, secret, now, lasts, made_by, person)


def open_until(session: Session, *, secret: str, now: datetime) -> datetime | None:
    """Return until when a link is open; None where it leads nowhere."""
    return session.scalar(
        select(Link.expires_at).where(Link.digest == digest_of(secret), *_is_open(now))
    )


def open_invitations(session: Session, *, now: datetime) -> tuple[OpenInvitation, ...]:
    """Return the invitations that can still be followed, the newest first."""
    rows = session.execute(
        select(Link.id, Person.name, Link.expires_at)
        .outerjoin(Person, Person.id == Link.made_by_id)
        .where(Link.purpose == Purpose.INVITATION.value, *_is_open(now))
        .order_by(Link.id.desc())
    )
    return tuple(OpenInvitation(*row) for row in rows)


def revoke(session: Session, number: int) -> None:
    """Let an invitation lead nowhere. Twice does no harm."""
    session.execute(
        delete(Link).where(Link.id == number, Link.purpose == Purpose.INVITATION.value)
    )


def look_at_invitation(session: Session, *, secret: str, now: datetime) -> datetime:
    """Return until when an invitation is open, and leave it so. Raises `NotFound`."""
    found = session.scalar(
        select(Link.expires_at).where(*_is(Purpose.INVITATION, secret), *_is_open(now))
    )
    if found is None:
        raise _nowhere()
    return found


def use_invitation(session: Session, *, secret: str, now: datetime) -> None:
    """Use an invitation up. Raises `NotFound` for all but the first who do."""
    _use(session, Purpose.INVITATION, secret, now)


def look_at_reset(session: Session, *, secret: str, now: datetime) -> Reset:
    """Return whom a link gives a new password, and leave it so. Raises `NotFound`."""
    row = session.execute(
        select(Person.id, Person.name, Person.email)
        .join(Link, Link.person_id == Person.id)
        .where(*_is(Purpose.RESET, secret), *_is_open(now))
    ).one_or_none()
    if row is None:
        raise _nowhere()
    return Reset(*row)


def use_reset(session: Session, *, secret: str, now: datetime) -> None:
    """Use a reset link up. Raises `NotFound` for all but the first who do."""
    _use(session, Purpose.RESET, secret, now)


def _make(  # noqa: PLR0913, PLR0917  a link is these
    session: Session,
    purpose: Purpose,
    secret: str,
    now: datetime,
    lasts: timedelta,
    made_by: int | None,
    person: int | None = None,
) -> datetime:
    session.execute(
        delete(Link).where(or_(Link.used_at.is_not(None), Link.expires_at <= now))
    )
    made = Link(
        purpose=purpose.value,
        digest=digest_of(secret),
        person_id=person,
        made_by_id=made_by,
        made_at=now,
        expires_at=now + lasts,
    )
    session.add(made)
    session.flush()
    return made.expires_at


def _use(session: Session, purpose: Purpose, secret: str, now: datetime) -> None:
    # One statement: of two at once the second finds it used.
    used = session.scalar(
        update(Link)
        .where(*_is(purpose, secret), *_is_open(now))
        .values(used_at=now)
        .returning(Link.id)
    )
    if used is None:
        raise _nowhere()


def _is(purpose: Purpose, secret: str) -> tuple[ColumnElement[bool], ...]:
    return Link.purpose == purpose.value, Link.digest == digest_of(secret)


def _is_open(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return Link.used_at.is_(None), Link.expires_at > now


def _nowhere() -> NotFound:
    return NotFound(
        gettext(
            "This link leads nowhere: it was used, withdrawn, or is too old. Ask "
            "whoever sent it for another."
        )
    )
