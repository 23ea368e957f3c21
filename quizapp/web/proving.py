"""Proving who one is: the password again, and the second factor at the door.

Between the right password and the right code nobody is signed in. The wait stands in
the signed cookie: for whom, with which password, until when. A copy of the cookie is
worth nothing without a code, and codes are counted by account.
"""

from datetime import UTC, datetime, timedelta
from hmac import compare_digest

from flask import session

from quizapp.errors import Conflict, TooOften
from quizapp.game.second_factor import are_figures
from quizapp.game.secret import digest_of
from quizapp.services import accounts
from quizapp.services.accounts import Credentials, SignedIn
from quizapp.web.entry import Asked, is_second_factor, let_in
from quizapp.web.fields import Sent
from quizapp.web.sessions import database
from quizapp.wording import gettext

WAITS = timedelta(minutes=5)
KEY = "waits for"


def same_person(who: SignedIn, sent: Sent) -> tuple[Credentials | None, int]:
    """Ask for the password again; return whose it is, or None and the status."""
    with database().reading() as opened:
        email = accounts.credentials_of(opened, who.number).email
    try:
        known = let_in(email, sent.typed("old"), asked=Asked.AGAIN)
    except TooOften as fault:
        sent.problems["old"] = str(fault)
        return None, 429
    if known is None:
        sent.problems["old"] = gettext("This is not your password.")
    return known, 400


def proves_second(known: Credentials, sent: Sent) -> tuple[bool, int]:
    """Tell whether a form has the second factor; else say why, and the status."""
    figures, recovery = sent.typed("figures"), recovery_code_in(sent)
    field = "recovery" if sent.typed("recovery").strip() else "figures"
    if not recovery and not are_figures(figures):
        sent.problems[field] = gettext("Type the six figures that your app shows.")
        return False, 400
    try:
        fits = is_second_factor(known, figures=figures, recovery=recovery)
    except TooOften as fault:
        sent.problems[field] = str(fault)
        return False, 429
    if not fits and recovery:
        sent.problems[field] = gettext(
            "This is none of your recovery codes, or it was used already."
        )
    elif not fits:
        sent.problems[field] = gettext(
            "These figures do not fit. Each works once and for half a minute: wait for "
            "the next ones and type those."
        )
    return fits, 400


def recovery_code_in(sent: Sent) -> str:
    """Return the recovery code of a form, or an empty string.

    Typed where the figures belong it is taken as well: no figures have letters.
    """
    figures = sent.typed("figures").strip()
    misplaced = figures if any(map(str.isalpha, figures)) else ""
    return sent.typed("recovery").strip() or misplaced


def wait_for_second(known: Credentials) -> None:
    """Keep for five minutes that somebody knew the password; nobody is signed in."""
    session[KEY] = {
        "person": known.who.number,
        "password": digest_of(known.password),
        "until": int((datetime.now(UTC) + WAITS).timestamp()),
    }


def waiting() -> Credentials | None:
    """Return who knew the password a moment ago, if it is still in force."""
    kept = session.get(KEY)
    if not kept:
        return None
    left = kept["until"] - datetime.now(UTC).timestamp()
    if not 0 < left <= WAITS.total_seconds():
        return None
    try:
        with database().reading() as opened:
            known = accounts.credentials_of(opened, kept["person"])
    except Conflict:
        return None
    in_force = compare_digest(digest_of(known.password), kept["password"])
    return known if in_force else None
