"""How long somebody stays signed in: shorter for those who see what others did.

docs/security.md says why these lengths.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from quizapp.game.role import Role

# At most this many browsers at once; the one that was not used for longest goes.
MOST = 20
# A page is looked at every few seconds, and need not be noted each time.
NOTED = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long without a page looked at, and how long in all."""

    idle: timedelta
    whole: timedelta


AT_HOME = Limits(idle=timedelta(days=14), whole=timedelta(days=30))
# A day without use, and a school week in all.
IN_CHARGE = Limits(idle=timedelta(days=1), whole=timedelta(days=5))


def limits_of(role: Role) -> Limits:
    """Return how long somebody with this role stays signed in."""
    return IN_CHARGE if role.teaches else AT_HOME


def has_ended(
    role: Role, *, made_at: datetime, used_at: datetime, now: datetime
) -> bool:
    """Tell whether a sign-in is over, by its age or because it was not used."""
    limits = limits_of(role)
    return now - made_at >= limits.whole or now - used_at >= limits.idle


def is_to_note(used_at: datetime, *, now: datetime) -> bool:
    """Tell whether it is time to note again that a sign-in is used."""
    return now - used_at >= NOTED
