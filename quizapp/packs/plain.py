"""Plain values as YAML holds them, and the one form in which text is kept."""

import re
import unicodedata
from typing import TypeAlias

Plain: TypeAlias = "str | int | float | bool | list[Plain] | dict[str, Plain] | None"
Where: TypeAlias = tuple[str | int, ...]

_BLANKS = re.compile("[\t\n\r\x85\u2028\u2029 ]+")
_LOOKS_LIKE_NUMBER = re.compile(
    r"[-+]?([0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
    r"|(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|\.(inf|Inf|INF))|\.(nan|NaN|NAN)"
)
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
# Marks that reorder text on screen, byte order marks, and what YAML cannot hold.
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff"
    "\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)


def tidy(text: str) -> str:
    """Return `text` as one paragraph: composed, single blanks, none at the ends.

    >>> tidy(" She said\\n  no. ")
    'She said no.'
    """
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")


def unfit(text: str) -> str | None:
    """Return the first character that no pack may carry, as `U+0007`, or None."""
    found = _UNFIT.search(text)
    return f"U+{ord(found[0]):04X}" if found else None


def without_unfit(text: str) -> str:
    """Return `text` with every unfit character shown as the replacement mark."""
    return _UNFIT.sub("\ufffd", text)


def unquoted(text: str) -> str | int | float | bool | None:
    """Return what unquoted text means in YAML 1.2: `no` and dates stay text.

    >>> unquoted("no"), unquoted("true"), unquoted("012")
    ('no', True, 12)
    """
    if text in _WORDS:
        return _WORDS[text]
    if len(text) > 40 or not _LOOKS_LIKE_NUMBER.fullmatch(text):
        return text
    if text.lstrip("+-").isdigit():
        return int(text)
    return int(text, 0) if text[:2] in {"0x", "0o"} else _float(text)


def _float(text: str) -> float:
    lowered = text.lower().replace(".inf", "inf").replace(".nan", "nan")
    return float(lowered)
