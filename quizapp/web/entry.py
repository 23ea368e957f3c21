"""The door: whether an address and a password belong together, asked in one way only.

Every attempt costs the same, whoever it is for: it is counted, looked up and compared
with a hash, also where nobody has the address. Nothing is locked while that is done.
"""

import hmac
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from secrets import token_hex, token_urlsafe

from flask import current_app

from quizapp.game.secret import BYTES
from quizapp.services import accounts, attempts
from quizapp.services.accounts import Credentials
from quizapp.web.passwords import is_password
from quizapp.web.sessions import database
from quizapp.web.throttle import Door, admit, note_failure


class Asked(StrEnum):
    """Why a password is asked for; strangers who fail the first leave the second."""

    SIGN_IN = "sign-in"
    AGAIN = "again"


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
        return None
    with database().writing() as session:
        attempts.clear_attempts(session, subject=subject)
    return known


def forget_failures(email: str) -> None:
    """Open an account again that was tried too often: it has a new password."""
    with database().writing() as session:
        for asked in Asked:
            attempts.clear_attempts(session, subject=_subject(email, asked))


def new_stamp() -> str:
    """Draw a stamp for the cookies of an account."""
    return token_hex(16)


def new_secret() -> str:
    """Draw the secret of a one-time link."""
    return token_urlsafe(BYTES)


def _subject(email: str, asked: Asked) -> str:
    """Name an account by a keyed hash: who reads the table learns no address."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, f"{asked}:{email}".encode(), sha256).hexdigest()
