"""Made-up lines to practise on, each with one discrepancy of a known kind."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random

from quizapp.compare.discrepancy import Place
from quizapp.compare.engine import Comparison, compare
from quizapp.compare.inject import PLANTERS, Planted, apply_edit
from quizapp.compare.kinds import Kind
from quizapp.compare.language import Language, find_language
from quizapp.compare.planters.edit import Edit
from quizapp.compare.reading.article import Article, Line, read_article
from quizapp.compare.reading.text import Span
from quizapp.wording import gettext

# Below this a line may be no faithful one, so that nothing is shown by changing it.
_CARRIED = 0.4
_LONGEST = 3  # lines of a passage that still is one thing to read


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many practice lines to make, and of which kinds."""

    count: int
    kinds: frozenset[Kind] = frozenset(Kind)


@dataclass(frozen=True, slots=True)
class PracticeLine:
    """A made-up line to practise on: `text` is the changed passage itself.

    `changed` holds the words `after` in `text`; it is empty where `before` was left
    out. `source` is where the words as they were stand in a source, None for new ones.
    Whoever shows the line shows `notice` with it.
    """

    kind: Kind
    text: str
    changed: Span
    before: str
    after: str
    source: Place | None

    @property
    def notice(self) -> str:
        """Say that the line is made up, in the reader's language."""
        return gettext("Made up for practice: nobody has published this line.")


def practice_lines(
    sources: Sequence[str],
    derived: str,
    *,
    chance: Random,
    wanted: Wanted,
    language: str = "en",
) -> tuple[PracticeLine, ...]:
    """Make the lines wanted of faithful ones of `derived`, or as many as there are.

    Each changes the article as given in one place; no line is used twice, and the
    kinds take turns. Lines in which the engine proposes a discrepancy, and lines that
    the sources hardly carry, are left alone. All chance comes from `chance`.

    >>> lines = practice_lines(
    ...     ["The pool lost £83,000."], "The pool lost £83,000.",
    ...     chance=Random(1), wanted=Wanted(5, frozenset({Kind.CHANGED_DETAIL})),
    ... )
    >>> [(line.before, line.source.start, line.source.end) for line in lines]
    [('£83,000', 0, 21)]
    """
    spoken = find_language(language)
    found = compare(sources, derived, language=language)
    article = read_article(derived, spoken)
    edits = {
        kind: _faithful_edits(article, found, PLANTERS[kind](article, spoken, chance))
        for kind in Kind
        if kind in wanted.kinds
    }
    for choice in edits.values():
        chance.shuffle(choice)
    made = _apply_apart(article, edits, found, spoken)
    return tuple(_practice(planted) for planted in islice(made, wanted.count))


def _apply_apart(
    article: Article,
    edits: Mapping[Kind, list[Edit]],
    found: Comparison,
    language: Language,
) -> Iterator[Planted]:
    """Yield what the edits make of the article, no line used twice.

    One of every kind, then another of every kind; where a line is used already, the
    kind tries its next one.
    """
    used: set[int] = set()
    waiting = {kind: iter(choice) for kind, choice in edits.items()}
    while waiting:
        for kind, choice in [*waiting.items()]:
            for edit in choice:
                touched = {line.start for line in _touched(article, edit)}
                if used & touched:
                    continue
                planted = apply_edit(article, kind, edit, found.lines, language)
                if _is_short(planted, language):
                    used |= touched
                    yield planted
                    break
            else:
                del waiting[kind]


def _touched(article: Article, edit: Edit) -> list[Line]:
    """Return the lines that an edit changes, or that a new sentence follows."""
    start, end = edit.span.start, edit.span.end
    return [
        line for line in article.lines if line.start < end and start < line.end
    ] or [line for line in article.lines if line.end == start]


def _faithful_edits(
    article: Article, found: Comparison, edits: Iterable[Edit]
) -> list[Edit]:
    return [edit for edit in edits if _is_faithful(article, edit, found)]


def _is_faithful(article: Article, edit: Edit, found: Comparison) -> bool:
    """Say whether all lines touched are carried by a source and not doubted.

    A headline goes as a whole, so what it said does not matter.
    """
    doubted = [one.derived for one in found.discrepancies if one.derived]
    for line in _touched(article, edit):
        if line.headline and edit.span == line.span:
            continue
        if any(span.overlaps(line.span) for span in doubted):
            return False
        carried = [told.support for told in found.lines if told.start == line.start]
        if not line.headline and min(carried, default=0.0) < _CARRIED:
            return False
    return True


def _is_short(planted: Planted, language: Language) -> bool:
    lines = read_article(planted.passage.cut(planted.text), language).lines
    return len(lines) <= _LONGEST


def _practice(planted: Planted) -> PracticeLine:
    start = planted.passage.start
    return PracticeLine(
        planted.kind,
        planted.passage.cut(planted.text),
        Span(planted.span.start - start, planted.span.end - start),
        planted.before,
        planted.after,
        planted.source,
    )
