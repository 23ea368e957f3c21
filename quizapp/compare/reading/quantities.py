"""Numbers with their units: `10 miles` and `16km`, `£5m` and `five million pounds`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from quizapp.compare.language import Language
from quizapp.compare.reading.article import Article, Sort, Word
from quizapp.compare.reading.numbers import is_fair_rounding, number_value, read_figure
from quizapp.compare.reading.text import Span

_FIGURE = re.compile(r"([£$€₹¥]?)[\d.,:]+([^\W\d_]*)(%?)$")
_BEHIND = re.compile(r" ?([%£$€₹¥])(?!\d)")  # many set the sign behind: `20 €`
_CLOSE = 0.06  # what a translated measure may be rounded by
_WHOLE = 1000  # `one in a thousand`; `four in 2019` is no share
_COUNT = (("", 1.0, 0.0),)
_THOUSAND = 1000  # from here on scales part what is added up


class Reading(NamedTuple):
    """What a number may measure (empty for a count), in the unit given and the first.

    `10 miles` are `#10` of a unit that has 1609.344 of the first one, the metre.
    """

    measures: str
    figure: str
    factor: float
    amount: float


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with all words that belong to it, and what it may mean: `100m`.

    A year is never rounded. The sign behind it lies in its `span`, too: `20 €`.
    """

    span: Span
    words: tuple[Word, ...]
    readings: tuple[Reading, ...]
    is_year: bool

    @property
    def currencies(self) -> frozenset[str]:
        """The signs of the money that it may be a sum of; empty for anything else."""
        measured = [reading.measures for reading in self.readings]
        return frozenset([name for name in measured if not name[0].isalnum()])


def read_quantities(
    words: Sequence[Word], article: Article, language: Language
) -> tuple[Quantity, ...]:
    """Return every number among `words` with its unit, in order.

    >>> from quizapp.compare.reading.article import read_article
    >>> from quizapp.compare.language import find_language
    >>> english = find_language("en")
    >>> article = read_article("It is ten miles off.", english)
    >>> [reading.amount for q in read_quantities(article.words, article, english)
    ...  for reading in q.readings]
    [16093.44]
    """
    return tuple(_Reader(words, article.folded, language).quantities())


def are_same(derived: Quantity, source: Quantity) -> bool:
    """Say whether one may stand for the other: rounded, or in another unit."""
    pairs = product(derived.readings, source.readings)
    return any(_stands_for(one, other, source.is_year) for one, other in pairs)


def _stands_for(one: Reading, other: Reading, is_year: bool) -> bool:
    if one.measures != other.measures:
        return False
    if one.factor != other.factor:
        return abs(one.amount - other.amount) <= _CLOSE * abs(other.amount)
    if one.amount == other.amount:
        return True
    return not is_year and is_fair_rounding(one.figure, other.figure, may_be_year=False)


