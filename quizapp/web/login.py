"""Who is there: a participant who plays, and perhaps a person who signed in.

Both stand in one signed cookie, with a token of this browser's own. A person is looked
up each time, by the token of the sign-in. Of a guest it is asked each time whether they
have left this browser; that they are there, the services see, which keep every query to
the participant's own rows. So leaving and signing out end a copy of the cookie too.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from random import SystemRandom
from secrets import token_urlsafe

from flask import (
    Flask,
    Response,
    after_this_request,
    current_app,
    g,
    request,
    session,
)
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from quizapp.errors import NotAllowed, NotSignedIn, SecondFactorFirst
from quizapp.game.rejoin import make_code
from quizapp.game.role import Role
from quizapp.game.signing_in import is_to_note
from quizapp.services import guests, sign_ins
from quizapp.services.accounts import Held, SignedIn, signed_in
from quizapp.web.observing import Event, note
from quizapp.web.retry import once_more
from quizapp.web.sessions import database
from quizapp.web.throttle import Door, begin
from quizapp.wording import gettext

LONGEST_PATH = 500
LEFT = "left"
DRAWN = "coming"
TOKEN = 16  # random bytes: no two browsers of a guest have the same


class Visitor(UserMixin):
    """Whoever holds the cookie; `person` is None where nobody signed in."""

    def __init__(
        self, participant: int, person: SignedIn | None = None, token: str = ""
    ) -> None:
        """Take the participant's number, whose account it is, and the browser's token.

        A guest's cookie of the program before had none.
        """
        self.participant, self.person, self.token = participant, person, token
        self.held: Held | None = None

    def get_id(self) -> str:
        """Name the visitor in the cookie."""
        if self.person is None:
            return f"guest:{self.participant}:{self.token}"
        return f"person:{self.token}:{self.participant}"


def attach_login(app: Flask) -> None:
    """Let the app know who is there for 90 days after they last came in."""
    manager = LoginManager()
    # No page may need to know who is there just to say that nobody can be asked.
    manager.init_app(app, add_context_processor=False)
    # Phones change their address in mid-round; the cookie must not mind.
    manager.session_protection = None
    manager.user_loader(_look_up)
    app.before_request(_look_who_sends)
    app.after_request(_note_used)
    app.config["PERMANENT_SESSION_LIFETIME"] = guests.KEPT
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

    Raises `NotSignedIn` for guests, `NotAllowed` for players, `SecondFactorFirst`
    for whoever has to turn one on.
    """
    known = signed_in_person()
    if not known.role.teaches:
        raise NotAllowed(
            gettext(
                "This is for instructors. Whoever runs this server can make you one."
            )
        )
    if lacks_second_factor():
        raise SecondFactorFirst(
            gettext("Turn on your second factor first; then this is open to you.")
        )
    return known


def admin() -> SignedIn:
    """Return the admin who signed in. Raises as `instructor` does for all others."""
    if signed_in_person().role is not Role.ADMIN:
        raise NotAllowed(gettext("This is for those who run this server."))
    return instructor()


def lacks_second_factor() -> bool:
    """Tell whether whoever signed in has to turn on a second factor before they teach.

    It is asked of instructors and admins where the server is set so.
    """
    known = person()
    asked = known is not None and known.role.teaches and not known.second
    return asked and bool(current_app.config["SECOND_FACTOR"])


def current_sign_in() -> int | None:
    """Return the number of the sign-in of this browser; None where nobody did."""
    held: Held | None = current_user.held if current_user.is_authenticated else None
    return held.number if held else None


def stays_signed_in() -> Callable[[], bool]:
    """Return what tells, long after this request too, whether its sign-in holds."""
    token, opened = current_user.token, database()

    def holds() -> bool:
        with opened.reading() as session:
            return signed_in(session, token=token, now=datetime.now(UTC)) is not None

    return holds


