"""Who is there: a participant who plays, and perhaps a person who signed in.

Both stand in one signed cookie. For a participant the cookie is checked and the
database is not asked: every service keeps its query to the participant's own rows,
so that an erased guest finds nothing. A person is looked up each time, because a new
password ends every session.
"""

from datetime import UTC, datetime
from random import SystemRandom

from flask import Flask, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlalchemy.orm import Session

from quizapp.errors import NotAllowed, NotSignedIn
from quizapp.game.rejoin import make_code
from quizapp.game.role import Role
from quizapp.services.accounts import SignedIn, signed_in
from quizapp.services.guests import KEPT, note_seen, rejoin_code_of, welcome_guest
from quizapp.web.sessions import database
from quizapp.wording import gettext

LONGEST_PATH = 500
LEFT = "left"


class Visitor(UserMixin):
    """Whoever holds the cookie; `person` is None where nobody signed in."""

    def __init__(
        self, participant: int, person: SignedIn | None = None, stamp: str = ""
    ) -> None:
        """Take the participant's number and whose account it is played from."""
        self.participant, self.person, self.stamp = participant, person, stamp

    def get_id(self) -> str:
        """Name the visitor in the cookie."""
        if self.person is None:
            return f"guest:{self.participant}"
        return f"person:{self.person.number}:{self.stamp}:{self.participant}"


def attach_login(app: Flask) -> None:
    """Let the app know who is there for 90 days after they last came in."""
    manager = LoginManager(app)
    # Phones change their address in mid-round; the cookie must not mind.
    manager.session_protection = None
    manager.user_loader(_visitor)
    app.config["PERMANENT_SESSION_LIFETIME"] = KEPT
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False
    app.jinja_env.globals["signed_in_person"] = person


def participant() -> int | None:
    """Return the number of whoever is playing, or None."""
    return current_user.participant if current_user.is_authenticated else None


def person() -> SignedIn | None:
    """Return the person who signed in, or None."""
    return current_user.person if current_user.is_authenticated else None


def signed_in_person() -> SignedIn:
    """Return the person who signed in. Raises `NotSignedIn` where nobody did."""
    known = person()
    if known is None:
        raise NotSignedIn(gettext("Sign in first, then this page is yours."))
    return known


def instructor() -> SignedIn:
    """Return the instructor or admin who signed in.

    Raises `NotSignedIn` for guests, `NotAllowed` for players.
    """
    known = signed_in_person()
    if not known.role.teaches:
        raise NotAllowed(
            gettext(
                "This is for instructors. Whoever runs this server can make you one."
            )
        )
    return known


def admin() -> SignedIn:
    """Return the admin who signed in. Raises as `instructor` does for all others."""
    known = signed_in_person()
    if known.role is not Role.ADMIN:
        raise NotAllowed(gettext("This is for those who run this server."))
    return known


def participant_or_guest(database: Session) -> int:
    """Return the number of whoever is playing; make a guest where nobody is."""
    known, now = participant(), datetime.now(UTC)
    if known is not None and rejoin_code_of(database, known):
        note_seen(database, known, today=now.date())
        return known
    return welcome_guest(database, code=make_code(SystemRandom()), now=now)


def remember(number: int) -> None:
    """Keep this browser playing as participant `number`; an account stays signed in."""
    known = person()
    _enter(Visitor(number, known, current_user.stamp if known else ""))


def sign_in(who: SignedIn, stamp: str) -> None:
    """Sign a person in, playing as themselves; what the cookie held before goes."""
    session.clear()
    _enter(Visitor(who.participant, who, stamp))


def leave_behind(code: str) -> None:
    """Keep the code of the guest who was here before, to be shown once."""
    session[LEFT] = code


def left_behind(*, keep: bool = False) -> str | None:
    """Return the code of the guest who was here before, once; None where nobody was."""
    code: str | None = session.get(LEFT) if keep else session.pop(LEFT, None)
    return code


def local_path(wanted: str) -> str | None:
    """Return an address to go on to, if it is a page of ours; None for any other.

    >>> local_path("/kinds"), local_path("//example.org"), local_path("https:/kinds")
    ('/kinds', None, None)
    """
    # Browsers read a backslash as a slash, and leave out tabs and line ends.
    plain = wanted.isprintable() and " " not in wanted and "\\" not in wanted
    ours = wanted.startswith("/") and not wanted.startswith("//")
    return wanted if plain and ours and len(wanted) <= LONGEST_PATH else None


def forget() -> None:
    """Let this browser play for nobody, and sign whoever signed in out."""
    logout_user()
    session.clear()


def _enter(visitor: Visitor) -> None:
    session.permanent = True
    login_user(visitor)


def _visitor(name: str) -> Visitor | None:
    sort, *parts = name.split(":")
    if sort == "guest" and len(parts) == 1 and parts[0].isdigit():
        return Visitor(int(parts[0]))
    if sort != "person" or len(parts) != 3:
        return None
    number, stamp, participant = parts
    with database().reading() as opened:
        known = signed_in(opened, int(number), stamp)
    return Visitor(int(participant), known, stamp) if known else None
