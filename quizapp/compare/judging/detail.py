"""Details of an aligned line that differ: numbers, names, dates, directions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from quizapp.compare.discrepancy import Change
from quizapp.compare.judging.dates import find_other_day
from quizapp.compare.judging.denied import find_denied_scope
from quizapp.compare.judging.figures import ChangedDetail, Figures, are_kin, span_of
from quizapp.compare.judging.polarity import find_turned, sure_of_turned
from quizapp.compare.judging.renamed import Renamed
from quizapp.compare.judging.replaced import MOST, grade_line
from quizapp.compare.judging.shade import (
    Shade,
    are_opposites,
    denied_words,
    find_phrases,
    has_negation,
    shade_step,
)
from quizapp.compare.judging.slots import find_exchanged
from quizapp.compare.language import Language
from quizapp.compare.matching.case import Case, Judged
from quizapp.compare.matching.difference import Step
from quizapp.compare.reading.article import Sort, Word

_RETOLD, _ALIGNED, _SURELY_SAME = 0.5, 0.45, 0.6
_EXCHANGED, _DENIED = 0.75, 0.6
_DAY = 0.9
_LEAD = 6  # words before the first matched one that still belong to it


def find_changed_details(line: Judged, case: Case) -> Iterator[ChangedDetail]:
    """Yield the details of a line's own words that its matched window denies."""
    if line.alignment is None or line.support.carried < _RETOLD:
        return
    window = line.match.window.words if line.match else ()
    given, told = (
        frozenset([word.sense for word in words]) for words in (line.line.words, window)
    )
    both = _Both(line, case, window, given, told, Renamed(line, case, window, given))
    figures = list(Figures(line, case, window, given, told).changed())
    yield from figures
    close = line.support.contained >= _ALIGNED
    found = [d for step in line.steps for d in both.slot(step)] if close else []
    if close and not found and (day := find_other_day(line, case)):
        found = [ChangedDetail(Change(span_of(day[0]), span_of(day[1])), _DAY)]
    found = found or list(_elsewhere(line, case))
    yield from found
    # A hint says nothing beside what is sure.
    wanted = close and not found and (figures or case.bar <= MOST)
    if wanted and (grade := grade_line(line, case)):
        yield ChangedDetail(_first_change(line), grade)


