"""Faithful lines to match the others: well carried ones, then the source's own."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from quizapp.compare.kinds import Kind
from quizapp.compare.reading.text import Span
from quizapp.game.line import Excerpt, Form, Line, Passage
from quizapp.packs.draft_desk import Desk
from quizapp.packs.draft_findings import Found
from quizapp.wording import gettext


def faithful_lines(desk: Desk, others: Sequence[Line]) -> Iterator[Line]:
    """Yield faithful lines, those first that need the least work."""
    yield from (found.line for found in carried_lines(desk))
    yield from _verbatim(desk, others)


def carried_lines(desk: Desk) -> Iterator[Found]:
    """Yield the derived lines that a source carries, the best carried first.

    Sentences in which something was found are left out.
    """
    for compared in desk.carried():
        words = Span(compared.start, compared.end)
        if compared.source and not desk.is_spoilt(compared):
            place = desk.whole(compared.source)
            yield Found(carried_line(desk, words, desk.passage(place)), words, place)


def carried_line(desk: Desk, words: Span, passage: Passage) -> Line:
    """Return a faithful line of these derived sentences, carried by `passage`."""
    line = faithful_line(desk.derived.excerpt(words), passage)
    return replace(line, headline=words in desk.headlines)


def _verbatim(desk: Desk, others: Sequence[Line]) -> Iterator[Line]:
    """Yield the sources' sentences as they stand, nearest to the others' length."""
    lengths = [len(line.derived.words) for line in others if line.derived]
    usual = median(lengths or [100])
    passages = [
        Passage(key, text.excerpt(span))
        for key, text in desk.sources.items()
        for span in text.story
    ]
    for passage in sorted(passages, key=lambda p: abs(len(p.excerpt.words) - usual)):
        yield faithful_line(passage.excerpt, passage, ours=True)


def faithful_line(excerpt: Excerpt, passage: Passage, *, ours: bool = False) -> Line:
    """Return a faithful line of these words, carried by `passage`."""
    return Line(
        key="x",
        form=Form.TRAINING,
        kinds=(),
        resembles=resemblance(excerpt.words),
        derived=excerpt,
        passages=(passage,),
        why=faithful_why(),
        ours=ours,
    )


def resemblance(words: str) -> Kind:
    """Return the kind that a faithful line like this could be mistaken for."""
    if any(mark in words for mark in '“"«„'):
        return Kind.ALTERED_QUOTE
    if any(character.isdigit() for character in words):
        return Kind.CHANGED_DETAIL
    return Kind.UNSUPPORTED_CLAIM


def faithful_why() -> str:
    """Return what can be said of every faithful line."""
    return gettext("The source carries every part of this line.")
