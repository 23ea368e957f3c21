"""Details of an aligned line that differ: numbers, names, dates, directions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from quizapp.compare.article import Sort, Word
from quizapp.compare.case import Case, Judged
from quizapp.compare.difference import Step
from quizapp.compare.discrepancy import Change
from quizapp.compare.kin import read_kin
from quizapp.compare.language import Language
from quizapp.compare.names import are_one_name
from quizapp.compare.numbers import is_fair_rounding, number_value
from quizapp.compare.replaced import grade_line
from quizapp.compare.shade import Shade, are_opposites, has_negation, shade_step
from quizapp.compare.text import Span

_RETOLD, _ALIGNED, _SURELY_SAME = 0.5, 0.45, 0.6


_FEW = 12


@dataclass(frozen=True, slots=True)
class ChangedDetail:
    """One changed detail and how surely it is one."""

    change: Change
    confidence: float


def find_changed_details(line: Judged, case: Case) -> Iterator[ChangedDetail]:
    """Yield the details of a line's own words that its matched window denies."""
    if line.alignment is None or line.support.carried < _RETOLD:
        return
    window = line.match.window.words if line.match else ()
    given, told = (
        frozenset([word.sense for word in words]) for words in (line.line.words, window)
    )
    both = _Both(line, case, window, given, told)
    yield from both.numbers()
    if line.support.contained >= _ALIGNED:
        found = [detail for step in line.steps for detail in both.slot(step)]
        yield from found
        # A hint says nothing beside what is sure.
        if not found and (grade := grade_line(line, case)):
            yield ChangedDetail(_first_change(line), grade)


def _first_change(line: Judged) -> Change:
    """Return the first step that has words on both sides, else the first."""
    both = (step for step in line.steps if step.derived and step.source)
    return next(both, line.steps[0]).change


