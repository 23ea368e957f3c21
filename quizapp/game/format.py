"""The six formats: ways of asking about lines."""

from enum import StrEnum

# What is chosen, and what the key is: a verdict, the place of an option, or the
# places of marked words.
Choice = str | int | tuple[int, ...]

CARRIES = "carries"
PARTS = "parts"


class Format(StrEnum):
    """How a question is put."""

    JUDGE = "judge"
    SPOT = "spot"
    MARK = "mark"
    NAME = "name"
    RESTORE = "restore"
    MISSING = "missing"

    @property
    def asks_certainty(self) -> bool:
        """True where the player also says how sure they are.

        >>> Format.JUDGE.asks_certainty, Format.NAME.asks_certainty
        (True, False)
        """
        return self in (Format.JUDGE, Format.SPOT)


def as_choice(stored: object) -> Choice:
    """Read a choice as JSON keeps it: marked words come back as a list.

    >>> as_choice([2, 3]), as_choice("parts")
    ((2, 3), 'parts')
    """
    if isinstance(stored, list):
        return tuple(int(word) for word in stored)
    return stored if isinstance(stored, int) else str(stored)
