"""Lines that the engine missed: made by a person from what the articles have."""

from quizapp.compare.discrepancy import Place
from quizapp.compare.reading.text import Span
from quizapp.desk.edit import Edit, edited
from quizapp.desk.proposal import Proposed, SourceSpan
from quizapp.desk.reopen import place_of
from quizapp.desk.rows import named
from quizapp.desk.soundness import checked
from quizapp.errors import BadInput, Conflict
from quizapp.game.line import Excerpt, Line, Passage
from quizapp.packs.draft_desk import Desk
from quizapp.packs.draft_faithful import carried_line
from quizapp.packs.draft_findings import discrepant_line, omission_line
from quizapp.packs.excerpting import clean
from quizapp.wording import gettext

# What a person has made is sure.
SURE = 1.0


def excerpts_at(
    desk: Desk, derived: Span, source: SourceSpan | None
) -> tuple[Excerpt, Passage]:
    """Return the words of whole sentences to be ticked, and the passage beside them.

    Where `source` is None the passage is the likest one, and carries nothing. Raise
    Conflict where there are no such sentences.
    """
    words = _sentences(desk, derived)
    passage = desk.passage(_beside(desk, words, source), carries=bool(source))
    return desk.derived.excerpt(words), passage


def add_discrepancy(
    desk: Desk,
    derived: Span,
    source: SourceSpan | None,
    edit: Edit,
    *,
    carries: bool = True,
) -> Proposed:
    """Return a line of the kinds, why and ticked words of `edit`.

    `source` is None, or `carries` False, where no source has the line; with None the
    likest passage is shown beside it. Raise BadInput where the line would be unsound,
    Conflict where there are no such sentences.
    """
    words = _sentences(desk, derived)
    place = _beside(desk, words, source)
    carried = carries and source is not None
    if not edit.kinds:
        raise BadInput(gettext("choose what kind of discrepancy this is"))
    passage = desk.passage(place, carries=carried)
    line = discrepant_line(desk, words, passage, edit.kinds, edit.why or "")
    return _made(desk, edited(line, edit), words, place if carried else None)


def add_omission(desk: Desk, source: SourceSpan, why: str) -> Proposed:
    """Return a line on sentences of a source that the derived article left out.

    Three statements that were kept are chosen from the lines that are carried best.
    Raise BadInput where there are too few, or where `why` is no sentence.
    """
    place = place_of(desk, source)
    return _made(desk, checked(omission_line(desk, place, clean(why))), None, place)


def add_faithful(desk: Desk, derived: Span, source: SourceSpan) -> Proposed:
    """Return a faithful line of these sentences, carried by those of the source."""
    words, place = _sentences(desk, derived), place_of(desk, source)
    line = carried_line(desk, words, desk.passage(place))
    return _made(desk, checked(line), words, place)


def _made(desk: Desk, line: Line, words: Span | None, place: Place | None) -> Proposed:
    return Proposed(line, words, named(desk, place) if place else None, SURE)


def _sentences(desk: Desk, derived: Span) -> Span:
    touched = desk.derived.touched(derived)
    if not touched:
        raise Conflict(gettext("choose a sentence of the derived article’s story"))
    return Span(touched[0].start, touched[-1].end)


def _beside(desk: Desk, words: Span, source: SourceSpan | None) -> Place:
    return place_of(desk, source) if source else desk.whole(desk.nearest(words))
