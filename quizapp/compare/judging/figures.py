"""Figures of a line that the source tells otherwise: sums, counts, rates."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from quizapp.compare.discrepancy import Change
from quizapp.compare.judging.dates import new_dateline
from quizapp.compare.judging.recounted import Recounted, are_money
from quizapp.compare.matching.case import Case, Judged
from quizapp.compare.reading.article import Sort, Word
from quizapp.compare.reading.numbers import number_value
from quizapp.compare.reading.quantities import read_quantities
from quizapp.compare.reading.text import Span

_FEW = 12  # counts up to this a writer may have made
_ONE, _DATE, _CURRENCY = 0.75, 0.9, 0.9
_SHARED = 2  # words by which a line elsewhere is known to be told here


Beside = tuple[str, str]  # the senses before and after a word


@dataclass(frozen=True, slots=True)
class ChangedDetail:
    """One changed detail and how surely it is one."""

    change: Change
    confidence: float


@dataclass(frozen=True)
class Figures:
    """The figures of a line beside those of its window.

    `given` holds the senses of the line, `told` those of the window.
    """

    line: Judged
    case: Case
    window: Sequence[Word]
    given: frozenset[str]
    told: frozenset[str]

    def changed(self) -> Iterator[ChangedDetail]:
        """A figure the window lacks, whatever stands in its place."""
        theirs = [w for w in self.window if w.sort is Sort.NUMBER]
        spare = [w for w in theirs if w.sense not in self.given]
        date = new_dateline(self.line, self.case)
        for word in self.line.own:
            if word.sort is not Sort.NUMBER or word in date:
                continue
            if article := self._single(word):
                yield ChangedDetail(Change(span_of(word), span_of(article)), _ONE)
                continue
            if other := self._other_date(word, spare):
                yield ChangedDetail(Change(span_of(word), span_of(other)), _DATE)
                continue
            if word.sense in self.told:
                yield from self._rate(word)
                if sums := self._recounted.in_another_currency(word):
                    yield ChangedDetail(Change(sums[0].span, sums[1].span), _CURRENCY)
                continue
            if not self._recounted.holds(word):
                yield self._number(word, spare)

    @cached_property
    def _recounted(self) -> Recounted:
        return Recounted(self.line, self.case, self.window)

    def _other_date(self, word: Word, spare: Sequence[Word]) -> Word | None:
        """`12 May` for `22 May`, though the source has a 12 of something else.

        And `five nights` for `two nights`.
        """
        language, pairs = self.case.language, self.case.index.neighbours
        months, units = language.words("calendar"), language.words("units")
        folded = self.case.derived.folded
        for other in _beside(word, self.line.line.words):
            counted = other.form in units and folded[word.end : other.start] == " "
            known = (word.sense, other.sense) in pairs
            known = known or (other.sense, word.sense) in pairs
            known = known or self._is_counted(word, other)  # `six decades`
            if known or not (counted or other.form in months):
                continue
            return next(
                (w for w in spare if (w.start, other.sense) in self._near), None
            )
        return None

    def _is_counted(self, word: Word, unit: Word) -> bool:
        return any(
            by.sense == word.sense and are_kin(other, unit)
            for by, other in pairwise(self.window)
        )

    @cached_property
    def _near(self) -> frozenset[tuple[int, str]]:
        """Where a word of the window begins, with the sense of one beside it."""
        pairs = [*pairwise(self.window)]
        before = [(word.start, other.sense) for other, word in pairs]
        return frozenset([*before, *((word.start, by.sense) for word, by in pairs)])

    def _rate(self, word: Word) -> Iterator[ChangedDetail]:
        """A sum made a rate: `£9,500` becomes `£9,500 a year`."""
        words, language = self.line.line.words, self.case.language
        after = words[words.index(word) + 1 :][:2]
        if len(after) < 2 or after[0].form not in language.words("rates"):
            return
        rated = any(are_kin(other, after[1]) for other in self.window)
        if after[1].form in language.words("spans") and not rated:
            span = Span(after[0].start, after[1].end)
            yield ChangedDetail(Change(span, None), 0.7)

    def _number(self, word: Word, spare: Sequence[Word]) -> ChangedDetail:
        other = _closest(word, [w for w in spare if self._is_counterpart(word, w)])
        sure = 0.9 if other else 0.6
        if self.case.index.knows(word):
            alike = other is not None and self._is_alike(word, other)
            told = not alike and self._is_shared(word)
            sure -= 0.55 if told or self._is_told_elsewhere(word) else 0.25
        if not other and self._is_small(word):
            sure = 0.3
        return ChangedDetail(Change(span_of(word), span_of(other)), sure)

    def _is_small(self, word: Word) -> bool:
        """A count of a few may be the writer's own: `both`, `three of them`."""
        value = number_value(word.stem)
        words = self.line.line.words
        after = words[words.index(word) + 1 :][:1]
        shares = self.case.language.words("shares")
        if any(other.sense in shares for other in after) or self._is_share(word):
            return False
        return value is not None and value <= _FEW and not self._is_date(word)

    def _is_share(self, word: Word) -> bool:
        """`Four in ten`."""
        words = self.line.line.words
        found = read_quantities(words, self.case.derived, self.case.language)
        return any(
            word is q.words[0] and q.words[-1].sort is Sort.NUMBER and len(q.words) > 2
            for q in found
        )

    def _is_date(self, word: Word) -> bool:
        """`10 December`, `December 10`: nobody counts there."""
        words, months = self.line.line.words, self.case.language.words("calendar")
        at = words.index(word)
        return any(w.form in months for w in words[max(0, at - 1) : at + 2])

    def _single(self, word: Word) -> Word | None:
        """Return the article of `a ship`, where the line says `two ships`."""
        words, single = self.line.line.words, self.case.language.words("single")
        measured = word.form[0].isdigit() and word.form[-1].isalpha()  # `140km`
        if measured and word.start in self._recounted.same:
            return None
        if not any(word in step.derived for step in self.line.steps):
            return None
        after = words[words.index(word) + 1 :][:2]
        if not after or number_value(word.stem) == 1:
            return None
        beside = [
            at
            for at, unit in enumerate(self.window)
            if at and unit.stem == after[0].stem
        ]
        if any(self.window[at - 1].sort is Sort.NUMBER for at in beside):
            return None
        # `300,000 euros a year` is a rate; `a year later` is not `two years later`.
        if self.case.language.root(after[0].form) in self._spans():
            later = self.case.language.words("afters")
            then = {other.form for other in after[1:]} & later
            beside = [
                at
                for at in beside
                if any(other.form in then for other in self.window[at + 1 : at + 2])
            ]
        articles = (self.window[at - 1] for at in beside)
        return next((one for one in articles if one.form in single), None)

    def _spans(self) -> frozenset[str]:
        language = self.case.language
        return frozenset(language.root(form) for form in language.words("spans"))

    def _is_counterpart(self, word: Word, other: Word) -> bool:
        """In one slot, beside the same word, or of one currency or scale."""
        if any(word in s.derived and other in s.source for s in self.line.steps):
            return True
        if are_money(word, other):
            return True
        return self._is_alike(word, other)

    def _is_alike(self, word: Word, other: Word) -> bool:
        """Both stand beside the same word: `19 February`, `9 February`."""
        mine, theirs = self._beside
        pairs = zip(mine[word.start], theirs[other.start], strict=True)
        return any(a == b for a, b in pairs if a)

    @cached_property
    def _beside(self) -> tuple[Mapping[int, Beside], Mapping[int, Beside]]:
        """What stands beside each word of the line, and of the window."""
        return _telling(self.line.line.words), _telling(self.window)

    def _is_shared(self, word: Word) -> bool:
        """A line that has the figure has other words of this one: two places in one."""
        others = [w for w in self.line.line.words if w.sort is not Sort.FUNCTION]
        others.remove(word)
        kin = self.case.retelling.kin
        return any(
            sum(kin[unit].carries(w) > 0 for w in others) >= _SHARED
            for unit in self.case.index.postings.get(word.sense, ())
        )

    def _is_told_elsewhere(self, word: Word) -> bool:
        """A source has the figure beside the same word in another place: not `of`."""
        words = self.line.line.words
        at, pairs = words.index(word), self.case.index.neighbours
        near = pairwise(words[max(0, at - 1) : at + 2])
        return any(
            (one.sense, other.sense) in pairs
            for one, other in near
            if Sort.FUNCTION not in {one.sort, other.sort}
        )


