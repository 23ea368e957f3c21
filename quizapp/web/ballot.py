"""What a question shows before its answer: nothing here depends on the key.

A line without a source is shown beside the passage nearest to it, exactly as a line
with one; the rewrite is not named, because a line may be written for the pack.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quizapp.game.asked import Asked
from quizapp.game.correction import words_of
from quizapp.game.format import Format
from quizapp.game.line import Excerpt, Line, Passage


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage of a source as one run of text, and whose it is."""

    article: Mapping[str, Any]
    text: str


@dataclass(frozen=True, slots=True)
class Offered:
    """One option: its text, and the sources' passages where they are shown beside."""

    text: str
    passages: tuple[ShownPassage, ...] = ()


@dataclass(frozen=True, slots=True)
class Ballot:
    """A question ready to be shown.

    `derived` is the line asked about, or None where the question is not about one.
    `words` are what can be marked; `gap` is a source's text on both sides of the gap;
    `kept` is what the rewrite has.
    """

    format: Format
    derived: Excerpt | None
    headline: bool
    passages: tuple[ShownPassage, ...]
    options: tuple[Offered, ...]
    words: tuple[str, ...] = ()
    gap: tuple[str, str] | None = None
    kept: tuple[str, ...] = ()


def ballot(asked: Asked) -> Ballot:
    """Return what may be seen of a question that waits for its answer."""
    line, fmt = asked.line, asked.question.format
    about_line = fmt not in (Format.SPOT, Format.MISSING)
    return Ballot(
        format=fmt,
        derived=line.derived if about_line else None,
        headline=line.headline and about_line,
        passages=_beside(asked, line) if fmt in _WITH_PASSAGES else (),
        options=_options(asked),
        words=_words(line) if fmt is Format.MARK else (),
        gap=_gap(line, beside=asked.beside) if fmt is Format.RESTORE else None,
        kept=_kept(asked) if fmt is Format.MISSING else (),
    )


_WITH_PASSAGES = frozenset({Format.JUDGE, Format.MARK, Format.NAME})


def _beside(asked: Asked, line: Line) -> tuple[ShownPassage, ...]:
    # Which kind it is can only be told from both sides.
    if not asked.beside and asked.question.format is not Format.NAME:
        return ()
    return tuple(_passage(asked, passage) for passage in line.passages)


def _passage(asked: Asked, passage: Passage) -> ShownPassage:
    return ShownPassage(asked.articles[passage.article], passage.excerpt.in_context)


def _options(asked: Asked) -> tuple[Offered, ...]:
    options = asked.question.options
    if asked.question.format is not Format.SPOT:
        return tuple(Offered(str(option)) for option in options)
    lines = [asked.lines[int(number)] for number in options]
    return tuple(
        Offered(line.derived.words, _beside(asked, line))
        for line in lines
        if line.derived is not None
    )


def _words(line: Line) -> tuple[str, ...]:
    return tuple(words_of(line.derived.words)) if line.derived else ()


def _gap(line: Line, *, beside: bool) -> tuple[str, str]:
    excerpt = line.passages[0].excerpt
    text = excerpt.in_context if beside else excerpt.words
    gap = line.gap.words if line.gap else ""
    start = text.find(excerpt.words) + excerpt.words.find(gap)
    return text[:start], text[start + len(gap) :]


def _kept(asked: Asked) -> tuple[str, ...]:
    """Return what the rewrite has, sorted, so that its order tells nothing."""
    offered = set(asked.question.options)
    return tuple(sorted(k.derived for k in asked.line.kept if k.source in offered))
