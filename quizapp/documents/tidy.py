"""Plain paragraphs: white space, marks and lengths put in order, in linear time."""

import unicodedata
from collections.abc import Iterable, Iterator

from quizapp.compare.reading.text import cut_paragraphs
from quizapp.documents.article import Found, ReadArticle
from quizapp.documents.refused import MOST_CHARACTERS, MOST_WORDS, Refused, Why

# As a pack refuses them: control characters, halves of pairs, marks that reorder.
_UNFIT = (
    *range(0x00, 0x09),
    *range(0x0E, 0x20),
    *range(0x7F, 0x85),
    *range(0x86, 0xA0),
    *range(0xD800, 0xE000),
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    0xFEFF,
    0xFFFE,
    0xFFFF,
)
# Marks for hyphenating and breaking lines that are no part of a word.
_INVISIBLE = (0x00AD, 0x200B, 0x2060)
_LINE_ENDS = dict.fromkeys((0x0B, 0x0C, 0x0D, 0x85, 0x2028), "\n")
_FIT = {
    **dict.fromkeys((*_UNFIT, *_INVISIBLE)),
    **_LINE_ENDS,
    0x2029: "\n\n",
    # A PDF draws these letters as one.
    **dict(enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"), 0xFB00)),
}
_MOST_MARKS = 30
_MOST_FACT = 300


def without_unfit(text: str) -> str:
    """Return `text` with line feeds for line ends, and nothing that cannot be kept."""
    return text.replace("\r\n", "\n").translate(_FIT)


def cut_plain(text: str) -> tuple[str, ...]:
    """Cut a plain text into paragraphs; joins lines that are only wrapped.

    Raises `Refused` for a text that is too long.
    """
    lines = [" ".join(line.split()) for line in without_unfit(text).split("\n")]
    tight = "\n".join(_without_blanks(lines))
    _check_length(tight)
    return tuple(" ".join(s.cut(tight).split()) for s in cut_paragraphs(tight))


def _without_blanks(lines: Iterable[str]) -> Iterator[str]:
    """One blank line says as much as a thousand."""
    before = ""
    for line in lines:
        if line or before:
            yield line
        before = line


def finish(found: Found) -> ReadArticle:
    """Return what was found as an article. Raises `Refused` where it is none."""
    paragraphs = [tidy for p in found.paragraphs if (tidy := _tidy(p))]
    _check_length("\n\n".join(paragraphs))
    if not any(letter.isalnum() for p in paragraphs for letter in p):
        raise Refused(Why.NO_TEXT)
    headline = _fact(found.headline)
    if headline and headline not in paragraphs:
        paragraphs.insert(0, headline)
    # Composing joins letters across no paragraph: each is done by itself.
    text = "\n\n".join(map(_composed, paragraphs))
    return ReadArticle(
        text,
        _composed(headline),
        _composed(_fact(found.outlet)),
        _fact(found.date),
        _address(found.address),
    )


def _tidy(text: str) -> str:
    return " ".join(without_unfit(text).split())


def _fact(text: str) -> str:
    tidy = _tidy(text)
    return tidy if len(tidy) <= _MOST_FACT else ""


def _address(text: str) -> str:
    """Return a web address, or "": a page may claim `javascript:` as its own."""
    address = _fact(text)
    web = address.lower().startswith(("http://", "https://"))
    return address if web and " " not in address else ""


def _check_length(text: str) -> None:
    if len(text) > MOST_CHARACTERS or len(text.split()) > MOST_WORDS:
        raise Refused(Why.TOO_LONG)


def _composed(text: str) -> str:
    """Compose letters and accents (NFC).

    Sorting a long run of accents takes time by the square of its length, so a run
    is cut as Unicode's stream-safe form (UAX #15) does: after thirty.
    """
    if text.isascii():
        return text
    kept, run = [], 0
    for letter in text:
        run = run + 1 if unicodedata.combining(letter) else 0
        if run <= _MOST_MARKS:
            kept.append(letter)
    return unicodedata.normalize("NFC", "".join(kept))
