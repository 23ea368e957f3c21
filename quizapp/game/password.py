"""What makes a password good enough: its length, and that nobody would try it first.

There are no rules about figures and signs: they make passwords worse to remember, not
harder to guess (NIST SP 800-63B, OWASP ASVS 5, V6.2).
"""

from functools import cache
from importlib.resources import files

from quizapp.errors import BadInput
from quizapp.wording import gettext

SHORTEST = 10
LONGEST = 200
OUR_NAMES = ("bluepencil", "thebluepencil", "quizapp")


def check_password(password: str, *, email: str) -> None:
    """Raise `BadInput` with what to do where a password is too easy or too long."""
    if len(password) < SHORTEST:
        raise BadInput(
            gettext(
                "A password has at least %(n)s characters. Three or four words that "
                "have nothing to do with one another are easy to keep in mind."
            )
            % {"n": SHORTEST}
        )
    if len(password) > LONGEST:
        raise BadInput(
            gettext("A password has at most %(n)s characters.") % {"n": LONGEST}
        )
    if _is_tried_first(password.casefold(), email):
        raise BadInput(
            gettext(
                "This password is among the first that somebody would try. Take "
                "another; three or four words do well."
            )
        )


def _is_tried_first(password: str, email: str) -> bool:
    letters = "".join(c for c in password if c.isalpha())
    return (
        password in _common()
        or password in (email, email.partition("@")[0])
        or letters in OUR_NAMES
        or len(set(password)) < 3
    )


@cache
def _common() -> frozenset[str]:
    text = files("quizapp.game").joinpath("common_passwords.txt").read_text("utf-8")
    return frozenset(line for line in text.split("\n") if not line.startswith("# "))