def expect_guest() -> None:
    """Draw the code of whoever becomes a guest by this page, sent twice or not."""
    if participant() is None:
        session.setdefault(DRAWN, make_code(SystemRandom()))


def participant_or_guest(database: Session) -> int:
    """Return the number of whoever is playing; make a guest where nobody is.

    Raises `TooOften` where a client made more guests than a school has.
    """
    known, now = participant(), datetime.now(UTC)
    if known is not None and guests.rejoin_code_of(database, known):
        guests.note_seen(database, known, today=now.date())
        return known
    begin(Door.GUEST)
    drawn = session.pop(DRAWN, "")
    guest = drawn and guests.welcome_once(database, code=drawn, now=now)
    fresh = make_code(SystemRandom())
    return guest or guests.welcome_guest(database, code=fresh, now=now)


def remember(number: int) -> None:
    """Keep this browser playing as participant `number`; an account stays signed in."""
    known = person()
    token = current_user.token if known or participant() == number else ""
    _enter(Visitor(number, known, token or token_urlsafe(TOKEN)))


def sign_in(who: SignedIn, token: str) -> None:
    """Give the token of a sign-in that was begun to this browser.

    The person plays as themselves; what the cookie held before goes, and a guest
    leaves. Not inside a writing session: this may be one of its own.
    """
    _leave()
    note(Event.SIGNED_IN)
    session.clear()
    _enter(Visitor(who.participant, who, token))


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
    """Let this browser play for nobody, and end its cookie on the server.

    Not inside a writing session: this is one of its own. Raises `TooOften` where a
    client left more often than a school would.
    """
    if person():
        with database().writing() as opened:
            sign_ins.end(opened, token=current_user.token)
        note(Event.SIGNED_OUT)
    else:
        begin(Door.LEAVE)
        _leave()
    logout_user()
    session.clear()
    after_this_request(_clear_browser)


def _clear_browser(response: Response) -> Response:
    """Let the browser forget what our scripts kept there."""
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


def _leave() -> None:
    """End the cookie of a guest; their code and their other browsers stay."""
    if current_user.is_authenticated and current_user.person is None:
        with database().writing() as opened:
            guests.leave(opened, token=current_user.get_id(), now=datetime.now(UTC))


def _look_who_sends() -> None:
    """Ask who is there before a form is stored: it takes a connection of its own."""
    if request.method == "POST":
        participant()


def _enter(visitor: Visitor) -> None:
    session.permanent = True
    login_user(visitor)


def _look_up(name: str) -> Visitor | None:
    # A form is looked at before it has its own second chance; this only reads.
    return once_more(partial(_visitor, name), is_safe=lambda: True)


def _visitor(name: str) -> Visitor | None:
    sort, *parts = name.split(":")
    if sort == "guest" and parts and parts[0].isdigit():
        return _guest(Visitor(int(parts[0]), token="".join(parts[1:])))
    if sort != "person" or len(parts) != 2:
        return None
    token, participant = parts
    with database().reading() as opened:
        held = signed_in(opened, token=token, now=datetime.now(UTC))
    if held is None:
        return None
    visitor = Visitor(int(participant), held.who, token)
    visitor.held = g.held = held
    return visitor


def _guest(visitor: Visitor) -> Visitor | None:
    with database().asking() as opened:
        if not guests.has_left(opened, token=visitor.get_id()):
            return visitor
    # Nor may the cookie be signed anew, and outlive what says that it has ended.
    session.pop("_user_id")
    return None


def _note_used(response: Response) -> Response:
    """Note that a sign-in is used, when the view is done and writes no more."""
    held, now = g.get("held"), datetime.now(UTC)
    if held is not None and is_to_note(held.used_at, now=now):
        try:
            with database().writing() as opened:
                sign_ins.note_used(opened, held.number, now=now)
        except OperationalError:
            # The page is there; whether it was looked at may be noted later.
            current_app.logger.warning("A sign-in in use could not be noted")
    return response
