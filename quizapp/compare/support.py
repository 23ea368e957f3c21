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
    """How far a line is carried, and the words of it that have no counterpart.

    `score` (0..1) ranks lines, letter-true ones first; `contained` (0..1) is fair
    to a paraphrase and decides. `missing` words are absent from the matched
    window, `unknown` ones from every source.
    """

    score: float
    contained: float
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

    `contained`: weighted share in the best window, a quarter for words found
    elsewhere, and the share of word pairs kept. `score` adds the share of known
    words and of runs of three words that a source has anywhere; the weights were
    set by hand on FRANK's validation articles.
    """
    telling = [word for word in line.words if word.sort is not Sort.FUNCTION]
    weight = _total(index, telling)
    if not weight:
        return Support(1.0, 1.0, (), ())
    if match is None:
        return Support(0.0, 0.0, tuple(telling), tuple(telling))
    senses = {word.sense for word in match.window.words}
    missing = tuple(w for w in telling if not _is_carried(w, senses))
    unknown = tuple(w for w in missing if not index.knows(w))
    share = 1 - _total(index, missing) / weight
    known = 1 - _total(index, unknown) / weight
    pairs = _kept_pairs(line.words, match.window.words)
    contained = min(1.0, 0.8 * (0.75 * share + 0.25 * known) + 0.2 * pairs)
    runs = _kept_runs(line.words, index)
    score = 0.2 * share + 0.3 * known + 0.1 * pairs + 0.4 * runs
    return Support(min(1.0, score), contained, missing, unknown)


def _kept_runs(words: Sequence[Word], index: Index) -> float:
    """Return the share of three words in a row that a source has in a row."""
    stems = [word.stem for word in words]
    runs = list(zip(stems, stems[1:], stems[2:], strict=False))
    if not runs:
        return float(all(index.knows(word) for word in words))
    return sum(run in index.triples for run in runs) / len(runs)


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
