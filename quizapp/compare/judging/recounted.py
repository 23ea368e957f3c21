"""Figures told honestly otherwise: rounded, reckoned, in another unit, a century."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise

from quizapp.compare.matching.case import Case, Judged
from quizapp.compare.reading.article import Sort, Word
from quizapp.compare.reading.numbers import is_fair_rounding, number_value
from quizapp.compare.reading.quantities import Quantity, are_same, read_quantities

_SUMS = 12  # of a few lines that may be set off against each other


@dataclass(frozen=True)
class Recounted:
    """The figures of a line beside those of its window."""

    line: Judged
    case: Case
    window: Sequence[Word]

    def holds(self, word: Word) -> bool:
        """Say whether a figure that the window lacks stands for one that it has.

        Rounded, in another unit, `50 per cent` for `half`, or a century.
        """
        if word.start in self.same or self.line.kin.carries(word):
            return True
        if f"#{word.form.replace('.', ':')}" in {other.stem for other in self._theirs}:
            return True  # 21.47 is 9.47pm
        return self._is_rounded(word) or self._is_century(word)

    @cached_property
    def same(self) -> frozenset[int]:
        """Where the words begin of quantities that the window has in other words."""
        mine, theirs = self._quantities
        told = (q for q in mine if any(are_same(q, other) for other in theirs))
        return frozenset([word.start for quantity in told for word in quantity.words])

    def in_another_currency(self, word: Word) -> tuple[Quantity, Quantity] | None:
        """Return `$20m` and the window's `€20m`, where it has no other sum like it."""
        mine, theirs = self._quantities
        sums = [q for q in mine if word in q.words and q.currencies]
        equal = [q for q in theirs if word.sense in {w.sense for w in q.words}]
        if not sums or not equal:
            return None
        money = sums[0].currencies
        apart = all(q.currencies and money.isdisjoint(q.currencies) for q in equal)
        return (sums[0], equal[0]) if apart else None

    @cached_property
    def _quantities(self) -> tuple[Sequence[Quantity], Sequence[Quantity]]:
        """The quantities of the line, and of its window."""
        match, case = self.line.match, self.case
        source = case.sources[match.window.article] if match else case.derived
        mine = read_quantities(self.line.line.words, case.derived, case.language)
        return mine, read_quantities(self.window, source, case.language)

    @cached_property
    def _theirs(self) -> Sequence[Word]:
        return [word for word in self.window if word.sort is Sort.NUMBER]

    def _is_rounded(self, word: Word) -> bool:
        """A rounded figure; or one reckoned from two, rounded or not."""
        way = self.way(word)
        apart = [*self._apart(word), *self._earlier(word), *self._share(word)]
        if word.stem in apart or any(
            is_fair_rounding(word.stem, stem, way=way) for stem in apart
        ):
            return True
        return any(
            is_fair_rounding(
                word.stem, other.stem, may_be_year="," not in other.form, way=way
            )
            for other in self._theirs
        )

    def _apart(self, word: Word) -> Iterator[str]:
        """Yield how far apart two sums are: `€12m over budget`.

        Or two counts, where the word for it is the next one: `34 more than in May`.
        """
        words, mine = self.case.language.words("apart"), self.line.line.words
        if not any(other.form in words for other in self.line.own):
            return
        after = mine[mine.index(word) + 1 :][:1]
        counted = word.form[0].isalnum() and any(w.form in words for w in after)
        sums = (
            w
            for w in self._theirs
            if are_money(word, w) or (counted and w.form[0].isalnum())
        )
        values = [number_value(w.stem) for w in sums]
        for one, other in combinations(values[:_SUMS], 2):
            if one and other:
                yield f"#{abs(one - other):.12g}"

    def _earlier(self, word: Word) -> Iterator[str]:
        """Yield what there was before: `23, five more than last year` were 18."""
        words = self.case.language.words("apart")
        sides = [*pairwise(self.window), *pairwise(reversed(self.window))]
        more = [by for by, beside in sides if beside.form in words]
        for by in more:
            if by.sort is not Sort.NUMBER or not are_alike(by, word):
                continue
            apart = number_value(by.stem) or 0.0
            for now in self._theirs[:_SUMS]:
                value = number_value(now.stem) if are_alike(now, word) else None
                if value and now is not by:
                    yield f"#{abs(value - apart):.12g}"
                    yield f"#{value + apart:.12g}"

    def _share(self, word: Word) -> Iterator[str]:
        """Yield the per cent that one figure is of another: `11 of 44` are 25."""
        mine, shares = self.line.line.words, self.case.language.words("shares")
        after = mine[mine.index(word) + 1 :][:1]
        if not (word.form.endswith("%") or any(w.form in shares for w in after)):
            return
        for one, other in combinations(self._theirs[:_SUMS], 2):
            if are_alike(one, other):
                values = [number_value(w.stem) or 0.0 for w in (one, other)]
                if min(values) > 0:
                    yield f"#{100 * min(values) / max(values):.12g}"

    def way(self, word: Word) -> str:
        """Return what is said before a number of how it was rounded: `almost`."""
        words, ways = self.line.line.words, self.case.language.pairs("roundings")
        at = words.index(word)
        before = (ways.get(other.form, "") for other in words[max(0, at - 2) : at])
        return next(filter(None, before), "")

    def _is_century(self, word: Word) -> bool:
        """A century holds the years that the source names: `19th`, `the 1890s`.

        And it ends in one: `by 2100`.
        """
        words = self.line.line.words
        after = words[words.index(word) + 1 :][:1]
        names = self.case.language.words("centuries")
        if any(other.form in names for other in self.window):
            last = number_value(word.stem)
            if last and last > 1000 and not last % 100:
                return True
        if not after or after[0].form not in names:
            return False
        values = (
            number_value(word.stem),
            *(number_value(w.stem) for w in self._theirs),
        )
        century, *years = (value or 0.0 for value in values)
        return any(100 * (century - 1) < year <= 100 * century for year in years)


def are_alike(word: Word, other: Word) -> bool:
    """Two sums in one currency, or two counts."""
    counted = word.form[0].isalnum() and other.form[0].isalnum()
    return counted or are_money(word, other)


def are_money(word: Word, other: Word) -> bool:
    """Two sums: `£60m` and `£6m`."""
    return word.form[0] == other.form[0] and not word.form[0].isalnum()
