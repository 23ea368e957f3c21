"""Faithful lines to match the others: well carried ones, then the source's own."""

from collections.abc import Iterator, Sequence
from statistics import median

from quizapp.compare.discrepancy import Place
from quizapp.compare.engine import ComparedLine
from quizapp.compare.kinds import Kind
from quizapp.compare.text import Span
from quizapp.game.line import Excerpt, Form, Line, Passage
from quizapp.packs.draft_desk import Desk
from quizapp.wording import gettext


def faithful_lines(desk: Desk, others: Sequence[Line]) -> Iterator[Line]:
    """Yield faithful lines, those first that need the least work."""
    found = [finding.derived for finding in desk.comparison.discrepancies]
    spoilt = [desk.derived.covering(span) for span in found if span]
    for compared in desk.carried():
        if not any(Span(compared.start, compared.end).overlaps(w) for w in spoilt):
            yield _carried(desk, compared)
    yield from _verbatim(desk, others)


def _carried(desk: Desk, compared: ComparedLine) -> Line:
    excerpt = desk.derived.excerpt(Span(compared.start, compared.end))
    passage = desk.passage(compared.source or Place(0, 0, 1))
    return _line(excerpt, passage, ours=False)


def _verbatim(desk: Desk, others: Sequence[Line]) -> Iterator[Line]:
    """Yield the sources' sentences as they stand, nearest to the others' length."""
    lengths = [len(line.derived.words) for line in others if line.derived]
    usual = median(lengths or [100])
    passages = [
        Passage(key, text.excerpt(span))
        for key, text in desk.sources.items()
        for span in text.spans
        if span
    ]
    for passage in sorted(passages, key=lambda p: abs(len(p.excerpt.words) - usual)):
        yield _line(passage.excerpt, passage, ours=True)


def _line(excerpt: Excerpt, passage: Passage, *, ours: bool) -> Line:
    return Line(
        key="x",
        form=Form.TRAINING,
        kinds=(),
        resembles=_resemblance(excerpt.words),
        derived=excerpt,
        passages=(passage,),
        why=gettext("The source carries every part of this line."),
        ours=ours,
    )


def _resemblance(words: str) -> Kind:
    """Return the kind that a faithful line like this could be mistaken for."""
    if any(mark in words for mark in '“"«„'):
        return Kind.ALTERED_QUOTE
    if any(character.isdigit() for character in words):
        return Kind.CHANGED_DETAIL
    return Kind.UNSUPPORTED_CLAIM
