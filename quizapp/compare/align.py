"""Find for every derived line the source lines that may carry it.

An inverted index over the sources' lines, weighted by how rare a word is, gives
candidates; windows of one to three neighbouring lines are then compared.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quizapp.compare.article import Article, Sort, Word
from quizapp.compare.discrepancy import Place

_CANDIDATES = 6
_COMMON = 48  # a word in more lines than this, and than an eighth, points at none
_SORT_WEIGHT = {Sort.FUNCTION: 0.0, Sort.CONTENT: 1.0, Sort.NAME: 1.1, Sort.NUMBER: 1.3}
# Each further line in a window must earn its place.
_WIDER = 0.04


@dataclass(frozen=True, slots=True)
class Window:
    """Up to three neighbouring lines of one source and their words."""

    article: int
    first: int
    last: int
    words: tuple[Word, ...]

    @property
    def place(self) -> Place:
        """Return the place of the words, the lines' whole width."""
        return Place(self.article, self.words[0].start, self.words[-1].end)


@dataclass(frozen=True, slots=True)
class Match:
    """A window and how much of a line's weight it carries (0..1)."""

    window: Window
    contained: float


@dataclass(frozen=True, slots=True)
class Index:
    """The sources, indexed once; building it is linear in their length."""

    articles: tuple[Article, ...]
    units: tuple[tuple[int, int], ...]
    senses: tuple[frozenset[str], ...]
    postings: Mapping[str, Sequence[int]]
    rarest: float
    neighbours: frozenset[tuple[str, str]]

    def weigh(self, word: Word) -> float:
        """Return how much a word says: rare words and figures say more.

        Inverse document frequency over lines, log(1 + N / n), scaled to 0..1.
        """
        known = len(self.postings.get(word.sense, ()))
        idf = math.log1p(len(self.units) / known) / self.rarest if known else 1.0
        return _SORT_WEIGHT[word.sort] * min(idf, 1.0)

    def knows(self, word: Word) -> bool:
        """Say whether any source has the word or one of its sense."""
        return word.sense in self.postings

    def window(self, unit: int, before: int, after: int) -> Window | None:
        """Return the lines around `unit`, None where they leave the article."""
        first, last = unit - before, unit + after
        if first < 0 or last >= len(self.units):
            return None
        article, line = self.units[first]
        if self.units[last] != (article, line + before + after):
            return None
        lines = self.articles[article].lines[line : line + before + after + 1]
        words = tuple(word for part in lines for word in part.words)
        return Window(article, line, line + before + after, words) if words else None

    def find(self, words: Sequence[Word], *, reach: int = 1) -> Match | None:
        """Return the best window for `words`, the first and smallest on a tie.

        `reach` is the number of further lines the window may take in.
        """
        weights = self._weights(words)
        total = sum(weights.values())
        if not total:
            return None
        best: Match | None = None
        for unit in self._candidates(weights):
            for window in self._windows(unit, reach):
                match = Match(window, self._contained(window, weights) / total)
                if best is None or _is_better(match, best):
                    best = match
        return best

    def _weights(self, words: Iterable[Word]) -> dict[str, float]:
        weights: dict[str, float] = defaultdict(float)
        for word in words:
            weight = self.weigh(word) or 0.02
            weights[word.sense] = max(weights[word.sense], weight)
        return weights

    def _candidates(self, weights: Mapping[str, float]) -> list[int]:
        scores: dict[int, float] = defaultdict(float)
        common = max(_COMMON, len(self.units) // 8)
        for sense, weight in weights.items():
            units = self.postings.get(sense, ())
            if len(units) <= (common if weight > 0.02 else 4):
                for unit in units:
                    scores[unit] += weight
        ranked = sorted(scores, key=lambda unit: (-scores[unit], self._lie(unit)))
        return ranked[:_CANDIDATES]

    def _lie(self, unit: int) -> tuple[str, int]:
        """Order ties by text, so that the order of the sources changes nothing."""
        article, line = self.units[unit]
        return self.articles[article].text[:200], line

    def _windows(self, unit: int, reach: int) -> Iterable[Window]:
        for before in range(reach + 1):
            for after in range(reach + 1 - before):
                if window := self.window(unit, before, after):
                    yield window
        if reach == 1 and (window := self.window(unit, 1, 1)):
            yield window

    def _contained(self, window: Window, weights: Mapping[str, float]) -> float:
        senses = {word.sense for word in window.words}
        return sum(weight for sense, weight in weights.items() if sense in senses)


def _is_better(one: Match, other: Match) -> bool:
    return _worth(one) > _worth(other) + 1e-9


def _worth(match: Match) -> float:
    return match.contained - _WIDER * (match.window.last - match.window.first)


def build_index(articles: Sequence[Article]) -> Index:
    """Index every line of every source that belongs to the story.

    >>> from quizapp.compare.article import read_article
    >>> from quizapp.compare.language import find_language
    >>> article = read_article("Rain fell on Oxley. Ann left.", find_language("en"))
    >>> build_index([article]).find(article.lines[0].words).contained
    1.0
    """
    units, senses = [], []
    postings: dict[str, list[int]] = defaultdict(list)
    for number, article in enumerate(articles):
        for place, line in enumerate(article.lines):
            found = frozenset(word.sense for word in line.words)
            for sense in sorted(found):
                postings[sense].append(len(units))
            units.append((number, place))
            senses.append(found)
    rarest = math.log1p(max(len(units), 1))
    pairs = frozenset(
        pair
        for article in articles
        for pair in pairwise(word.sense for word in article.words)
    )
    return Index(
        tuple(articles), tuple(units), tuple(senses), dict(postings), rarest, pairs
    )
