"""What an honest editor may change in the words of a quotation.

Brackets of the newsroom, a title more or less, a contraction written out, another unit,
a fair rounding: steps between two quotations are freed of these before they are graded.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from quizapp.compare.judging.shade import Shade, shade_step
from quizapp.compare.language import Language
from quizapp.compare.matching.difference import Alignment, Step
from quizapp.compare.reading.article import Article, Sort, Word
from quizapp.compare.reading.quantities import Quantity, are_same, read_quantities
from quizapp.compare.reading.text import Span

_GRAVE = (Shade.NAME, Shade.OPPOSITE, Shade.NEGATION, Shade.NUMBER)
_AHEAD = 2  # words before a number that may say how it was rounded, or unmatched
_NEAR = 60  # code points between a title and its name, or a bracket and its words


@dataclass(frozen=True)
class Leeway:
    """Two quotations, word by word: `here` holds the derived one, `there` the other."""

    alignment: Alignment
    here: Article
    there: Article
    language: Language

    def graded(self) -> Iterator[Step]:
        """Yield the steps without what is fair, and the figures whose unit changed."""
        for step in self.alignment.steps:
            derived, source = step.derived, step.source
            spoken = tuple(w for w in source if self.there.is_said(w))
            rest = self._without_fair(Step(derived, spoken))
            if rest.derived or rest.source:
                yield rest
        yield from self._other_money()

    def _without_fair(self, step: Step) -> Step:
        if self._is_same_text(step):
            return Step((), ())
        fair = self._same_quantities
        derived = [w for w in step.derived if w.start not in fair[0]]
        source = [w for w in step.source if w.start not in fair[1]]
        derived, source = self._untitled(derived, source)
        derived, source = self._contracted(derived, source)
        fillers = self.language.words("fillers")
        source = [word for word in source if word.form not in fillers]
        return self._unbracketed(Step(tuple(derived), tuple(source)))

    def _is_same_text(self, step: Step) -> bool:
        """The same letters: `U.S.`, `US`; `[T]he`, `the`; `no-one`, `no one`."""
        mine, pairs = self._letters(step.derived), self.alignment.pairs
        if mine == self._letters(step.source):
            return True
        if not step.derived or not pairs:
            return False
        # Before the first matched word, and behind the last, any number may be meant.
        source, widths = self.alignment.source, range(1, len(step.derived) + _AHEAD)
        first, last = pairs[0][1], pairs[-1][1] + 1
        near: list[Sequence[Word]] = []
        if step.derived[0] == self.alignment.derived[0]:
            near += [source[max(0, first - width) : first] for width in widths]
        if step.derived[-1] == self.alignment.derived[-1]:
            near += [source[last : last + width] for width in widths]
        return any(mine == self._letters(words) for words in near)

    def _letters(self, words: Sequence[Word]) -> str:
        return self.language.respell("".join(word.form for word in words))

    @cached_property
    def _same_quantities(self) -> tuple[Collection[int], Collection[int]]:
        """Return where the words of quantities begin that are fairly told."""
        mine, theirs = self._quantities
        fair: tuple[set[int], set[int]] = (set(), set())
        for one in mine:
            for other in theirs:
                if are_same(one, other) and self._is_rightly_led(one, other):
                    fair[0].update(w.start for w in (*self._lead(one), *one.words))
                    fair[1].update(w.start for w in other.words)
        return fair

    @cached_property
    def _quantities(self) -> tuple[tuple[Quantity, ...], tuple[Quantity, ...]]:
        derived, source = self.alignment.derived, self.alignment.source
        mine = read_quantities(derived, self.here, self.language)
        return mine, mine and read_quantities(source, self.there, self.language)

    def _lead(self, quantity: Quantity) -> Sequence[Word]:
        """Return what says before a number how it was rounded: `more than`."""
        words, roundings = self.alignment.derived, self.language.pairs("roundings")
        at = words.index(quantity.words[0])
        lead = words[max(0, at - _AHEAD) : at]
        while lead and lead[0].form not in roundings:
            lead = lead[1:]
        return lead

    def _is_rightly_led(self, derived: Quantity, source: Quantity) -> bool:
        """`Almost 2,000` is more than the exact number, `over 1,900` is less."""
        lead = self._lead(derived)
        way = self.language.pairs("roundings")[lead[0].form] if lead else "near"
        rough, exact = derived.readings[0].amount, source.readings[0].amount
        return way == "near" or (rough > exact if way == "below" else rough < exact)

    def _other_money(self) -> Iterator[Step]:
        """Yield figures that match word for word in another currency: £5m, $5m."""
        derived, source = self.alignment.derived, self.alignment.source
        for left, right in self.alignment.pairs:
            one, other = derived[left], source[right]
            signs = {_sign(one), _sign(other)} - {""}
            if one.sort is Sort.NUMBER and len(signs) > 1:
                yield Step((one,), (other,))

    def _untitled(
        self, derived: list[Word], source: list[Word]
    ) -> tuple[list[Word], list[Word]]:
        """Drop a title before a name, unless it takes the place of another."""
        mine = [w for w in derived if self._is_title(w, self.here)]
        theirs = [w for w in source if self._is_title(w, self.there)]
        if mine and theirs:
            return derived, source
        rest = [w for w in derived if w not in mine]
        return rest, [w for w in source if w not in theirs]

    def _is_title(self, word: Word, article: Article) -> bool:
        titles = self.language.words("titles")
        if word.form not in titles:
            return False
        after = article.words_in(Span(word.end, word.end + _NEAR))
        name = next((w for w in after if w.form not in titles), None)
        return name is not None and article.is_capital(name)

    def _contracted(
        self, derived: list[Word], source: list[Word]
    ) -> tuple[list[Word], list[Word]]:
        """Drop `'d` and the `would` it is short for, on either side."""
        short = self.language.pairs("contracted")
        for one, other in ((derived, source), (source, derived)):
            for word in [w for w in one if w.form in short]:
                whole = short[word.form].split()
                if found := next((w for w in other if w.form in whole), None):
                    one.remove(word)
                    other.remove(found)
        return derived, source

    def _unbracketed(self, step: Step) -> Step:
        """Drop what the newsroom put in brackets, and what that stands for.

        Brackets do not make another number, name or meaning of what was said.
        """
        if not step.derived:
            spoken = (w for w in step.source if not _bracketed(w, self.there))
            return Step((), tuple(spoken))
        derived = tuple(w for w in step.derived if not _bracketed(w, self.here))
        if derived == step.derived or shade_step(step, self.language) in _GRAVE:
            return step
        return Step(derived, step.source if derived else ())


def _bracketed(word: Word, article: Article) -> bool:
    """Whoever speaks says no brackets; some newsrooms set round ones."""
    folded, near = article.folded, max(0, word.start - _NEAR)
    opened = max(folded.rfind(mark, near, word.start) for mark in "[(")
    return opened >= 0 and not any(
        folded.find(mark, opened, word.start) >= 0 for mark in "])"
    )


def _sign(word: Word) -> str:
    return "" if word.form[0].isalnum() else word.form[0]
