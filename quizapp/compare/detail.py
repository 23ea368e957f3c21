"""Details of an aligned line that differ: numbers, names, dates, directions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from quizapp.compare.article import Sort, Word
from quizapp.compare.case import Case, Judged
from quizapp.compare.difference import Step
from quizapp.compare.discrepancy import Change
from quizapp.compare.language import Language
from quizapp.compare.names import are_one_name
from quizapp.compare.numbers import is_fair_rounding, number_value
from quizapp.compare.replaced import grade_step
from quizapp.compare.shade import Shade, are_opposites, has_negation, shade_step
from quizapp.compare.text import Span

_ALIGNED, _SURELY_SAME = 0.45, 0.6


@dataclass(frozen=True, slots=True)
class ChangedDetail:
    """One changed detail and how surely it is one."""

    change: Change
    confidence: float


def find_changed_details(line: Judged, case: Case) -> Iterator[ChangedDetail]:
    """Yield the details of a line's own words that its matched window denies."""
    if line.alignment is None or line.support.contained < _ALIGNED:
        return
    both = _Both(line, case)
    yield from both.numbers()
    for step in line.steps:
        yield from both.slot(step)


@dataclass(frozen=True, slots=True)
class _Both:
    """A line's own words and its window, each to be asked what it lacks."""

    line: Judged
    case: Case

    @property
    def window(self) -> Sequence[Word]:
        return self.line.match.window.words if self.line.match else ()

    def numbers(self) -> Iterator[ChangedDetail]:
        """A figure the window lacks, whatever stands in its place."""
        theirs = [w for w in self.window if w.sort is Sort.NUMBER]
        spare = [w for w in theirs if not _has(self.line.line.words, w)]
        for word in self.line.own:
            if word.sort is not Sort.NUMBER or _has(theirs, word):
                continue
            if any(is_fair_rounding(word.stem, other.stem) for other in theirs):
                continue
            yield self._number(word, spare)

    def _number(self, word: Word, spare: Sequence[Word]) -> ChangedDetail:
        other = _closest(word, [w for w in spare if self._is_counterpart(word, w)])
        sure = 0.9 if other else 0.6
        if self.case.index.knows(word):
            sure -= 0.55 if self._is_told_elsewhere(word) else 0.25
        value = number_value(word.stem)
        if value is not None and value <= 12 and not other:
            sure = 0.3
        return ChangedDetail(Change(_span(word), _span(other)), sure)

    def _is_counterpart(self, word: Word, other: Word) -> bool:
        """In one slot, or beside the same word: `eleven weeks`, `twelve weeks`."""
        if any(word in s.derived and other in s.source for s in self.line.steps):
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
            mine = [w for w in mine if not _has(self.window, w)]
            theirs = [w for w in theirs if not _has(self.line.line.words, w)]
        tight = len(step.derived) <= 4 and len(step.source) <= 5
        # A headline is too free for a word in the place of another to mean much.
        opposites = () if self.line.line.headline else self._opposites(mine, theirs)
        for pair, sure in (
            (self._days(mine, theirs), 0.9),
            (self._names(mine, theirs), 0.8 if tight else 0.55),
            (opposites, 0.85 if tight else 0.6),
        ):
            if pair:
                yield ChangedDetail(Change(_span(pair[0]), _span(pair[1])), sure)
                return
        if tight and self._flips(step):
            yield ChangedDetail(step.change, 0.75)
        elif grade := grade_step(step, self.line, self.case.language):
            yield ChangedDetail(step.change, grade)

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
        return _bare(step.derived, language) == _bare(step.source, language)

    def _days(
        self, mine: Iterable[Word], theirs: Sequence[Word]
    ) -> tuple[Word, Word] | None:
        days = self.case.language.words("calendar")
        return _first(
            (a, b) for a in mine for b in theirs if a.form in days and b.form in days
        )

    def _names(
        self, mine: Iterable[Word], theirs: Sequence[Word]
    ) -> tuple[Word, Word] | None:
        return _first(
            (a, b)
            for a in mine
            for b in theirs
            if a.sort is b.sort is Sort.NAME and not are_one_name(a.form, b.form)
        )

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
            (a, b) for a in mine for b in theirs if are_opposites(a, b, language)
        )


def _beside(word: Word, words: Sequence[Word]) -> tuple[str, str]:
    """Return the senses of the words before and after, empty at the ends."""
    at = words.index(word)
    before = words[at - 1].sense if at else ""
    return before, words[at + 1].sense if at + 1 < len(words) else ""


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


def _has(words: Iterable[Word], word: Word) -> bool:
    return any(other.sense == word.sense for other in words)


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
