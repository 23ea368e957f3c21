"""Find the source lines behind a line that is retold in other words.

The second look: where too few words of a line stand in any window, words of their kin
(see `kinship.py`) count as well, for a little less.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import NamedTuple

from quizapp.compare.matching.align import Index, Match, Window, likeliest
from quizapp.compare.matching.kin import Kin, join_kin, read_kin
from quizapp.compare.reading.article import Sort, Word
from quizapp.compare.reading.kinship import Kinship

_CANDIDATES = 5
_COMMON = 24  # what stands in more lines than this points at none
_WIDER = 0.05  # each further line in a window must earn its place
_SHAPES = ((0, 0), (0, 1), (1, 0), (1, 1))  # lines before and after
ONE_LINE = ((0, 0),)


class _Asked(NamedTuple):
    """A word, what it weighs, and the few lines that it points at."""

    word: Word
    weight: float
    few: AbstractSet[int]


@dataclass(frozen=True)
class Retelling:
    """The lines of the sources by the kin of their words."""

    index: Index
    kinship: Kinship
    kin: tuple[Kin, ...]
    postings: Mapping[int, Sequence[int]]
    starts: tuple[int, ...]  # the first line of every article

    @cached_property
    def whole(self) -> Kin:
        """Return what all lines of the sources carry together."""
        return join_kin(self.kin)

    def find(
        self, words: Sequence[Word], shapes: Sequence[tuple[int, int]] = _SHAPES
    ) -> Match | None:
        """Return the window that carries most of `words`, themselves or by kin."""
        asked = [self._ask(word) for word in words if word.sort is not Sort.FUNCTION]
        total = sum([word.weight for word in asked])
        best: tuple[float, int, tuple[int, int]] | None = None
        weigh = cache(partial(self._weigh, asked))
        for unit in _candidates(asked, self.index.ties):
            for shape in shapes:
                worth = self._share(unit, shape, weigh) / total - _WIDER * sum(shape)
                if best is None or worth > best[0] + 1e-9:
                    best = worth, unit, shape
        window = self.index.window(best[1], *best[2]) if best else None
        return Match(window, best[0]) if best and window else None

    def kin_of(self, window: Window) -> Kin:
        """Return what the words of a window can carry."""
        start = self.starts[window.article]
        lines = self.kin[start + window.first : start + window.last + 1]
        return join_kin(lines) if len(lines) > 1 else lines[0]

    def _ask(self, word: Word) -> _Asked:
        own = self.index.postings.get(word.sense, ())
        kin = [self.postings.get(group, ()) for group in word.kin]
        common = max(_COMMON, len(self.kin) // 12)
        few = [units for units in (own, *kin) if len(units) <= common]
        return _Asked(word, self.index.weigh(word), frozenset[int]().union(*few))

    def _weigh(self, asked: Sequence[_Asked], line: int) -> list[float]:
        """Return what a line carries of every word."""
        carries = self.kin[line].carries
        return [weight * carries(word) for word, weight, _few in asked]

    def _share(
        self, unit: int, shape: tuple[int, int], weigh: Callable[[int], list[float]]
    ) -> float:
        """Return what a window carries: of each word, what its best line does."""
        if not self.index.fits(unit, *shape):
            return 0.0
        lines = [weigh(n) for n in range(unit - shape[0], unit + shape[1] + 1)]
        return sum(map(max, *lines) if len(lines) > 1 else lines[0])


def _candidates(asked: Sequence[_Asked], ties: Sequence[int]) -> list[int]:
    """Score lines by the words they share, and by the kin of those."""
    scores: dict[int, float] = defaultdict(float)
    for word in asked:
        for unit in word.few:
            scores[unit] += word.weight
    return likeliest(scores, ties, _CANDIDATES)


def build_retelling(index: Index, kinship: Kinship) -> Retelling:
    """Read the kin of every line that `index` holds; linear in their length."""
    kin = tuple(
        read_kin(index.articles[article].lines[line].words)
        for article, line in index.units
    )
    postings: dict[int, list[int]] = defaultdict(list)
    for unit, line in enumerate(kin):
        for group in line.groups:
            postings[group].append(unit)
    articles = [article for article, _line in index.units]
    starts = [bisect_left(articles, number) for number in range(len(index.articles))]
    return Retelling(index, kinship, kin, postings, tuple(starts))
