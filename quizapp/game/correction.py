"""Where a line was changed: the editor's correction of its words.

Pieces cut the whole text without gap or overlap, so that joining what they print
gives the text back.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from quizapp.game.line import Change, Line

WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the printed words, and what the other side has for it.

    `changed` is False for words both sides share. `printed` or `other` may be empty:
    words only the other side has, or words it lacks.
    """

    printed: str
    other: str = ""
    changed: bool = False


def corrected(line: Line) -> tuple[Piece, ...]:
    """Cut the derived words where the line changes them.

    A line without a derived text has no pieces.
    """
    if line.derived is None:
        return ()
    words = line.derived.words
    source = line.passages[0].excerpt.words if line.passages else ""
    spots = [
        (*_place(words, change.derived, source, change.source), change.source)
        for change in line.changes
    ]
    return _cut(words, spots)


def answering(line: Line) -> tuple[Piece, ...]:
    """Cut the first source's words where they answer the line's changes."""
    words = line.passages[0].excerpt.words
    found = ((words.find(c.source), c) for c in line.changes if c.source)
    spots = [(at, at + len(c.source), c.derived) for at, c in found if at >= 0]
    return _cut(words, spots)


def changed_words(line: Line) -> tuple[int, ...]:
    """Return the places, from 0, of the derived words that were changed.

    Words are what white space divides.
    """
    if line.derived is None:
        return ()
    text = line.derived.words
    spans = [_span(text, change) for change in line.changes if change.derived]
    return tuple(
        place
        for place, word in enumerate(WORD.finditer(text))
        if any(word.start() < end and start < word.end() for start, end in spans)
    )


def words_of(text: str) -> list[str]:
    """Cut a text into words at white space.

    >>> words_of("It may  rain.")
    ['It', 'may', 'rain.']
    """
    return WORD.findall(text)


def _span(text: str, change: Change) -> tuple[int, int]:
    start = text.find(change.derived)
    return (start, start + len(change.derived)) if start >= 0 else (0, 0)


def _place(words: str, derived: str, source: str, dropped: str) -> tuple[int, int]:
    if derived:
        start = max(words.find(derived), 0)
        return start, start + len(derived)
    at = _counterpart(words, source, source.find(dropped))
    return at, at


def _counterpart(words: str, source: str, offset: int) -> int:
    """Return where in `words` a text at `offset` of `source` would have stood."""
    ours = list(WORD.finditer(words))
    theirs = list(WORD.finditer(source))
    before = sum(word.start() < offset for word in theirs)
    matcher = SequenceMatcher(
        None,
        [_bare(w[0]) for w in theirs],
        [_bare(w[0]) for w in ours],
        autojunk=False,
    )
    index = 0
    for block in matcher.get_matching_blocks():
        if block.a < before:
            index = block.b + min(block.size, before - block.a)
    return ours[index].start() if index < len(ours) else len(words)


def _bare(word: str) -> str:
    """Return a word without what surrounds it, so that “rains.” answers “rains,”."""
    return re.sub(r"^\W+|\W+$", "", word.casefold()) or word


def _cut(words: str, spots: list[tuple[int, int, str]]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    at = 0
    for start, end, other in sorted(spots):
        if start < at:
            continue  # overlaps the change before it, which already shows it
        pieces.append(Piece(words[at:start]))
        pieces.append(Piece(words[start:end], other, changed=True))
        at = end
    pieces.append(Piece(words[at:]))
    return tuple(piece for piece in pieces if piece.printed or piece.changed)
