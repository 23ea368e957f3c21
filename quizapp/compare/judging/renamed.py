"""A name in the place of another: who or where a line says it was."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.compare.judging.dates import new_dateline
from quizapp.compare.matching.case import Case, Judged
from quizapp.compare.matching.kin import Kin
from quizapp.compare.reading.article import Sort, Word
from quizapp.compare.reading.names import are_one_name, is_short_for

_AS_WELL = 0.9  # of what a window carries: another line may be the one told


@dataclass(frozen=True, slots=True)
class Renamed:
    """The names of a line beside those of its window; `given` are the line's senses."""

    line: Judged
    case: Case
    window: Sequence[Word]
    given: frozenset[str]

    def find(
        self, mine: Sequence[Word], theirs: Sequence[Word], *, tight: bool
    ) -> tuple[Word, Word] | None:
        """Return a name among `mine` and the one of `theirs` in whose place it stands.

        Both are the words of one step, a `tight` one where they are few.
        """
        # A name far from the other one may only say who is meant.
        new = [w for w in mine if tight or not self.case.index.knows(w)]
        date = new_dateline(self.line, self.case)
        alone = len(new) == len(theirs) == 1
        new = [w for w in new if w not in date]
        pairs = (
            (a, b)
            for a in new
            for b in theirs
            if a.sort is b.sort is Sort.NAME and not self._is_told(a)
            if not self._are_of_one(a, b) and not self._is_of_another_line(a)
            if not self._is_the_same(a, b)
            if alone or not self._is_moved(a, b)
        )
        return next(pairs, None)

    def _is_moved(self, name: Word, other: Word) -> bool:
        """`An expert on boats of the Otters` for `the Otters boat expert Ann Ash`.

        The name stands elsewhere in the window, and the line leaves the other one out.
        """
        alignment = self.line.alignment
        if alignment is None or other.sense in self.given:
            return False
        taken = {right for _left, right in alignment.pairs}
        spare = (w for at, w in enumerate(alignment.source) if at not in taken)
        return any(word.sense == name.sense for word in spare)

    def _is_of_another_line(self, name: Word) -> bool:
        """A source line with the name carries nearly all that the window does."""
        if self.line.is_close or not self.case.index.knows(name):
            return False
        kin, enough = self.case.retelling.kin, _AS_WELL * self._carried(self.line.kin)
        units = self.case.index.postings[name.sense]
        return any(self._carried(kin[unit]) >= enough for unit in units)

    def _carried(self, kin: Kin) -> float:
        """Weigh what some words carry of the line's own."""
        words = (w for w in self.line.own if w.sort is not Sort.FUNCTION)
        return math.fsum(self.case.index.weigh(w) * kin.carries(w) for w in words)

    def _are_of_one(self, one: Word, other: Word) -> bool:
        """`Ash-Boyle` for `Ann`: a source sets a part of the name beside the other."""
        words, folded = self.line.line.words, self.case.derived.folded
        at = words.index(one)
        parts = [
            word
            for word in words[max(0, at - 1) : at + 2]
            if word is one
            or "-" in (folded[word.end : one.start], folded[one.end : word.start])
        ]
        here = {word.sense for word in self.window}
        parts = [part for part in parts if part is one or part.sense not in here]
        return any(self._are_together(part, other) for part in parts)

    def _are_together(self, one: Word, other: Word) -> bool:
        """Two names that a source sets side by side: `Sanna` is Sanna Wikberg."""
        beside = self.case.index.neighbours
        return any(
            pair in beside
            for pair in ((one.sense, other.sense), (other.sense, one.sense))
        )

    def _is_the_same(self, one: Word, other: Word) -> bool:
        """`Moscow` stands for Russia, `EU` for the European Union.

        `The British daily` stands for its name.
        """
        words, kinship = self.line.line.words, self.case.kinship
        after = words[words.index(one) + 1 :][:1]
        if after and after[0].form in self.case.language.words("press"):
            return True
        if kinship.are_of_one_state(one.stem, other.stem):
            return True
        if other.stem not in kinship.states and any(
            kinship.are_of_one_state(one.stem, word.stem) for word in self.window
        ):
            return True
        return is_short_for(one, self.window) or is_short_for(other, words)

    def _is_told(self, name: Word) -> bool:
        """The window has the name in another shape: `Velmaria`, `Velmarian`."""
        names = (w.form for w in self.window if w.sort is Sort.NAME)
        return any(are_one_name(name.form, form) for form in names if form != name.form)
