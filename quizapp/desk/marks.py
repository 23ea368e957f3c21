"""Where a line's changed words stand in the articles, however they were edited."""

from collections.abc import Iterator
from itertools import zip_longest

from quizapp.compare.text import Span
from quizapp.desk.proposal import Marked, Proposed, SourceSpan
from quizapp.game.correction import WORD
from quizapp.packs.draft_desk import Desk


def marks_of(desk: Desk, proposed: Proposed) -> tuple[Marked, ...]:
    """Return the line's changes as they are now, in the articles as given.

    A side is None where the change has no words there, or where they cannot be told
    in the article; a change of which no side is left is not among them.
    """
    line, source = proposed.line, proposed.source
    mine = [change.derived for change in line.changes]
    theirs = [change.source for change in line.changes]
    found: Iterator[Span | None] = iter(())
    answers: Iterator[Span | None] = iter(())
    if proposed.derived and line.derived:
        article = desk.derived.article
        found = _spans(line.derived.words, mine, article, proposed.derived)
    if source and source.article in desk.sources:
        article = desk.sources[source.article].article
        words = line.passages[0].excerpt.words
        answers = _spans(words, theirs, article, source.span)
    return tuple(
        Marked(a, SourceSpan(source.article, b.start, b.end) if source and b else None)
        for a, b in zip_longest(found, answers)
        if a or b
    )


def _spans(
    words: str, pieces: list[str], article: str, whole: Span
) -> Iterator[Span | None]:
    """Yield where each piece of the tidy `words` stands in the article's sentences."""
    tidy = [match.span() for match in WORD.finditer(words)]
    given = [match.span() for match in WORD.finditer(whole.cut(article))]
    for piece in pieces:
        start = words.find(piece)
        if not piece or start < 0 or len(tidy) != len(given):
            yield None
            continue
        ends = [_place(at, tidy, given) for at in (start, start + len(piece))]
        yield Span(whole.start + ends[0], whole.start + ends[1])


def _place(at: int, tidy: list[tuple[int, int]], given: list[tuple[int, int]]) -> int:
    """Return where a place in the tidy words is in those that were given."""
    for (start, end), (first, last) in zip(tidy, given, strict=True):
        if at <= end:
            return last if at == end else min(first + max(0, at - start), last)
    return given[-1][1]