def _beside(word: Word, words: Sequence[Word]) -> Sequence[Word]:
    """Return the words before and behind one."""
    at = words.index(word)
    return (*words[max(0, at - 1) : at], *words[at + 1 : at + 2])


def are_kin(one: Word, other: Word) -> bool:
    """Say whether two words are of one sense or kin, or parts of such phrases.

    `Steps down` and `gives up her post` are such phrases.
    """
    return one.sense == other.sense or not one.kin.isdisjoint(other.kin)


def span_of(word: Word | None) -> Span | None:
    """Return the place of a word, None for none."""
    return Span(word.start, word.end) if word else None


def _telling(words: Sequence[Word]) -> Mapping[int, Beside]:
    """Return the senses before and after every word, by where it starts.

    Empty at the ends and for words of grammar: `in 2029` is not `in 2022`.
    """
    plain = {w.sense for w in words if w.sort is Sort.FUNCTION}
    senses = ["", *("" if w.sense in plain else w.sense for w in words), ""]
    beside = zip(senses, senses[2:], strict=False)
    return {word.start: pair for word, pair in zip(words, beside, strict=True)}


def _closest(word: Word, others: Sequence[Word]) -> Word | None:
    """Return the spare figure that stands nearest in value."""
    value = number_value(word.stem)
    if not others or value is None:
        return others[0] if others else None
    return min(
        others, key=lambda o: (abs((number_value(o.stem) or 0) - value), o.start)
    )
