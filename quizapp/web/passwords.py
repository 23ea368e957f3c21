"""Passwords, hashed and compared; never inside a transaction, for it takes a while.

scrypt with the parameters that OWASP names for 32 MiB: a third of a second of work. Few
run at once, so that a crowd at the door takes neither all the memory nor all the time
of those who play; docs/decisions/0010 has the figures.
"""

import unicodedata
from threading import BoundedSemaphore
from typing import cast

from flask import Flask, current_app
from werkzeug.security import check_password_hash, generate_password_hash

METHOD = "scrypt:32768:8:3"
AT_ONCE = 4
KEY = "password turns"


def attach_passwords(app: Flask) -> None:
    """Let the app hash a few passwords at once."""
    app.config.setdefault("PASSWORD_METHOD", METHOD)
    app.extensions[KEY] = BoundedSemaphore(AT_ONCE)


def hash_password(typed: str) -> str:
    """Return what is kept of a password."""
    with _turn():
        return generate_password_hash(_even(typed), _method())


def is_password(stored: str | None, typed: str) -> bool:
    """Tell whether a password fits what is kept of it.

    Where nothing is kept, because nobody has the address or the account has no
    password yet, the same work is done and the answer is no.
    """
    usable = stored if stored and stored.startswith("scrypt:") else None
    nobodys = f"{_method()}${'-' * 16}${'0' * 128}"
    with _turn():
        return check_password_hash(usable or nobodys, _even(typed)) and bool(usable)


def is_outdated(stored: str) -> bool:
    """Tell whether a hash cost less than a new one would.

    Where the cost was lowered, what was dearer stays as it is.
    """
    return _cost(stored) < _cost(_method())


def _cost(stored: str) -> int:
    """Return what scrypt does for a hash or a method, in blocks.

    >>> _cost("scrypt:32768:8:3") > _cost("scrypt:32768:8:1$salt$hash")
    True
    """
    n, r, p = map(int, stored.partition("$")[0].split(":")[1:])
    return n * r * p


def _even(typed: str) -> str:
    """Write the same characters the same way, whatever keyboard they come from."""
    return unicodedata.normalize("NFKC", typed)


def _method() -> str:
    return cast(str, current_app.config["PASSWORD_METHOD"])


def _turn() -> BoundedSemaphore:
    return cast(BoundedSemaphore, current_app.extensions[KEY])
