"""Who is playing: a guest, known by a signed cookie and nothing else.

The cookie is checked, the database is not asked: every service keeps its query to the
participant's own rows, so that an erased guest finds nothing.
"""

from datetime import UTC, datetime
from random import SystemRandom

from flask import Flask, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlalchemy.orm import Session

from quizapp.game.rejoin import make_code
from quizapp.services.guests import KEPT, note_seen, rejoin_code_of, welcome_guest


class Guest(UserMixin):
    """A participant without an account."""

    def __init__(self, participant: int) -> None:
        """Take the participant's number."""
        self.participant = participant

    def get_id(self) -> str:
        """Name the guest in the cookie."""
        return f"guest:{self.participant}"


def attach_login(app: Flask) -> None:
    """Let the app know its guests for 90 days after each round they start."""
    manager = LoginManager(app)
    # Phones change their address in mid-round; the cookie must not mind.
    manager.session_protection = None
    manager.user_loader(_guest)
    app.config["PERMANENT_SESSION_LIFETIME"] = KEPT
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False


def participant() -> int | None:
    """Return the number of whoever is playing, or None."""
    return current_user.participant if current_user.is_authenticated else None


def participant_or_guest(database: Session) -> int:
    """Return the number of whoever is playing; make a guest where nobody is."""
    known, now = participant(), datetime.now(UTC)
    if known is not None and rejoin_code_of(database, known):
        note_seen(database, known, today=now.date())
        return known
    return welcome_guest(database, code=make_code(SystemRandom()), now=now)


def remember(number: int) -> None:
    """Keep this browser playing as participant `number` from here on."""
    session.permanent = True
    login_user(Guest(number))


def forget() -> None:
    """Let this browser play for nobody."""
    logout_user()
    session.clear()


def _guest(name: str) -> Guest | None:
    role, _, number = name.partition(":")
    return Guest(int(number)) if role == "guest" and number.isdigit() else None
