"""Text that people type to be seen: tidied, and without what nobody can see."""

import unicodedata
from collections.abc import Iterator

# Letters and signs by category, yet nothing is drawn for them.
BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\U0001d159")
SELECTORS = range(0xFE00, 0xFE10)  # emoji or text style: no character of its own
SKIN_TONES = range(0x1F3FB, 0x1F400)
REGIONS = range(0x1F1E6, 0x1F200)  # two of them make a flag
MOST_MARKS = 2  # on one letter; Vietnamese needs two


def tidied(typed: str, form: str = "NFC") -> str:
    """Return text in a normal form, trimmed, with single spaces, for one line.

    >>> tidied("  Lea \\t M. ")
    'Lea M.'
    """
    joined = " ".join(typed.split())
    plain = "".join(c for c in joined if ord(c) not in SELECTORS)
    # NFKC turns some signs into several with a space between them.
    return " ".join(unicodedata.normalize(form, plain).split())  # type: ignore[arg-type]


def has_unseen(text: str) -> bool:
    """Tell whether characters in a text control something or cannot be seen.

    Among them: control, direction and zero-width characters, and piles of accents.

    >>> has_unseen("Zoë"), has_unseen("Le\\u200ba"), has_unseen("\\u202eael")
    (False, True, True)
    """
    if any(unicodedata.category(c)[0] == "C" or c in BLANK for c in text):
        return True
    return any(
        marks > MOST_MARKS for marks in _marks(unicodedata.normalize("NFC", text))
    )


def _marks(text: str) -> Iterator[int]:
    """Yield for each mark how many stand in a row; one alone counts as too many."""
    row = MOST_MARKS
    for character in text:
        row = row + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        yield row


def visible_length(text: str) -> int:
    """Count the characters as a person would; an accent or a flag's half adds none.

    >>> visible_length("Zoë"), visible_length("Lea 👍🏽"), visible_length("🇬🇷")
    (3, 5, 1)
    """
    flags = sum(ord(c) in REGIONS for c in text) // 2
    return sum(not _is_part(c) for c in text) - flags


def _is_part(character: str) -> bool:
    is_mark = unicodedata.category(character)[0] == "M"
    return is_mark or ord(character) in SKIN_TONES
