"""A typed difference between two runs of words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from quizapp.compare.discrepancy import Change
from quizapp.compare.reading.article import Word
from quizapp.compare.reading.text import Span

# Words matched in a row: the first on either side, and how many.
Run = tuple[int, int, int]
Runs = Sequence[Run]

_STRAY = 3  # words in a row that may match by chance
_CLAUSE = 5  # words that can be said to have moved together


@dataclass(frozen=True, slots=True)
class Step:
    """One stretch where two runs of words part: either side may be empty."""

    derived: tuple[Word, ...]
    source: tuple[Word, ...]

    @property
    def change(self) -> Change:
        """Return the spans of both sides."""
        return Change(_span(self.derived), _span(self.source))


@dataclass(frozen=True, slots=True)
class Alignment:
    """Words of two runs matched in order, and the steps between them.

    `pairs` holds indices into both runs; `steps` leave out what lies before the
    first and after the last matched source word.
    """

    derived: tuple[Word, ...]
    source: tuple[Word, ...]
    pairs: tuple[tuple[int, int], ...]
    steps: tuple[Step, ...]

    @classmethod
    def of(
        cls, derived: Sequence[Word], source: Sequence[Word], runs: Runs
    ) -> "Alignment":
        """Return two runs of words with the steps between the matched ones."""
        pairs = tuple([(a + n, b + n) for a, b, width in runs for n in range(width)])
        steps = tuple(_steps(derived, source, runs))
        return cls(tuple(derived), tuple(source), pairs, steps)

    @property
    def source_run(self) -> tuple[Word, ...]:
        """Return the source words from the first to the last matched one."""
        if not self.pairs:
            return ()
        return self.source[self.pairs[0][1] : self.pairs[-1][1] + 1]


def align_words(
    derived: Sequence[Word], source: Sequence[Word], *, by_sense: bool = False
) -> Alignment:
    """Align two runs of words in order, by stem or by sense.

    Longest common subsequence (rapidfuzz, bit-parallel); matches far from all
    others are dropped, since a stray `the` says nothing.

    >>> align_words((), ()).steps
    ()
    """
    runs = match_words(derived, source, by_sense=by_sense)
    return Alignment.of(derived, source, runs)


def match_words(
    derived: Sequence[Word], source: Sequence[Word], *, by_sense: bool = False
) -> Runs:
    """Return the runs of an alignment alone."""
    if by_sense:
        mine, theirs = [w.sense for w in derived], [w.sense for w in source]
    else:
        mine, theirs = [w.stem for w in derived], [w.stem for w in source]
    blocks = LCSseq.editops(mine, theirs).as_matching_blocks()
    runs = _tighten([(b.a, b.b, b.size) for b in blocks if b.size], len(derived))
    return _widen(runs, mine, theirs)


def _widen(runs: Runs, mine: Sequence[str], theirs: Sequence[str]) -> Runs:
    """Take in equal words beside both ends: they may have been matched far away."""
    if not runs:
        return runs
    (left, right, width), *rest = runs
    while left and right and mine[left - 1] == theirs[right - 1]:
        left, right, width = left - 1, right - 1, width + 1
    runs = [(left, right, width), *rest]
    left, right, width = runs[-1]
    for one, other in zip(mine[left + width :], theirs[right + width :], strict=False):
        if one != other:
            break
        width += 1
    return [*runs[:-1], (left, right, width)]


def _tighten(runs: Runs, length: int) -> Runs:
    """Drop short matched runs at either end that a wide source gap cuts off."""
    slack, start, end = max(6, length // 2), 0, len(runs)
    gaps = [b[1] - a[1] - a[2] + 1 for a, b in pairwise(runs)]
    while start < end - 1 and gaps[start] > slack and runs[start][2] <= _STRAY:
        start += 1
    while start < end - 1 and gaps[end - 2] > slack and runs[end - 1][2] <= _STRAY:
        end -= 1
    return runs[start:end]


def _steps(
    derived: Sequence[Word], source: Sequence[Word], runs: Runs
) -> Iterator[Step]:
    if not runs:
        return
    (first, begin, _), (last, end, _) = runs[0], runs[-1]
    # A changed first or last word has its partner just outside the matched run.
    mine, theirs = 0, max(0, begin - first)
    after = min(len(source), end + len(derived) - last)
    for left, right, width in (*runs, (len(derived), after, 0)):
        if left > mine or right > theirs:
            yield Step(tuple(derived[mine:left]), tuple(source[theirs:right]))
        mine, theirs = left + width, right + width


def settle_moved(alignment: Alignment) -> tuple[Step, ...]:
    """Return the steps, with clauses that only changed places compared in theirs.

    A rewrite often turns `Ash said it rained` round to `It rained, Ash said`: a long
    run of unmatched derived words is set beside the unmatched source words.
    """
    if all(len(step.derived) < _CLAUSE for step in alignment.steps):
        return alignment.steps
    matched = {right for _left, right in alignment.pairs}
    spare = tuple(w for n, w in enumerate(alignment.source) if n not in matched)
    return tuple(part for step in alignment.steps for part in _settle(step, spare))


def _settle(step: Step, spare: Sequence[Word]) -> tuple[Step, ...]:
    if len(step.derived) < _CLAUSE:
        return (step,)
    inner = align_words(step.derived, spare, by_sense=True)
    if len(inner.pairs) < 0.6 * len(step.derived):
        return (step,)
    return inner.steps


def _span(words: Sequence[Word]) -> Span | None:
    return Span(words[0].start, words[-1].end) if words else None
