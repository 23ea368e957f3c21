"""Failed sign-ins, counted by account for a quarter of an hour.

An account is named by a keyed hash of its address, so that an address nobody
registered is counted just as well, and none is stored.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from quizapp.db.models import Attempt
from quizapp.errors import TooOften
from quizapp.wording import ngettext

WINDOW = timedelta(minutes=15)
MOST = 10
# What failed later than that was counted before the clock was set back.
TO_COME = timedelta(minutes=1)


def begin_attempt(session: Session, *, subject: str, now: datetime) -> None:
    """Count an attempt as failed before the password is looked at.

    Counted first, many guesses at once are not more than ten either. Raises
    `TooOften` after ten in a quarter of an hour; what is refused is not counted, so
    that nobody can keep an account closed by knocking on.
    """
    _queue(session, subject)
    over = Attempt.failed_at <= now - WINDOW, Attempt.failed_at > now + TO_COME
    session.execute(delete(Attempt).where(or_(*over)))
    failed = session.scalars(
        select(Attempt.failed_at)
        .where(Attempt.subject == subject)
        .order_by(Attempt.failed_at.desc())
        .limit(MOST)
    ).all()
    if len(failed) == MOST:
        raise too_often(failed[-1] + WINDOW - now)
    session.add(Attempt(subject=subject, failed_at=now))
    session.flush()


def clear_attempts(session: Session, *, subject: str) -> None:
    """Forget the failures of an account: its owner has come in."""
    session.execute(delete(Attempt).where(Attempt.subject == subject))


def too_often(wait: timedelta) -> TooOften:
    """Return the refusal that says how long to wait, in whole minutes."""
    minutes = max(1, -(-int(wait.total_seconds()) // 60))
    return TooOften(
        ngettext(
            "That did not work too many times. Wait a minute, then try again.",
            "That did not work too many times. Wait %(n)s minutes, then try again.",
            minutes,
        )
        % {"n": minutes}
    )


def _queue(session: Session, subject: str) -> None:
    """Let those who try the same account at once pass one by one, until they commit."""
    if session.get_bind().dialect.name == "postgresql":
        key = int(subject[:15], 16)
        session.execute(select(func.pg_advisory_xact_lock(key)))
