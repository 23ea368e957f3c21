"""Cutting excerpts and changed words out of an article, so that they can be found."""

import re
from dataclasses import dataclass
from itertools import chain

from quizapp.compare.article import read_article
from quizapp.compare.language import Language
from quizapp.compare.text import Span
from quizapp.game.line import Excerpt
from quizapp.packs.plain import tidy, without_unfit


@dataclass(frozen=True, slots=True)
class Sentences:
    """An article and its sentences; None stands where one is not worth showing."""

    article: str
    spans: tuple[Span | None, ...]

    def covering(self, span: Span) -> Span:
        """Return the whole sentences that `span` touches, or `span` itself."""
        touched = [each for each in self.spans if each and each.overlaps(span)]
        return Span(touched[0].start, touched[-1].end) if touched else span

    def excerpt(self, words: Span) -> Excerpt:
        """Return whole sentences with the ones before and after them."""
        before = after = None
        for previous, span in zip((None, *self.spans), self.spans, strict=False):
            if span and span.start == words.start:
                before = previous
            if previous and previous.end == words.end:
                after = span
        return Excerpt(self.cut(words), self.cut(before), self.cut(after))

    def cut(self, span: Span | None) -> str:
        """Return the tidy text of `span`; nothing where there is none."""
        return clean(span.cut(self.article)) if span else ""

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
        article, tuple(None if line.boilerplate else line.span for line in lines)
    )
