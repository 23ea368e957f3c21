"""The door: whether an address and a password belong together, asked in one way only.

Every attempt costs the same, whoever it is for: it is counted, looked up and compared
with a hash, also where nobody has the address. Nothing is locked while that is done.
"""

import hmac
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from secrets import token_urlsafe

from flask import current_app

from quizapp.game.secret import BYTES
from quizapp.services import accounts, attempts, second_factors
from quizapp.services.accounts import Credentials
from quizapp.web.observing import Event, note
from quizapp.web.passwords import hash_password, is_outdated, is_password
from quizapp.web.sessions import database
from quizapp.web.throttle import Door, admit, note_failure


class Asked(StrEnum):
    """Why somebody is asked; strangers who fail the first leave the others alone."""

    SIGN_IN = "sign-in"
    AGAIN = "again"
    SECOND = "second"


def let_in(
    email: str, typed: str, *, asked: Asked = Asked.SIGN_IN
) -> Credentials | None:
    """Return whose password this is, or None, which is all that is told.

    `email` is folded. Raises `TooOften` after ten failures for one account, there or
    not, or a hundred from one client, in a quarter of an hour.
    """
    admit(Door.SIGN_IN)
    subject = _subject(email, asked)
    now = datetime.now(UTC)
    with database().writing() as session:
        attempts.begin_attempt(session, subject=subject, now=now)
    with database().reading() as session:
        known = accounts.find_credentials(session, email=email)
    if not is_password(known.password if known else None, typed):
        note_failure(Door.SIGN_IN)
        note(Event.WRONG_PASSWORD)
        return None
    note(Event.RIGHT_PASSWORD)
    with database().writing() as session:
        attempts.clear_attempts(session, subject=subject)
    return _renewed(known, typed) if known else None


def is_second_factor(known: Credentials, *, figures: str, recovery: str) -> bool:
    """Tell whether this is somebody's second factor; what was right is used up.

    A recovery code goes before the figures of the app. Raises `TooOften` as `let_in`
    does; only what is right clears the count.
    """
    admit(Door.SIGN_IN)
    person, now = known.who.number, datetime.now(UTC)
    subject = _subject(known.email, Asked.SECOND)
    with database().writing() as session:
        attempts.begin_attempt(session, subject=subject, now=now)
    with database().writing() as session:
        if recovery:
            fits = second_factors.take_recovery_code(
                session, person=person, typed=recovery
            )
        else:
            fits = second_factors.take_figures(
                session, person=person, typed=figures, now=now
            )
        if fits:
            attempts.clear_attempts(session, subject=subject)
    if not fits:
        note_failure(Door.SIGN_IN)
    note(_event(fits=fits, recovery=bool(recovery)))
    return fits


def _event(*, fits: bool, recovery: bool) -> Event:
    if recovery:
        return Event.RIGHT_RECOVERY if fits else Event.WRONG_RECOVERY
    return Event.RIGHT_FIGURES if fits else Event.WRONG_FIGURES


def forget_failures(email: str) -> None:
    """Open an account again that was tried too often: it has a new password.

    What failed as a second factor stays counted: a link is none.
    """
    with database().writing() as session:
        for asked in (Asked.SIGN_IN, Asked.AGAIN):
            attempts.clear_attempts(session, subject=_subject(email, asked))


def new_secret() -> str:
    """Draw the secret of a one-time link, or the token of a sign-in."""
    return token_urlsafe(BYTES)


def _renewed(known: Credentials, typed: str) -> Credentials:
    """Hash a password anew that was hashed at a lower cost than is asked for today."""
    if not is_outdated(known.password):
        return known
    fresh = hash_password(typed)
    with database().writing() as session:
        accounts.renew_hash(
            session, known.who.number, old=known.password, password=fresh
        )
    return replace(known, password=fresh)


def _subject(email: str, asked: Asked) -> str:
    """Name an account by a keyed hash: who reads the table learns no address."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, f"{asked}:{email}".encode(), sha256).hexdigest()
