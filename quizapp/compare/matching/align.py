"""Find for every derived line the source lines that may carry it.

An inverted index over the sources' lines, weighted by how rare a word is, gives
candidates; windows of one to three neighbouring lines are then compared.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from quizapp.compare.discrepancy import Place
from quizapp.compare.reading.article import Article, Sort, Word

_CANDIDATES = 6
_COMMON = 48  # a word in more lines than this, and than an eighth, points at none
_LINE, _NEXT, _LAST, _BOTH = (0, 0), (0, 1), (1, 0), (1, 1)
_SHAPES = ((0, 0), (1, 1), (0, 2))  # lines before and after
_FEW = 8  # a pair of words in more lines than this is an idiom
_SORT_WEIGHT = {Sort.FUNCTION: 0.0, Sort.CONTENT: 1.0, Sort.NAME: 1.1, Sort.NUMBER: 1.3}
# Each further line in a window must earn its place.
_WIDER = 0.04
_EVEN = 1e-9  # what adding up in another order may change
_WHOLE = 1 - _EVEN
_NONE: frozenset[str] = frozenset()
_PLAIN = 0.02  # the weight of a word that carries grammar only


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


@dataclass(frozen=True)
class Index:
    """The sources, indexed once; building it is linear in their length."""

    articles: tuple[Article, ...]
    units: tuple[tuple[int, int], ...]
    senses: tuple[frozenset[str], ...]
    postings: Mapping[str, Sequence[int]]
    rarity: Mapping[str, float]
    neighbours: Mapping[tuple[str, str], Sequence[int]]
    ties: tuple[int, ...]

    @cached_property
    def triples(self) -> frozenset[tuple[str, str, str]]:
        """Three stems in a row, wherever they stand."""
        found: set[tuple[str, str, str]] = set()
        for article in self.articles:
            stems = [word.stem for word in article.words]
            found.update(zip(stems, stems[1:], stems[2:], strict=False))
        return frozenset(found)

    @cached_property
    def verbatim(self) -> Mapping[tuple[str, ...], int]:
        """Return the first line with the very same words."""
        found: dict[tuple[str, ...], int] = {}
        for unit in sorted(range(len(self.units)), key=self.ties.__getitem__):
            article, line = self.units[unit]
            words = self.articles[article].lines[line].words
            found.setdefault(tuple([word.form for word in words]), unit)
        return found

    def weigh(self, word: Word) -> float:
        """Return how much a word says: rare words and figures say more.

        Inverse document frequency over lines, log(1 + N / n), scaled to 0..1.
        """
        return _SORT_WEIGHT[word.sort] * self.rarity.get(word.sense, 1.0)

    def knows(self, word: Word) -> bool:
        """Say whether any source has the word or one of its sense."""
        return word.sense in self.postings

    def window(self, unit: int, before: int, after: int) -> Window | None:
        """Return the lines around `unit`, None where they leave the article."""
        if not self.fits(unit, before, after):
            return None
        article, line = self.units[unit - before]
        words = self.articles[article].words_of(line, line + before + after)
        return Window(article, line, line + before + after, words) if words else None

    def fits(self, unit: int, before: int, after: int) -> bool:
        """Say whether the lines around `unit` lie in its article."""
        first, last = unit - before, unit + after
        if first < 0 or last >= len(self.units):
            return False
        return self.units[first][0] == self.units[last][0]

    def find(self, words: Sequence[Word]) -> Match | None:
        """Return the best window for `words`, the first and smallest on a tie.

        Nothing is better than a line that is the same, however common its words are.
        """
        same = self.verbatim.get(tuple([word.form for word in words]))
        if same is not None and (line := self.window(same, 0, 0)):
            return Match(line, 1.0)
        weights = self._weights(words, _PLAIN)
        total = sum(weights.values())
        if not total:
            return None
        best: tuple[int, tuple[int, int], float] | None = None
        wanted, bar = frozenset(weights), -math.inf
        for unit in self._candidates(words, weights):
            for shape, weight in self._contained(unit, wanted, weights):
                share = weight / total
                worth = share - _WIDER * sum(shape)
                if worth > bar + _EVEN:
                    best, bar = (unit, shape, share), worth
            if bar > _WHOLE:
                break  # nothing carries more than one line that carries all
        window = self.window(best[0], *best[1]) if best else None
        return Match(window, best[2]) if best and window else None

    def around(self, words: Sequence[Word]) -> Iterable[Window]:
        """Yield the likeliest lines, each with its neighbours."""
        weights = self._weights(words, 0.1)
        seen: set[tuple[int, int]] = set()
        for unit in self._candidates(words, weights):
            for before, after in _SHAPES:
                reach = unit - before, unit + after
                window = None if reach in seen else self.window(unit, before, after)
                seen.add(reach)
                if window:
                    yield window

    def _weights(self, words: Iterable[Word], plain: float) -> dict[str, float]:
        weights: dict[str, float] = {}
        for word in words:
            weight = self.weigh(word) or plain
            if weight > weights.get(word.sense, 0.0):
                weights[word.sense] = weight
        return weights

    def _candidates(
        self, words: Sequence[Word], weights: Mapping[str, float]
    ) -> list[int]:
        """Score lines by the rare words and the rare pairs of words they share."""
        scores: dict[int, float] = defaultdict(float)
        common = max(_COMMON, len(self.units) // 8)
        for sense, weight in weights.items():
            units = self.postings.get(sense, ())
            if len(units) <= common:
                for unit in units:
                    scores[unit] += weight
        for pair in pairwise(word.sense for word in words):
            units = self.neighbours.get(pair, ())
            if len(units) <= _FEW:
                for unit in units:
                    scores[unit] += 0.3
        return likeliest(scores, self.ties, _CANDIDATES)

    def _contained(
        self, unit: int, wanted: frozenset[str], weights: Mapping[str, float]
    ) -> Iterator[tuple[tuple[int, int], float]]:
        """Yield the shapes around a line that carry more, and the weight of each."""
        weigh, found = weights.__getitem__, wanted & self.senses[unit]
        before = after = _NONE
        if self.fits(unit, 1, 0):
            before = (wanted & self.senses[unit - 1]) - found
        if self.fits(unit, 0, 1):
            after = (wanted & self.senses[unit + 1]) - found
        # fsum is exact, so the order of a set changes nothing
        own = math.fsum(map(weigh, found))
        yield _LINE, own
        if after:
            yield _NEXT, own + math.fsum(map(weigh, after))
        if before:
            own += math.fsum(map(weigh, before))
            yield _LAST, own
            if more := after - before:
                yield _BOTH, own + math.fsum(map(weigh, more))


def likeliest(scores: Mapping[int, float], ties: Sequence[int], most: int) -> list[int]:
    """Return the lines with the highest scores, highest first.

    >>> likeliest({4: 0.5, 7: 0.9, 2: 0.5}, range(8), 2)
    [7, 2]
    """
    best = sorted(scores.values(), reverse=True)[:most]
    near = [unit for unit, score in scores.items() if score >= best[-1] - _EVEN]
    near.sort(key=lambda unit: (-round(scores[unit], 9), ties[unit]))
    return near[:most]


def _ties(
    articles: Sequence[Article], units: Sequence[tuple[int, int]]
) -> tuple[int, ...]:
    """Order lines by their article's text: the order of the sources changes nothing."""
    ranks = sorted(range(len(articles)), key=lambda number: articles[number].text)
    place = {number: rank for rank, number in enumerate(ranks)}
    order = sorted(range(len(units)), key=lambda u: (place[units[u][0]], units[u][1]))
    ties = [0] * len(units)
    for rank, unit in enumerate(order):
        ties[unit] = rank
    return tuple(ties)


def build_index(articles: Sequence[Article]) -> Index:
    """Index every line of every source that belongs to the story.

    >>> from quizapp.compare.reading.article import read_article
    >>> from quizapp.compare.language import find_language
    >>> article = read_article("Rain fell on Oxley. Ann left.", find_language("en"))
    >>> build_index([article]).find(article.lines[0].words).contained
    1.0
    """
    units: list[tuple[int, int]] = []
    senses: list[frozenset[str]] = []
    postings: dict[str, list[int]] = defaultdict(list)
    neighbours: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, article in enumerate(articles):
        for place, line in enumerate(article.lines):
            run = [word.sense for word in line.words]
            for sense in dict.fromkeys(run):
                postings[sense].append(len(units))
            for pair in pairwise(run):
                neighbours[pair].append(len(units))
            units.append((number, place))
            senses.append(frozenset(run))
    rarest = math.log1p(max(len(units), 1))
    rarity = {
        sense: min(1.0, math.log1p(len(units) / len(found)) / rarest)
        for sense, found in postings.items()
    }
    return Index(
        tuple(articles),
        tuple(units),
        tuple(senses),
        dict(postings),
        rarity,
        dict(neighbours),
        _ties(articles, units),
    )