def _elsewhere(line: Judged, case: Case) -> Iterator[ChangedDetail]:
    """What is told otherwise wherever a freely told line puts it."""
    if turned := find_turned(line, case):
        yield ChangedDetail(turned, sure_of_turned(line))
    elif pair := find_exchanged(line, case):
        yield ChangedDetail(Change(span_of(pair[0]), span_of(pair[1])), _EXCHANGED)
    elif denied := find_denied_scope(line, case):
        yield ChangedDetail(Change(None, denied), _DENIED)


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
    renamed: Renamed

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
            (self._days(step), _DAY),
            (self.renamed.find(mine, theirs, tight=tight), 0.8 if tight else 0.55),
            (opposites, 0.85 if tight else 0.6),
            (self._siblings(mine, theirs) if tight else None, 0.75),
        ):
            if pair:
                yield ChangedDetail(Change(span_of(pair[0]), span_of(pair[1])), sure)
                return
        if tight and self._flips(step):
            yield ChangedDetail(step.change, sure_of_turned(self.line))

    def _flips(self, step: Step) -> bool:
        """One `not` more or less, here and over the whole line."""
        alignment, language = self.line.alignment, self.case.language
        if alignment is None or shade_step(step, language) is not Shade.NEGATION:
            return False
        if self._is_pending(step) or _are_sized(step, language):
            return False
        both = (*step.derived, *step.source)
        lacking = language.words("lacking")
        if any(word.form in lacking for word in both) or self._is_ruled_out():
            return False
        mine = has_negation(self.line.line.words, language)
        theirs = has_negation(alignment.source_run, language)
        if mine == theirs or (mine and self._denies(self.window)):
            return False
        if self._is_moved(step) or self._is_reversed(step) or self._is_denied_before():
            return False
        told = _bare(step.source, language)
        added = self.line.is_close and not told
        return added or told == _bare(step.derived, language)

    def _denies(self, words: Sequence[Word]) -> bool:
        """`Denies that anyone was told` says that no one was."""
        language = self.case.language
        denying = language.words("denying")
        return has_negation(words, language) or any(w.form in denying for w in words)

    def _is_pending(self, step: Step) -> bool:
        """`Has not been tested yet` and `still has to be tested` say the same.

        So do `has yet to say` and `has not said`.
        """
        language = self.case.language
        for mine, theirs in (
            (self.line.line.words, step.source),
            (self.window, step.derived),
        ):
            if find_phrases(mine, language, "notyet"):
                return has_negation(theirs, language)
        pending = language.words("pending")
        here, there = self.line.line.words, step.source
        return all(any(w.form in pending for w in words) for words in (here, there))

    def _is_reversed(self, step: Step) -> bool:
        """`Not able to` for `unable to`: the other side has the opposite instead."""
        language, words = self.case.language, self.line.line.words
        pairs = [(head, by, self.window) for head, by in denied_words(words, language)]
        pairs += [(head, by, words) for head, by in denied_words(self.window, language)]
        return any(
            are_opposites(head, other, language)
            for head, by, others in pairs
            if by in step.derived or by in step.source
            for other in others
        )

    def _is_ruled_out(self) -> bool:
        """`No traps and no poison` for `traps and poison are ruled out`."""
        language = self.case.language
        here, there = (
            bool(find_phrases(words, language, "exclusions"))
            for words in (self.line.line.words, self.window)
        )
        return here is not there

    def _is_denied_before(self) -> bool:
        """`None of them was hurt` for `no one was hurt in any`: before what matched."""
        alignment, language = self.line.alignment, self.case.language
        if alignment is None or not alignment.pairs:
            return False
        first = alignment.pairs[0][1]
        lead = alignment.source[max(0, first - _LEAD) : first]
        return any(word.form in language.negating for word in lead)

    def _is_moved(self, step: Step) -> bool:
        """The other side denies the same word, only further off: `does not think`."""
        language, words = self.case.language, self.line.line.words
        here, there = (denied_words(w, language) for w in (words, self.window))
        mine = {w.sense for w, by in here if by in step.derived}
        theirs = {w.sense for w, by in there if by in step.source}
        given, told = {w.sense for w, _by in here}, {w.sense for w, _by in there}
        return bool(mine or theirs) and mine <= told and theirs <= given

    def _days(self, step: Step) -> tuple[Word, Word] | None:
        """A day, month or season that one side does not name; `may` is no month."""
        days, match = self.case.language.words("calendar"), self.line.match
        if match is None or not any(word.form in days for word in step.derived):
            return None
        here, there = self.case.derived, self.case.sources[match.window.article]
        told = {(w.form, there.is_capital(w)) for w in self._answering(step)}
        given = {(w.form, here.is_capital(w)) for w in self.line.line.words}
        return _first(
            (a, b)
            for a in step.derived
            for b in step.source
            if a.form in days and (a.form, here.is_capital(a)) not in told
            if not self._is_publication(a)
            if b.form in days and (b.form, there.is_capital(b)) not in given
        )

    def _is_publication(self, day: Word) -> bool:
        """`Published on Saturday`: the day of the source itself."""
        words, public = self.line.line.words, self.case.language.words("publishing")
        at = words.index(day)
        return any(word.form in public for word in words[max(0, at - 2) : at])

    def _answering(self, step: Step) -> Sequence[Word]:
        """The words that answer the line: one for one, those beside it do not count."""
        alone = len(step.derived) == len(step.source) == 1
        run = self.line.alignment.source_run if self.line.alignment else ()
        return run if alone and run else self.window

    def _opposites(
        self, mine: Iterable[Word], theirs: Sequence[Word]
    ) -> tuple[Word, Word] | None:
        language, alignment = self.case.language, self.line.alignment
        support = self.line.support
        if alignment is None:
            return None
        if support.contained < _SURELY_SAME:
            if support.carried < _SURELY_SAME:
                return None
            # Where kin carry the line, a word with kin of its own is not changed.
            kin = self.line.kin
            mine = [word for word in mine if not kin.carries(word)]
        pairs = [
            (a, b)
            for a in mine
            for b in theirs
            if are_opposites(a, b, language) and not are_kin(a, b)
            if self.line.is_close
            or (a.sort is not Sort.FUNCTION and not _are_converse(a, b, language))
        ]
        if not pairs:
            return None
        # `not reopen` and `stay closed` say the same.
        mine_not = has_negation(self.line.line.words, language)
        if mine_not != has_negation(alignment.source_run, language):
            return None
        if self._is_until():
            return None
        here, there = (
            {w for w, _by in denied_words(words, language)}
            for words in (self.line.line.words, self.window)
        )
        return _first((a, b) for a, b in pairs if (a in here) == (b in there))

    def _is_until(self) -> bool:
        """`Open until May` and `closes in May` say the same."""
        ends = self.case.language.words("untils")
        both = (self.line.line.words, self.window)
        here, there = (any(word.form in ends for word in words) for words in both)
        return here is not there

    def _siblings(
        self, mine: Sequence[Word], theirs: Sequence[Word]
    ) -> tuple[Word, Word] | None:
        """One word in the place of another of its closed set: `week` for `month`.

        Of several, the last is what the others tell of: `a hospital nurse`.
        """
        mine = [w for w in mine if w.sort is Sort.CONTENT]
        theirs = [w for w in theirs if w.sort is Sort.CONTENT]
        if not self.line.is_close or not mine or not theirs:
            return None
        new, gone = mine[-1], theirs[-1]
        if new.sense in self.told or gone.sense in self.given or are_kin(new, gone):
            return None
        if gone.form in self.case.language.pairs("scales"):  # two centuries
            return None
        related = self.case.kinship.are_siblings(new.stem, gone.stem)
        return (new, gone) if related else None


def _are_sized(step: Step, language: Language) -> bool:
    """`Not all of them` and `some of them` say the same."""
    sizes = language.steps("quantities")
    return all(any(w.form in sizes for w in s) for s in (step.derived, step.source))


def _are_converse(one: Word, other: Word, language: Language) -> bool:
    """`Was sent` and `received`: told from the other end, nothing is turned round."""
    ends = {language.root(form) for form in language.words("converses")}
    return one.stem in ends and other.stem in ends


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
