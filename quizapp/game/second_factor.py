"""A second factor: six figures that an app shows (TOTP, RFC 6238), and recovery codes.

SHA-1, six figures and thirty seconds, because not every app can do anything else.
"""

import re
from datetime import datetime
from hmac import compare_digest
from random import Random

from pyotp import TOTP

from quizapp.game.rejoin import LETTERS

STEP = 30  # seconds
# The clock of a phone may be a step ahead, or the typing take one.
DRIFT = 1
ISSUER = "Blue Pencil"
CODES = 10
# 118 bits: enough for a plain hash, which takes 112.
LENGTH = 24
GROUP = 4


def step_of(now: datetime) -> int:
    """Return the number of the thirty seconds that a moment is in."""
    return int(now.timestamp()) // STEP


def are_figures(typed: str) -> bool:
    """Tell whether six figures were typed, in whatever groups.

    >>> are_figures("287 082"), are_figures("287 08")
    (True, False)
    """
    return re.fullmatch("[0-9]{6}", _without_gaps(typed)) is not None


def _without_gaps(typed: str) -> str:
    return re.sub(r"[\s-]", "", typed[:40])


def step_matching(secret: str, typed: str, *, now: datetime) -> int | None:
    """Return the step whose figures these are, or None; `secret` is Base32.

    >>> from datetime import UTC
    >>> then = datetime.fromtimestamp(59, UTC)
    >>> step_matching("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "287 082", now=then)
    1
    """
    if not are_figures(typed):
        return None
    figures = _without_gaps(typed)
    shown, ours = TOTP(secret), step_of(now)
    found = None
    for step in range(max(0, ours - DRIFT), ours + DRIFT + 1):
        if compare_digest(shown.generate_otp(step), figures):
            found = step
    return found


def address_of(secret: str, *, email: str) -> str:
    """Return what the QR holds: the secret, and how an app names it.

    >>> address_of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", email="lea@example.org")[:46]
    'otpauth://totp/Blue%20Pencil:lea%40example.org'
    """
    return TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def make_recovery_codes(rng: Random) -> tuple[str, ...]:
    """Draw ten codes; `rng` must be fit for secrets (`secrets.SystemRandom`)."""
    return tuple(
        "".join(rng.choice(LETTERS) for _ in range(LENGTH)) for _ in range(CODES)
    )


def read_recovery_code(typed: str) -> str:
    """Read a recovery code as people type it: any case, with spaces or hyphens."""
    return "".join(c for c in typed[: 4 * LENGTH].upper() if c.isalnum())


def in_groups(code: str) -> str:
    """Write a code or a secret in groups, easier to copy.

    >>> in_groups("ABCDEFGHJK")
    'ABCD-EFGH-JK'
    """
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))
