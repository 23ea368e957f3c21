"""Rejoin codes: ten letters and figures that cannot be mistaken for one another.

About 49 bits: nobody guesses one, and a child can copy it from a screen.
"""

from random import Random

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # no I, L, O, 0, 1
LENGTH = 10


def make_code(rng: Random) -> str:
    """Draw a code; `rng` must be fit for secrets (`secrets.SystemRandom`)."""
    return "".join(rng.choice(LETTERS) for _ in range(LENGTH))


def read_code(typed: str) -> str:
    """Read a code as people type it: any case, with spaces or hyphens.

    >>> read_code(" abcde-fghjk ")
    'ABCDEFGHJK'
    """
    return "".join(c for c in typed.upper() if c.isalnum())[: 2 * LENGTH]


def show_code(code: str) -> str:
    """Write a code in two halves, easier to copy.

    >>> show_code("ABCDEFGHJK")
    'ABCDE-FGHJK'
    """
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"