@dataclass(frozen=True, slots=True)
class _Reader:
    words: Sequence[Word]
    folded: str
    language: Language

    def quantities(self) -> Iterator[Quantity]:
        at = 0
        while at < len(self.words):
            if end := self._number(at):
                yield self._quantity(at, end)
            at = end or at + 1

    def _number(self, at: int) -> int:
        """Return where the number that begins at `at` ends, 0 where none does."""
        language, first = self.language, self.words[at]
        if first.sort is not Sort.NUMBER:
            if first.form not in language.words("ones"):
                return 0
            after = (word.form for word in self.words[at + 1 : at + 2])
            if language.scales.keys().isdisjoint(after):
                return at + 1 if self._share(1.0, at + 1) else 0
        many = language.scales.keys() | language.pairs("numbers").keys()
        end = at + 1
        while end < len(self.words) and self._gap(end) in (" ", "-"):
            one = self._gap(end) == "-" and self._is_one(end)  # `forty-one`
            if self.words[end].form not in many and not (one or self._joins(end, many)):
                break
            end += 1
        return end

    def _joins(self, at: int, many: AbstractSet[str]) -> bool:
        """The `and` of `a hundred and two`; that of `two and three` joins nothing."""
        before, joint = self.words[at - 1].form, self.words[at].form
        after = [word.form for word in self.words[at + 1 : at + 2]]
        whole = before in self.language.scales and not many.isdisjoint(after)
        return whole and joint in self.language.words("ands")

    def _is_one(self, at: int) -> bool:
        return self.words[at].form in self.language.words("ones")

    def _gap(self, at: int) -> str:
        """Return what stands between a word and the one before."""
        return self.folded[self.words[at - 1].end : self.words[at].start]

    def _quantity(self, start: int, end: int) -> Quantity:
        spelt, (unit, power, stop) = self.words[start:end], self._unit(end)
        first = spelt[0]
        counted = len(spelt) == 1 and first.sort is Sort.NUMBER
        value = number_value(first.stem) if counted else self._add_up(spelt)
        figure = _FIGURE.match(first.form)
        money, suffix, share = figure.groups() if figure else ("", "", "")
        behind = _BEHIND.match(self.folded, spelt[-1].end)
        unit = unit or (behind.group(1) if behind and not money else "")
        sign = money or suffix or unit or share
        signs = [sign, unit] if sign in self.language.scales else [sign]
        readings = () if value is None else tuple(self._readings(value, signs, power))
        if value and (share := self._share(value, end)):
            reading, stop = share
            readings = (reading,)
        year = first.form.isdigit() and len(spelt) == 1 and 1500 <= (value or 0) <= 2100
        words = tuple(self.words[start:stop])
        last = behind.end() if behind else words[-1].end
        span = Span(first.start, max(last, words[-1].end))
        return Quantity(span, words, readings, year)

    def _share(self, value: float, end: int) -> tuple[Reading, int] | None:
        """Return `four in ten` as a share of a hundred, and where it ends."""
        of, after = self.language.phrases("outof"), self.words[end : end + 4]
        forms = tuple(word.form for word in after)
        for phrase in of.get(forms[0], ()) if forms else ():
            whole = after[len(phrase) : len(phrase) + 1]
            number = number_value(whole[0].stem) if whole else None
            if forms[: len(phrase)] == phrase and number and value < number <= _WHOLE:
                percent = next(self._readings(100 * value / number, ["percent"], 1))
                return percent, end + len(phrase) + 1
        return None

    def _unit(self, end: int) -> tuple[str, int, int]:
        """Return the unit behind a number, its power, and where it ends."""
        units, stop, power = _units(self.language), end, 1
        measures = self.language.pairs("measures")
        while stop < len(self.words) and self._gap(stop) in (" ", "-", "", "° "):
            word = self.words[stop]
            if word.form in units:
                return word.form, power, stop + 1
            if word.form not in measures:
                break
            stop, power = stop + 1, max(power, int(measures[word.form]))
        return "", 1, end

    def _readings(
        self, value: float, signs: Sequence[str], power: int
    ) -> Iterator[Reading]:
        """A letter may be a scale or a unit: `100m`, `100m pounds`."""
        units = _units(self.language)
        for number, sign in enumerate(signs):
            scale = 1.0 if number else self.language.scales.get(sign, 1.0)
            plain = value / scale
            figure = f"#{plain:.12g}"
            for measures, factor, offset in units.get(sign, () if sign else _COUNT):
                amount = round(plain * factor**power + offset, 6)
                yield Reading(f"{measures}{power}", figure, factor, amount)

    def _add_up(self, spelt: Sequence[Word]) -> float:
        """Read `one hundred and twenty-five thousand`."""
        scales, total, part = self.language.scales, 0.0, 0.0
        for word in spelt:
            if scale := scales.get(word.form):
                part = max(part, 1.0) * scale
                if scale >= _THOUSAND:
                    total, part = total + part, 0.0
            else:
                part += self._plain(word)
        return total + part

    def _plain(self, word: Word) -> float:
        """Return the number itself: its canonical value holds the scale behind it."""
        if spelt := self.language.pairs("numbers").get(word.form):
            return float(spelt)
        if word.form in self.language.words("ones"):
            return 1.0
        return read_figure(word.form) or 0.0


@lru_cache(maxsize=16)
def _units(language: Language) -> Mapping[str, tuple[tuple[str, float, float], ...]]:
    """Return by word what it measures, by which factor, and what is to be added."""
    found: dict[str, tuple[tuple[str, float, float], ...]] = {}
    for line in language.lines("dimensions"):
        words, _equals, rest = line.partition("=")
        measures, factor, *offset = rest.split()
        unit = measures, float(factor), float(offset[0]) if offset else 0.0
        for word in words.split():
            found[word] = (*found.get(word, ()), unit)
    return found
