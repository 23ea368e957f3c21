"""What an account is called by: an e-mail address to sign in with, and a name shown."""

import re
import unicodedata

from quizapp.errors import BadInput
from quizapp.wording import gettext

LONGEST_EMAIL = 254
LONGEST_NAME = 80
# One @, something before it, and a domain with a dot. Only a letter would tell more.
EMAIL = re.compile(r"[^@\s\"(),:;<>\[\]\\]{1,64}@[^@\s\"(),:;<>\[\]\\.]+(\.[^@\s.]+)+")
# Writing systems need these to join letters or to keep them apart.
JOINERS = "\u200c\u200d"


def fold_email(typed: str) -> str:
    """Write an address as it is kept, however it was typed.

    >>> fold_email(" Lea@Example.ORG ")
    'lea@example.org'
    """
    return unicodedata.normalize(
        "NFKC", unicodedata.normalize("NFKC", typed).casefold()
    ).strip()


def read_email(typed: str) -> str:
    """Read an address; return it folded. Raises `BadInput` for what cannot be one."""
    email = fold_email(typed[: 4 * LONGEST_EMAIL])
    if not email:
        raise BadInput(gettext("Type an e-mail address."))
    if len(email) > LONGEST_EMAIL:
        raise BadInput(
            gettext("No e-mail address is longer than %(n)s characters.")
            % {"n": LONGEST_EMAIL}
        )
    if not EMAIL.fullmatch(email) or _hides_something(email):
        raise BadInput(
            gettext("This is no e-mail address; one looks like name@example.org.")
        )
    return email


def read_name(typed: str) -> str:
    """Read the name that an account shows, with single spaces.

    Raises `BadInput` where it is empty, too long, or holds what nobody can see.
    """
    if len(typed) > 4 * LONGEST_NAME:
        raise BadInput(_too_long())
    name = " ".join(unicodedata.normalize("NFC", typed).split())
    if not name.strip(JOINERS):
        raise BadInput(gettext("Type the name that others see."))
    if len(name) > LONGEST_NAME:
        raise BadInput(_too_long())
    if _hides_something(name):
        raise BadInput(
            gettext(
                "The name has a character in it that cannot be shown. Type it anew."
            )
        )
    return name


def _too_long() -> str:
    return gettext("A name has at most %(n)s characters.") % {"n": LONGEST_NAME}


def _hides_something(text: str) -> bool:
    """Tell whether a text has control, formatting or unassigned characters."""
    return any(
        unicodedata.category(c)[0] == "C" or unicodedata.category(c) in ("Zl", "Zp")
        for c in text
        if c not in JOINERS
    )
