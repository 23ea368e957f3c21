"""Cutting excerpts and changed words out of an article, so that they can be found."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import chain

from quizapp.compare.language import Language
from quizapp.compare.reading.article import read_article
from quizapp.compare.reading.text import Span
from quizapp.game.line import Excerpt
from quizapp.packs.plain import tidy, without_unfit


@dataclass(frozen=True, slots=True)
class Sentences:
    """An article and its sentences, in order; `furniture` numbers those of its page."""

    article: str
    spans: tuple[Span, ...]
    furniture: frozenset[int] = frozenset()

    @property
    def story(self) -> tuple[Span, ...]:
        """Return the sentences worth showing."""
        return tuple(
            span for number, span in enumerate(self.spans) if self._shows(number)
        )

    def touched(self, span: Span) -> tuple[Span, ...]:
        """Return the sentences of the story that share a code point with `span`."""
        first = bisect_right(self.spans, span.start, key=_end)
        last = bisect_left(self.spans, span.end, key=_start)
        return tuple(self.spans[n] for n in range(first, last) if self._shows(n))

    def covering(self, span: Span) -> Span:
        """Return the whole sentences that `span` touches, or `span` itself."""
        touched = self.touched(span)
        return Span(touched[0].start, touched[-1].end) if touched else span

    def excerpt(self, words: Span) -> Excerpt:
        """Return whole sentences with the ones before and after them."""
        first = bisect_left(self.spans, words.start, key=_start)
        last = bisect_left(self.spans, words.end, key=_end)
        starts = self._shows(first) and self.spans[first].start == words.start
        ends = self._shows(last) and self.spans[last].end == words.end
        before = first - 1 if starts else -1
        after = last + 1 if ends else -1
        return Excerpt(self.cut(words), self._sentence(before), self._sentence(after))

    def _shows(self, number: int) -> bool:
        return 0 <= number < len(self.spans) and number not in self.furniture

    def _sentence(self, number: int) -> str:
        return self.cut(self.spans[number]) if self._shows(number) else ""

    def cut(self, span: Span) -> str:
        """Return the tidy text of `span`."""
        return clean(span.cut(self.article))

    def piece(self, words: Span, changed: Span) -> str | None:
        """Return `changed`, with as many words round it as make it unique in `words`.

        None where it does not lie in `words`, or no stretch is unique.
        """
        whole = self.cut(words)
        for stretch in chain([changed], self._widened(words, changed)):
            piece = self.cut(stretch)
            if piece and whole.count(piece) == 1:
                return piece
        return None

    def _widened(self, words: Span, changed: Span) -> list[Span]:
        """Return ever longer stretches round `changed`, a word at a time."""
        if not words.holds(changed):
            return []
        found = re.finditer(r"\S+", words.cut(self.article))
        tokens = [Span(words.start + m.start(), words.start + m.end()) for m in found]
        left = [each.start for each in tokens if each.start <= changed.start][::-1]
        right = [each.end for each in tokens if each.end >= changed.end]
        if not left or not right:
            return []
        return [
            Span(left[min(more, len(left) - 1)], right[min(other, len(right) - 1)])
            for step in range(8)
            for more, other in ((step, step), (step + 1, step))
        ]


def _start(span: Span) -> int:
    return span.start


def _end(span: Span) -> int:
    return span.end


def clean(text: str) -> str:
    """Return `text` as a pack may carry it."""
    return tidy(without_unfit(text.replace("\ufeff", "")))


def shorten(text: str, longest: int) -> str:
    """Return `text` tidy, and no longer than `longest` characters.

    >>> shorten("She  said no.", 9)
    'She said…'
    """
    text = clean(text)
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def cut_article(article: str, language: Language) -> Sentences:
    """Return every sentence of `article` that belongs to its story."""
    lines = read_article(article, language).lines
    return Sentences(
        article,
        tuple(line.span for line in lines),
        frozenset(number for number, line in enumerate(lines) if line.boilerplate),
    )
