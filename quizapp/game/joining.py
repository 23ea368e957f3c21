"""Join codes: six letters and figures that a whole class copies from a board."""

from random import Random

from quizapp.game.rejoin import LETTERS, read_code

LENGTH = 6


def make_join_code(rng: Random) -> str:
    """Draw a code; `rng` must be fit for secrets (`secrets.SystemRandom`)."""
    return "".join(rng.choice(LETTERS) for _ in range(LENGTH))


def read_join_code(typed: str) -> str:
    """Read a code as people type it; what is no code becomes the empty string.

    >>> read_join_code(" abc-def "), read_join_code("ABCDEFG"), read_join_code("ÄBCDEF")
    ('ABCDEF', '', '')
    """
    code = read_code(typed)
    return code if len(code) == LENGTH and set(code) <= set(LETTERS) else ""
