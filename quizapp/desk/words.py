"""Words that a person ticks: from places in a passage to changes a pack can hold.

Words are what white space divides, as in the game, and count from 0.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from quizapp.compare.reading.text import Span
from quizapp.errors import BadInput
from quizapp.game.correction import WORD, changed_words, words_of
from quizapp.game.line import Change, Line
from quizapp.wording import gettext

# Marks round a word that are not what a person means by ticking it.
_ROUND = re.compile(r"^[\s\"“”„«»‘(\[]+|[\s\"“”„«»)\],.;:!?…]+$")


@dataclass(frozen=True, slots=True)
class Ticks:
    """The places of the words that changed, in the line and in its first source."""

    derived: tuple[int, ...] = ()
    source: tuple[int, ...] = ()


def ticks_of(line: Line) -> Ticks:
    """Return the words that are ticked in `line` as it is."""
    passage = line.passages[0]
    text = passage.excerpt.words if passage.carries else ""
    spans = [_found(text, change.source) for change in line.changes if change.source]
    words = enumerate(WORD.finditer(text))
    source = (n for n, word in words if _touches(word, spans))
    return Ticks(changed_words(line), tuple(source))


def _found(text: str, piece: str) -> Span:
    start = text.find(piece)
    return Span(start, start + len(piece)) if start >= 0 else Span(0, 0)


def _touches(word: re.Match[str], spans: Iterable[Span]) -> bool:
    return any(Span(word.start(), word.end()).overlaps(span) for span in spans)


def stretches(text: str, ticked: Iterable[int]) -> tuple[Span, ...]:
    """Return spans of `text` that hold the ticked words, each found there once.

    Neighbours become one stretch, marks at its ends are left out where they can be,
    and words beside it are taken in where it would stand twice. Raise BadInput for
    a word that is not there.

    >>> text = "the boat and the quay"
    >>> [span.cut(text) for span in stretches(text, [0, 4])]
    ['the boat', 'quay']
    """
    words = [Span(*match.span()) for match in WORD.finditer(text)]
    chosen = sorted(set(ticked))
    if chosen and not 0 <= chosen[0] <= chosen[-1] < len(words):
        raise BadInput(gettext("the passage has changed; mark the changed words again"))
    found: list[Span] = []
    for first, last in _runs(chosen):
        span = _unique(text, words, first, last)
        if found and span.start < found[-1].end:
            span = Span(found[-1].start, max(span.end, found.pop().end))
        found.append(span)
    return tuple(found)


def _runs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of each run of neighbours."""
    starts = [p for n, p in enumerate(places) if n == 0 or places[n - 1] != p - 1]
    ends = [p for n, p in enumerate(places) if p + 1 not in places[n + 1 : n + 2]]
    return zip(starts, ends, strict=True)


def _unique(text: str, words: Sequence[Span], first: int, last: int) -> Span:
    """Return the words from `first` to `last`, widened until they stand once."""
    while True:
        whole = Span(words[first].start, words[last].end)
        for span in (_bare(text, whole), whole):
            if _stands_once(text, span):
                return span
        if first == 0 or ((last - first) % 2 == 0 and last + 1 < len(words)):
            last += 1
        else:
            first -= 1


def _stands_once(text: str, span: Span) -> bool:
    """Say whether the words of `span` are nowhere else, not even overlapping it."""
    words = span.cut(text)
    return text.find(words) == span.start and text.find(words, span.start + 1) < 0


def _bare(text: str, span: Span) -> Span:
    words = span.cut(text)
    inner = _ROUND.sub("", words)
    if not any(letter.isalnum() for letter in inner):
        return span
    start = span.start + words.index(inner)
    return Span(start, start + len(inner))


def changes_between(derived: str, source: str, ticks: Ticks) -> tuple[Change, ...]:
    """Return the changes that ticked words on both sides make.

    As many stretches on one side as on the other answer each other in order. Else
    those do that stand in the same place between words both sides share; the rest
    were added or dropped. Raise BadInput for a word that is not there.

    >>> ticks = Ticks(derived=(1, 4), source=(1,))
    >>> changes_between("It will rain all day", "It may rain", ticks)
    (Change(derived='will', source='may'), Change(derived='day', source=''))
    """
    mine = stretches(derived, ticks.derived)
    theirs = stretches(source, ticks.source)
    if len(mine) == len(theirs):
        pairs: Iterable[tuple[Span | None, Span | None]] = zip(
            mine, theirs, strict=True
        )
    else:
        pairs = _paired(derived, source, mine, theirs)
    return tuple(
        Change(a.cut(derived) if a else "", b.cut(source) if b else "")
        for a, b in pairs
    )


def _paired(
    derived: str, source: str, mine: Sequence[Span], theirs: Sequence[Span]
) -> Iterator[tuple[Span | None, Span | None]]:
    ours, answers = _spots(derived, source)
    left = list(theirs)
    for span in mine:
        spots = _at(derived, span, ours)
        other = next((s for s in left if spots & _at(source, s, answers)), None)
        if other:
            left.remove(other)
        yield span, other
    yield from zip_longest((), left)


def _spots(derived: str, source: str) -> tuple[dict[int, int], dict[int, int]]:
    """Number the places where the texts differ, for each word on either side."""
    theirs, ours = ([_folded(w) for w in words_of(t)] for t in (source, derived))
    matcher = SequenceMatcher(None, theirs, ours, autojunk=False)
    mine: dict[int, int] = {}
    others: dict[int, int] = {}
    for number, (sort, a, b, c, d) in enumerate(matcher.get_opcodes()):
        if sort != "equal":
            others.update(dict.fromkeys(range(a, b), number))
            mine.update(dict.fromkeys(range(c, d), number))
    return mine, others


def _at(text: str, span: Span, spots: dict[int, int]) -> set[int]:
    words = enumerate(WORD.finditer(text))
    return {spots[n] for n, word in words if n in spots and _touches(word, [span])}


def _folded(word: str) -> str:
    return _ROUND.sub("", word).casefold() or word
