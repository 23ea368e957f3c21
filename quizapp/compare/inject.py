"""Plant a discrepancy of a named kind into a faithful rewrite, by a seed.

For tests and for `practice`; what it makes is made up, and must say so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from quizapp.compare.discrepancy import Place
from quizapp.compare.engine import ComparedLine, compare
from quizapp.compare.kinds import Kind
from quizapp.compare.language import Language, find_language
from quizapp.compare.planters import additions, quotations, story, telling
from quizapp.compare.planters.edit import Edit, Planter
from quizapp.compare.reading.article import Article, read_article
from quizapp.compare.reading.text import Span
from quizapp.wording import gettext

PLANTERS: Mapping[Kind, Planter] = {
    Kind.ALTERED_QUOTE: quotations.alter_quote,
    Kind.MANUFACTURED_QUOTE: quotations.manufacture_quote,
    Kind.MISATTRIBUTED_QUOTE: quotations.misattribute,
    Kind.UNSOURCED_QUOTE: additions.add_line("plantquotes"),
    Kind.CHANGED_DETAIL: telling.change_detail,
    Kind.SHIFTED_CERTAINTY: telling.drop_hedge,
    Kind.STRIPPED_ATTRIBUTION: telling.strip_attribution,
    Kind.UNSUPPORTED_CLAIM: additions.add_line("plantclaims"),
    Kind.UNSUPPORTED_EDITORIAL: additions.add_line("plantviews"),
    Kind.HEADLINE_MISMATCH: story.swap_headline,
    Kind.OMITTED_CONTEXT: story.leave_out,
    Kind.INTERNAL_INCONSISTENCY: story.contradict,
}


@dataclass(frozen=True, slots=True)
class Planted:
    """A rewrite with one made-up discrepancy in it.

    `span` holds the changed words in `text`, and is empty where words were left out;
    `before` and `after` are the words on both sides. `passage` holds whole lines of
    `text`: those a reader must see to recognise it. `source` is the best match of the
    words as they were; None where they are new, or where no source was given.
    """

    kind: Kind
    text: str
    span: Span
    before: str
    after: str
    passage: Span
    source: Place | None


@dataclass(frozen=True, slots=True)
class NoPlace:
    """A text without a place for a discrepancy of `kind`; `why` says what it lacks."""

    kind: Kind
    why: str


def plant(
    rewrite: str,
    kind: Kind,
    chance: Random,
    *,
    sources: Sequence[str] = (),
    language: str = "en",
) -> Planted | NoPlace:
    """Change `rewrite` in one place, so that it carries a discrepancy of `kind`.

    All chance comes from `chance`; one seed gives one answer. `sources` serve only to
    name the source of the words that were changed.

    >>> planted = plant("The pool lost £83,000.", Kind.CHANGED_DETAIL, Random(1))
    >>> planted.kind.value, planted.before, planted.after == planted.before
    ('changed_detail', '£83,000', False)
    >>> plant("Rain fell.", Kind.ALTERED_QUOTE, Random(1)).why
    'No quotation has six words or more.'
    """
    spoken = find_language(language)
    article = read_article(rewrite, spoken)
    edits = list(PLANTERS[kind](article, spoken, chance))
    if not edits:
        return NoPlace(kind, _lack(kind))
    told = compare(sources, rewrite, language=language).lines if sources else ()
    return apply_edit(article, kind, chance.choice(edits), told, spoken)


def apply_edit(
    article: Article,
    kind: Kind,
    edit: Edit,
    told: Sequence[ComparedLine],
    language: Language,
) -> Planted:
    """Change an article in one place; `told` are its lines as they were compared."""
    start, end = edit.span.start, edit.span.end
    # A sentence is added with the space before it, which is no part of the change.
    after = edit.words.strip()
    lead = edit.words.find(after)
    changed = Span(start + lead, start + lead + len(after))
    text = article.text[:start] + edit.words + article.text[end:]
    shift = len(edit.words) - (end - start)
    beside = [changed]
    if near := edit.beside:
        by = shift if near.start >= end else 0
        beside.append(Span(near.start + by, near.end + by))
    passage = _passage(read_article(text, language), beside)
    before = edit.span.cut(article.text).strip(" ,\n")
    source = _source(edit, told) if before else None
    return Planted(kind, text, changed, before, after, passage, source)


def _passage(article: Article, parts: Sequence[Span]) -> Span:
    """Return the whole lines that hold all `parts`, an empty one included."""
    held = [
        line
        for line in article.lines
        for part in parts
        if line.start < max(part.end, part.start + 1) and part.start <= line.end
    ]
    # A place between two words of a line touches that line alone.
    first, last = min(parts), max(parts, key=lambda part: part.end)
    start = min((line.start for line in held), default=first.start)
    return Span(min(start, first.start), max((n.end for n in held), default=last.end))


def _source(edit: Edit, told: Sequence[ComparedLine]) -> Place | None:
    """Return where a source carries the words as they were."""
    here = (n for n in told if n.start < edit.span.end and edit.span.start < n.end)
    return next((line.source for line in here if line.source), None)


def _lack(kind: Kind) -> str:
    """Say what a text must have for a discrepancy of `kind`."""
    return {
        Kind.ALTERED_QUOTE: gettext("No quotation has six words or more."),
        Kind.MANUFACTURED_QUOTE: gettext(
            "No told line of eight words or more reports nobody."
        ),
        Kind.MISATTRIBUTED_QUOTE: gettext(
            "No two people are named beside quotations of six words or more."
        ),
        Kind.UNSOURCED_QUOTE: gettext(
            "No made-up quotation is at hand, or no told line that it could follow."
        ),
        Kind.CHANGED_DETAIL: gettext(
            "No told line has a date or a figure of two digits."
        ),
        Kind.SHIFTED_CERTAINTY: gettext("No told line may be made more certain."),
        Kind.STRIPPED_ATTRIBUTION: gettext("No told line reports what somebody says."),
        Kind.UNSUPPORTED_CLAIM: gettext(
            "No made-up claim is at hand, or no told line that it could follow."
        ),
        Kind.UNSUPPORTED_EDITORIAL: gettext(
            "No made-up opinion is at hand, or no told line that it could follow."
        ),
        Kind.HEADLINE_MISMATCH: gettext("The story has no headline."),
        Kind.OMITTED_CONTEXT: gettext("No told line denies, doubts or limits."),
        Kind.INTERNAL_INCONSISTENCY: gettext(
            "No name is told twice, and no quotation stands alone in its paragraph."
        ),
    }[kind]
