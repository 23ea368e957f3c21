"""The forms about a line: of one there is, and of one that the engine missed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flask import url_for

from quizapp.compare.reading.text import Span
from quizapp.db.models import State
from quizapp.desk.add import excerpts_at
from quizapp.desk.proposal import SourceSpan
from quizapp.errors import QuizappError
from quizapp.game.correction import words_of
from quizapp.game.line import Line
from quizapp.packs.draft_desk import Desk
from quizapp.web.desk_forms import (
    FORM,
    GAP,
    KINDS,
    PARTS,
    PASSAGE,
    WHY,
    WORDS,
    Values,
    read_source,
    read_spot,
    values_of,
    values_sent,
)
from quizapp.web.desk_reading import Opened, Reading
from quizapp.web.desk_row import spot_of
from quizapp.web.desk_words import as_sentence
from quizapp.web.fields import Posted
from quizapp.wording import gettext

# Sentences to choose from: round the passage that is shown, and found by words.
ROUND, FOUND = 4, 12


@dataclass(frozen=True, slots=True)
class Choice:
    """A sentence of a source that can be chosen as the passage."""

    words: str
    spot: str
    outlet: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Editing:
    """A form as it stands in the row called `row`; `parts` are what it has.

    `derived` and `source` are the words to be ticked, `hidden` what is sent along.
    """

    row: str
    heading: str
    address: str
    parts: tuple[str, ...]
    values: Values
    hidden: Mapping[str, str]
    derived: Sequence[str] = ()
    source: Sequence[str] = ()
    choices: Sequence[Choice] = ()
    carries: bool = True
    faithful: bool = False
    decided: bool = False
    is_new: bool = False
    key: str = ""
    find: str = ""
    problem: str = ""
    nowhere: bool = False


def with_sent(form: Editing, sent: Posted, refusal: QuizappError) -> Editing:
    """Return a form with what was typed into it, and why it could not be taken."""
    parts = tuple(part for part in form.parts if part in sent.getlist("part"))
    return replace(
        form,
        parts=parts or form.parts,
        values=values_sent(sent, form.values),
        nowhere="nowhere" in sent,
        problem=as_sentence(str(refusal)),
    )


def parts_for(line: Line, part: str) -> tuple[str, ...]:
    """Return the parts of the form that a row opens by one of its buttons.

    What a kind cannot do without is asked together with it. Anything else that is
    asked for gets the whole form.
    """
    had = parts_of(line)
    bare = line.faithful or not line.changes
    wanted = {
        KINDS: (KINDS, WORDS, WHY) if line.faithful else (KINDS, WORDS)[: 1 + bare],
        WORDS: (WORDS,),
        WHY: (WHY, FORM),
    }.get(part, PARTS)
    return tuple(each for each in wanted if each in had)


def parts_of(line: Line) -> tuple[str, ...]:
    """Return everything that can be said about a line."""
    if line.derived is None:
        return (WHY, FORM)
    if line.faithful or not line.passages[0].carries:
        return (KINDS, WORDS, WHY, FORM)
    return (KINDS, WORDS, WHY, FORM, GAP)


def form_of(reading: Reading, opened: Opened, parts: tuple[str, ...]) -> Editing:
    """Return the form that changes a line."""
    line = opened.line
    passage = line.passages[0]
    return Editing(
        row=f"row-{opened.key}",
        heading=gettext("Change this line"),
        address=_address(reading, opened),
        parts=parts,
        values=values_of(line),
        hidden={"revision": str(opened.stored.revision)},
        derived=words_of(line.derived.words) if line.derived else (),
        source=words_of(passage.excerpt.words) if passage.carries else (),
        faithful=line.faithful,
        decided=opened.stored.state is State.ACCEPTED,
        key=opened.key,
    )


def passage_form(reading: Reading, opened: Opened, find: str = "") -> Editing | None:
    """Return the form that puts another passage beside a line.

    None where there are only excerpts, and for what was left out.
    """
    if not reading.is_whole or opened.proposed.derived is None:
        return None
    if opened.line.derived is None:
        return None
    place = opened.proposed.source or _nearest(reading.desk, opened.proposed.derived)
    return Editing(
        row=f"row-{opened.key}",
        heading=gettext("The passage beside it"),
        address=_address(reading, opened),
        parts=(PASSAGE,),
        values=Values(),
        hidden={"revision": str(opened.stored.revision)},
        choices=tuple(_choices(reading, place, find)),
        carries=opened.line.passages[0].carries,
        decided=opened.stored.state is State.ACCEPTED,
        key=opened.key,
        find=find,
    )


def new_form(reading: Reading, row: str, derived: str, source: str) -> Editing:
    """Return the form of a discrepancy in a derived sentence, or left-out context."""
    place = read_source(source)
    hidden = {"derived": derived, "source": source}
    address = url_for(
        "desk_line_new.add", pack=reading.case.pack, case=reading.case.slug
    )
    if not derived:
        heading, sort = gettext("This was left out"), "omission"
        parts: tuple[str, ...] = (WHY,)
        mine: tuple[Sequence[str], Sequence[str]] = ((), ())
    else:
        heading, sort = gettext("Add a discrepancy"), "discrepancy"
        parts = (KINDS, WORDS, WHY, FORM)
        words, passage = excerpts_at(reading.desk, read_spot(derived), place)
        theirs = words_of(passage.excerpt.words) if passage.carries else ()
        mine = (words_of(words.words), theirs)
    return Editing(
        row=row,
        heading=heading,
        address=address,
        parts=parts,
        values=Values(),
        hidden={**hidden, "sort": sort},
        derived=mine[0],
        source=mine[1],
        is_new=True,
    )


def _address(reading: Reading, opened: Opened) -> str:
    case = reading.case
    return url_for("desk_line.change", pack=case.pack, case=case.slug, key=opened.key)


def _nearest(desk: Desk, derived: Span) -> SourceSpan:
    place = desk.whole(desk.nearest(derived))
    return SourceSpan(desk.keys[place.article], place.start, place.end)


def _choices(reading: Reading, place: SourceSpan, find: str) -> Iterator[Choice]:
    """Yield the sentences round a place, then those that hold the words looked for."""
    seen = set[SourceSpan]()
    for each in (*_round(reading.desk, place), *_found(reading.desk, find)):
        if each not in seen:
            seen.add(each)
            chosen = each.article == place.article and each.span.overlaps(place.span)
            yield _choice(reading, each, chosen=chosen)


def _round(desk: Desk, place: SourceSpan) -> Iterator[SourceSpan]:
    story = desk.sources[place.article].story
    near = [n for n, span in enumerate(story) if span.overlaps(place.span)] or [0]
    first, last = max(near[0] - ROUND, 0), near[-1] + ROUND + 1
    for span in story[first:last]:
        yield SourceSpan(place.article, span.start, span.end)


def _found(desk: Desk, find: str) -> list[SourceSpan]:
    words = find.casefold().split()
    if not words:
        return []
    return [
        SourceSpan(key, span.start, span.end)
        for key, sentences in desk.sources.items()
        for span in sentences.story
        if all(word in span.cut(sentences.article).casefold() for word in words)
    ][:FOUND]


def _choice(reading: Reading, place: SourceSpan, *, chosen: bool) -> Choice:
    words = reading.desk.sources[place.article].cut(place.span)
    several = len(reading.case.sources) > 1
    outlet = reading.articles[place.article].outlet if several else ""
    return Choice(words, spot_of(place), outlet, chosen)