@dataclass(frozen=True, slots=True)
class _Both:
    """A line's own words and its window, each to be asked what it lacks."""

    line: Judged
    case: Case
    window: Sequence[Word]
    given: frozenset[str]  # the senses of the line
    told: frozenset[str]  # and of its window

    def numbers(self) -> Iterator[ChangedDetail]:
        """A figure the window lacks, whatever stands in its place."""
        theirs = [w for w in self.window if w.sort is Sort.NUMBER]
        spare = [w for w in theirs if w.sense not in self.given]
        for word in self.line.own:
            if word.sort is not Sort.NUMBER:
                continue
            if word.sense in self.told:
                yield from self._rate(word)
                continue
            if any(is_fair_rounding(word.stem, other.stem) for other in theirs):
                continue
            if read_kin(self.window).carries(word):  # `50 per cent`, `half`
                continue
            yield self._number(word, spare)

    def _rate(self, word: Word) -> Iterator[ChangedDetail]:
        """A sum made a rate: `£9,500` becomes `£9,500 a year`."""
        words, language = self.line.line.words, self.case.language
        after = words[words.index(word) + 1 :][:2]
        if len(after) < 2 or after[0].form not in language.words("rates"):
            return
        rated = any(_are_kin(other, after[1]) for other in self.window)
        if after[1].form in language.words("spans") and not rated:
            span = Span(after[0].start, after[1].end)
            yield ChangedDetail(Change(span, None), 0.7)

    def _number(self, word: Word, spare: Sequence[Word]) -> ChangedDetail:
        other = _closest(word, [w for w in spare if self._is_counterpart(word, w)])
        sure = 0.9 if other else 0.6
        if self.case.index.knows(word):
            sure -= 0.55 if self._is_told_elsewhere(word) else 0.25
        if not other and self._is_small(word):
            sure = 0.3
        return ChangedDetail(Change(_span(word), _span(other)), sure)

    def _is_small(self, word: Word) -> bool:
        """A count of a few may be the writer's own: `both`, `three of them`."""
        value = number_value(word.stem)
        after = _beside(word, self.line.line.words)[1]
        share = after in self.case.language.words("shares")
        return value is not None and value <= _FEW and not share

    def _is_counterpart(self, word: Word, other: Word) -> bool:
        """In one slot, beside the same word, or of one currency or scale."""
        if any(word in s.derived and other in s.source for s in self.line.steps):
            return True
        if _money(word, other):
            return True
        mine = _beside(word, self.line.line.words)
        theirs = _beside(other, self.window)
        return any(a == b for a, b in zip(mine, theirs, strict=True) if a)

    def _is_told_elsewhere(self, word: Word) -> bool:
        """A source has the figure beside the same word in another place."""
        words = self.line.line.words
        at, pairs = words.index(word), self.case.index.neighbours
        near = [
            (words[n].sense, words[n + 1].sense)
            for n in (at - 1, at)
            if 0 <= n < len(words) - 1
        ]
        return any(pair in pairs for pair in near)

    def slot(self, step: Step) -> Iterator[ChangedDetail]:
        """A word in the place of another: name, day, opposite, negation."""
        mine, theirs = list(step.derived), list(step.source)
        if not self.line.is_close:  # in other words, a slot alone proves nothing
            mine = [w for w in mine if w.sense not in self.told]
            theirs = [w for w in theirs if w.sense not in self.given]
        tight = len(step.derived) <= 4 and len(step.source) <= 5
        # A headline is too free for a word in the place of another to mean much.
        opposites = () if self.line.line.headline else self._opposites(mine, theirs)
        for pair, sure in (
            (self._days(step), 0.9),
            (self._names(mine, theirs, tight), 0.8 if tight else 0.55),
            (opposites, 0.85 if tight else 0.6),
            (self._siblings(mine, theirs) if tight else None, 0.75),
        ):
            if pair:
                yield ChangedDetail(Change(_span(pair[0]), _span(pair[1])), sure)
                return
        if tight and self._flips(step):
            yield ChangedDetail(step.change, 0.75)

    def _flips(self, step: Step) -> bool:
        """One `not` more or less, here and over the whole line."""
        alignment, language = self.line.alignment, self.case.language
        if alignment is None or shade_step(step, language) is not Shade.NEGATION:
            return False
        lacking = language.words("lacking")
        if any(word.form in lacking for word in (*step.derived, *step.source)):
            return False
        mine = has_negation(self.line.line.words, language)
        if mine == has_negation(alignment.source_run, language):
            return False
        told = _bare(step.source, language)
        added = self.line.is_close and not told
        return added or told == _bare(step.derived, language)

    def _days(self, step: Step) -> tuple[Word, Word] | None:
        """A day, month or season that one side does not name; `may` is no month."""
        days, match = self.case.language.words("calendar"), self.line.match
        if match is None or not any(word.form in days for word in step.derived):
            return None
        here, there = self.case.derived, self.case.sources[match.window.article]
        told = {(w.form, there.is_capital(w)) for w in self.window}
        given = {(w.form, here.is_capital(w)) for w in self.line.line.words}
        return _first(
            (a, b)
            for a in step.derived
            for b in step.source
            if a.form in days and (a.form, here.is_capital(a)) not in told
            if b.form in days and (b.form, there.is_capital(b)) not in given
        )

    def _names(
        self, mine: Iterable[Word], theirs: Sequence[Word], tight: bool
    ) -> tuple[Word, Word] | None:
        # A name far from the other one may only say who is meant.
        new = [w for w in mine if tight or not self.case.index.knows(w)]
        return _first(
            (a, b)
            for a in new
            for b in theirs
            if a.sort is b.sort is Sort.NAME and not self._is_told(a)
        )

    def _is_told(self, name: Word) -> bool:
        """The window has the name in another shape: `Velmaria`, `Velmarian`."""
        names = (w.form for w in self.window if w.sort is Sort.NAME)
        return any(are_one_name(name.form, form) for form in names if form != name.form)

    def _opposites(
        self, mine: Iterable[Word], theirs: Sequence[Word]
    ) -> tuple[Word, Word] | None:
        language, alignment = self.case.language, self.line.alignment
        if alignment is None or self.line.support.contained < _SURELY_SAME:
            return None
        # `not reopen` and `stay closed` say the same.
        mine_not = has_negation(self.line.line.words, language)
        if mine_not != has_negation(alignment.source_run, language):
            return None
        return _first(
            (a, b)
            for a in mine
            for b in theirs
            if are_opposites(a, b, language) and not _are_kin(a, b)
        )

    def _siblings(
        self, mine: Sequence[Word], theirs: Sequence[Word]
    ) -> tuple[Word, Word] | None:
        """One word alone in the place of another of its closed set: `week`, `month`."""
        new = [w for w in mine if w.sort is Sort.CONTENT]
        gone = [w for w in theirs if w.sort is Sort.CONTENT]
        if not self.line.is_close or len(new) != 1 or len(gone) != 1:
            return None
        if new[0].sense in self.told or gone[0].sense in self.given:
            return None
        if not self.case.kinship.are_siblings(new[0].stem, gone[0].stem):
            return None
        return None if _are_kin(new[0], gone[0]) else (new[0], gone[0])


def _are_kin(one: Word, other: Word) -> bool:
    """One sense or kin, or parts of such phrases: `steps down`, `gives up her post`."""
    return one.sense == other.sense or not one.kin.isdisjoint(other.kin)


def _beside(word: Word, words: Sequence[Word]) -> tuple[str, str]:
    """Return the senses of the words before and after, empty at the ends."""
    at = words.index(word)
    before = words[at - 1].sense if at else ""
    return before, words[at + 1].sense if at + 1 < len(words) else ""


def _money(word: Word, other: Word) -> bool:
    """Two sums: `£60m` and `£6m`."""
    return word.form[0] == other.form[0] and not word.form[0].isalnum()


def _bare(words: Iterable[Word], language: Language) -> set[str]:
    """Return the content of a step without its negations."""
    negations = language.words("negations")
    return {
        w.sense
        for w in words
        if w.sort is not Sort.FUNCTION and w.form not in negations
    }


def _first(pairs: Iterable[tuple[Word, Word]]) -> tuple[Word, Word] | None:
    return next(iter(pairs), None)


def _closest(word: Word, others: Sequence[Word]) -> Word | None:
    """Return the spare figure that stands nearest in value."""
    value = number_value(word.stem)
    if not others or value is None:
        return others[0] if others else None
    return min(
        others, key=lambda o: (abs((number_value(o.stem) or 0) - value), o.start)
    )


def _span(word: Word | None) -> Span | None:
    return Span(word.start, word.end) if word else None
