"""Fold what looks alike, so that nobody is mistaken for somebody else.

A small table by hand: letters that Greek and Cyrillic share with Latin in one of their
cases, figures that pass for letters, and pairs that run together on a screen. It need
not be complete: an instructor sees the roster and can rename.
"""

import unicodedata

ACCENTS = range(0x0300, 0x0370)
# Small letters, because case is folded first: ν stands for its capital, Ν.
TWINS = str.maketrans(
    {
        **dict(zip("авекмнорстухіјѕһԁԛԝүєӏ", "abekmhopctyxijshdqwyel", strict=True)),
        **dict(zip("αβεζηικμνορσςτυχϳ", "abezhlkmnopootyxj", strict=True)),
        **dict(zip("łøđħŧɑɡ", "lodhtag", strict=True)),
        **{"æ": "ae", "œ": "oe", "0": "o"},
        **dict.fromkeys("1iıі|!ǃǀ", "l"),
    }
)
RUN_TOGETHER = (("rn", "m"), ("vv", "w"))


def folded(text: str) -> str:
    """Return the same text for names that could be mistaken for one another.

    >>> folded("Lea M."), folded("LÉA-M"), folded("Lеа m")
    ('leam', 'leam', 'leam')
    >>> folded("Milo 10") == folded("Mi1o lO")
    True
    """
    while (again := _folded_once(text)) != text:
        text = again
    return text


def _folded_once(text: str) -> str:
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(c for c in apart if ord(c) not in ACCENTS)
    letters = "".join(map(_twin, unicodedata.normalize("NFC", bare)))
    # Spaces and dashes are too easily missed to tell two names apart.
    kept = "".join(c for c in letters if unicodedata.category(c)[0] not in "ZP")
    for pair, one in RUN_TOGETHER:
        kept = kept.replace(pair, one)
    return kept


def _twin(character: str) -> str:
    figure = unicodedata.digit(character, None)
    plain = character if figure is None else str(figure)
    return plain.translate(TWINS)
