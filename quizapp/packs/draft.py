"""From a comparison to a draft: every finding is a line for a person to decide."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from quizapp.compare.engine import Comparison
from quizapp.errors import BadInput
from quizapp.game.line import Line
from quizapp.packs.draft_desk import Desk, open_desk
from quizapp.packs.draft_faithful import faithful_lines
from quizapp.packs.draft_findings import found_lines
from quizapp.packs.excerpting import Sentences, shorten
from quizapp.packs.pack import Article, Case
from quizapp.packs.soundness import unsound
from quizapp.wording import gettext, ngettext

# With as many faithful ones, what a case holds at the most.
MOST_FOUND = 250


@dataclass(frozen=True, slots=True)
class Draft:
    """A case of proposed lines; `notes` say what was left for the author to do."""

    case: Case
    notes: tuple[str, ...]


def draft_case(
    sources: Mapping[str, str],
    derived: str,
    comparison: Comparison,
    *,
    slug: str = "draft",
    language: str = "en",
) -> Draft:
    """Return a case made of what `comparison` found between these articles.

    `sources` are the articles by id, in the order they were compared in. Nothing
    but the excerpts of its lines is taken from them. Raise BadInput where nothing
    was found that a line could be made of.
    """
    desk = open_desk(sources, derived, comparison, language)
    proposed = [each.line for each in found_lines(desk, comparison.discrepancies)]
    found = [line for line in proposed if not unsound(line)][:MOST_FOUND]
    if not found:
        raise BadInput(
            gettext("nothing was found to ask about; compare other articles")
        )
    sound = (line for line in faithful_lines(desk, found) if not unsound(line))
    faithful = list(islice(sound, len(found)))
    notes = (*map(_left_out, proposed), *_on_faithful(faithful, found))
    lines = tuple(_named([*found, *faithful]))
    return Draft(_case(desk, slug, lines), tuple(filter(None, notes)))


def _left_out(line: Line) -> str:
    """Return why `line` is not in the draft, or nothing."""
    fault = unsound(line)
    if not fault:
        return ""
    return gettext("left out: “{words}” ({kinds}): {fault}").format(
        words=shorten(line.words, 80), kinds=", ".join(line.kinds), fault=fault
    )


def _on_faithful(faithful: Sequence[Line], found: Sequence[Line]) -> Iterator[str]:
    ours = sum(line.ours for line in faithful)
    if ours:
        text = ngettext(
            "{ours} sound line is the source's own sentence ('ours: true'): "
            "make an honest paraphrase of it",
            "{ours} sound lines are the source's own sentences ('ours: true'): "
            "make honest paraphrases of some",
            ours,
        )
        yield text.format(ours=ours)
    if len(faithful) < len(found):
        text = ngettext(
            "{few} sound line for {many} others: write some more",
            "{few} sound lines for {many} others: write some more",
            len(faithful),
        )
        yield text.format(few=len(faithful), many=len(found))


def _named(lines: Iterable[Line]) -> Iterator[Line]:
    for number, line in enumerate(lines, 1):
        yield replace(line, key=f"line-{number:02}")


def _case(desk: Desk, slug: str, lines: tuple[Line, ...]) -> Case:
    return Case(
        slug=slug,
        title=_headline(desk.derived, 120),
        about=gettext("Say here what the case is about."),
        derived=_article(desk.derived),
        sources={key: _article(text) for key, text in desk.sources.items()},
        lines=lines,
        proposed=tuple(line.key for line in lines),
    )


def _article(text: Sentences) -> Article:
    outlet = gettext("Write the outlet")
    return Article(outlet, "unknown", None, _headline(text, 300))


def _headline(text: Sentences, longest: int) -> str:
    """Return the first sentence worth showing, as the likeliest headline."""
    words = next((text.cut(span) for span in text.story), "")
    return shorten(words, longest) or gettext("Write the headline")
