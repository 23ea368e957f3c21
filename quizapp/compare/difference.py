"""A typed difference between two runs of words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from quizapp.compare.article import Word
from quizapp.compare.discrepancy import Change
from quizapp.compare.text import Span

Pairs = Sequence[tuple[int, int]]  # indices into two runs of words, matched

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
        cls, derived: Sequence[Word], source: Sequence[Word], pairs: Pairs
    ) -> "Alignment":
        """Return two runs with the steps between their matched words."""
        steps = tuple(_steps(derived, source, pairs))
        return cls(tuple(derived), tuple(source), tuple(pairs), steps)

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
    pairs = match_words(derived, source, by_sense=by_sense)
    return Alignment.of(derived, source, pairs)


def match_words(
    derived: Sequence[Word], source: Sequence[Word], *, by_sense: bool = False
) -> Pairs:
    """Return the pairs of an alignment alone."""
    if by_sense:
        mine, theirs = [w.sense for w in derived], [w.sense for w in source]
    else:
        mine, theirs = [w.stem for w in derived], [w.stem for w in source]
    return _tighten(_matches(mine, theirs), len(derived))


def longest_run(pairs: Pairs) -> int:
    """Return the number of words in the longest unbroken match."""
    return max((len(run) for run in _runs(pairs)), default=0)


def _matches(mine: list[str], theirs: list[str]) -> list[tuple[int, int]]:
    found = []
    for step in LCSseq.opcodes(mine, theirs):
        if step.tag == "equal":
            width = step.src_end - step.src_start
            found += [(step.src_start + n, step.dest_start + n) for n in range(width)]
    return found


def _tighten(pairs: list[tuple[int, int]], length: int) -> tuple[tuple[int, int], ...]:
    """Drop short matched runs at either end that a wide source gap cuts off."""
    runs = _runs(pairs)
    slack = max(6, length // 2)
    while len(runs) > 1 and _is_stray(runs[0], runs[1][0][1] - runs[0][-1][1], slack):
        runs.pop(0)
    while len(runs) > 1 and _is_stray(
        runs[-1], runs[-1][0][1] - runs[-2][-1][1], slack
    ):
        runs.pop()
    return tuple(pair for run in runs for pair in run)


def _is_stray(run: list[tuple[int, int]], gap: int, slack: int) -> bool:
    return gap > slack and len(run) <= 3


def _runs(pairs: Pairs) -> list[list[tuple[int, int]]]:
    runs: list[list[tuple[int, int]]] = []
    for pair in pairs:
        if runs and pair == (runs[-1][-1][0] + 1, runs[-1][-1][1] + 1):
            runs[-1].append(pair)
        else:
            runs.append([pair])
    return runs


def _steps(
    derived: Sequence[Word], source: Sequence[Word], pairs: Sequence[tuple[int, int]]
) -> Iterator[Step]:
    if not pairs:
        return
    (first, begin), (last, end) = pairs[0], pairs[-1]
    # A changed first or last word has its partner just outside the matched run.
    mine, theirs = 0, max(0, begin - first)
    after = min(len(source), end + len(derived) - last)
    for left, right in (*pairs, (len(derived), after)):
        if left > mine or right > theirs:
            yield Step(tuple(derived[mine:left]), tuple(source[theirs:right]))
        mine, theirs = left + 1, right + 1


def settle_moved(alignment: Alignment) -> tuple[Step, ...]:
    """Return the steps, with clauses that only changed places compared in theirs.

    A rewrite often turns `Ash said it rained` round to `It rained, Ash said`: a long
    run of unmatched derived words is set beside the unmatched source words.
    """
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
