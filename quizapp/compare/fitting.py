"""Texts without what no reader sees, and the way back to the texts as given.

Pages hyphenate with marks that stay in what is copied from them, and some systems
write `é` as a letter and a mark. Words are compared without the one, and composed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from unicodedata import normalize

from quizapp.compare.discrepancy import Change, Discrepancy, Place
from quizapp.compare.reading.text import Span

# Soft hyphen, zero-width space and joiners, word joiner, byte order mark.
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
# The combining marks of Latin, Greek and Cyrillic letters. Composing a long run of
# them takes time by the square of its length.
_MARK = re.compile("[\u0300-\u036f]")
_LETTER = re.compile("[^\u0300-\u036f][\u0300-\u036f]{1,4}|(?s:.)")


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text to compare; `places` has where each of its code points stood, if moved."""

    text: str
    places: Sequence[Span] = ()

    def back(self, span: Span) -> Span:
        """Return where a stretch of the text stands in the text as given."""
        if not self.places or span.start >= span.end:
            return span
        return Span(self.places[span.start].start, self.places[span.end - 1].end)


def fit(text: str) -> Fitted:
    """Drop what is unseen, and compose letters and their marks.

    >>> fitted = fit("the govern\\u00adment")
    >>> fitted.text, fitted.back(Span(4, 14))
    ('the government', Span(start=4, end=15))
    """
    if text.isascii() or not (_UNSEEN.search(text) or _MARK.search(text)):
        return Fitted(text)
    letters: list[str] = []
    places: list[Span] = []
    for match in _LETTER.finditer(text):
        letter = match.group()
        composed = "" if _UNSEEN.match(letter) else normalize("NFC", letter)
        letters.append(composed)
        places += [Span(*match.span())] * len(composed)
    return Fitted("".join(letters), places)


def put_back(
    found: Discrepancy, sources: Sequence[Fitted], derived: Fitted
) -> Discrepancy:
    """Return a finding whose places are those of the texts as given."""
    source = sources[found.source.article] if found.source else derived
    return replace(
        found,
        derived=_back(found.derived, derived),
        source=place_back(found.source, sources),
        changes=tuple(
            Change(_back(change.derived, derived), _back(change.source, source))
            for change in found.changes
        ),
    )


def place_back(place: Place | None, sources: Sequence[Fitted]) -> Place | None:
    """Return a place in a source as given."""
    if place is None:
        return None
    span = sources[place.article].back(place.span)
    return Place(place.article, span.start, span.end)


def _back(span: Span | None, fitted: Fitted) -> Span | None:
    return None if span is None else fitted.back(span)
