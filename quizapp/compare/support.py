"""How far the sources carry a line, as one number in 0..1."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quizapp.compare.align import Index, Match
from quizapp.compare.article import Line, Sort, Word
from quizapp.compare.numbers import is_fair_rounding
from quizapp.compare.text import Span


@dataclass(frozen=True, slots=True)
class Support:
    """`score` in 0..1, and the words of the line that have no counterpart.

    `missing` are absent from the matched window, `unknown` from every source.
    """

    score: float
    missing: tuple[Word, ...]
    unknown: tuple[Word, ...]

    def unknown_span(self, line: Span) -> Span:
        """Return the most telling unknown words, the whole line if there are none."""
        words = self.unknown or self.missing
        if not words:
            return line
        last = words[0]
        for word in words[1:]:
            if word.start - last.end > 12:
                break
            last = word
        return Span(words[0].start, last.end)


def measure_support(line: Line, match: Match | None, index: Index) -> Support:
    """Weigh the words of a line found beside each other in a source.

    Weighted containment in the best window, a part of it for words found
    elsewhere in the sources, and the share of word pairs kept in order.
    """
    return measure_words(line.words, match, index)


def measure_words(words: Sequence[Word], match: Match | None, index: Index) -> Support:
    """Measure `words` as `measure_support` measures a line."""
    telling = [word for word in words if word.sort is not Sort.FUNCTION]
    if match is None:
        return Support(0.0 if telling else 1.0, tuple(telling), tuple(telling))
    senses = {word.sense for word in match.window.words}
    missing = tuple(w for w in telling if not _is_carried(w, senses))
    unknown = tuple(w for w in missing if not index.knows(w))
    weight = _total(index, telling)
    if not weight:
        return Support(1.0, (), ())
    kept = weight - _total(index, missing)
    elsewhere = _total(index, missing) - _total(index, unknown)
    contained = (kept + 0.25 * elsewhere) / weight
    order = _kept_pairs(words, match.window.words)
    return Support(min(1.0, 0.8 * contained + 0.2 * order), missing, unknown)


def _is_carried(word: Word, senses: set[str]) -> bool:
    if word.sense in senses:
        return True
    if word.sort is not Sort.NUMBER:
        return False
    return any(is_fair_rounding(word.sense, s) for s in senses if s.startswith("#"))


def _total(index: Index, words: Iterable[Word]) -> float:
    return sum(index.weigh(word) for word in words)


def _kept_pairs(mine: Sequence[Word], theirs: Sequence[Word]) -> float:
    """Return the share of neighbouring words that are neighbours in the source."""
    wanted = list(pairwise(word.sense for word in mine))
    if not wanted:
        return 1.0
    given = set(pairwise(word.sense for word in theirs))
    return sum(pair in given for pair in wanted) / len(wanted)
