"""Forms about one line: what their controls show, and reading what was sent.

A form has parts, each named by a hidden field `part`; what a form has no part for
stays as it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from quizapp.compare.kinds import Kind
from quizapp.compare.reading.text import Span
from quizapp.db.editing import Step
from quizapp.desk.edit import Edit, edited, with_gap, without_gap
from quizapp.desk.proposal import SourceSpan
from quizapp.desk.said import plain
from quizapp.desk.words import Ticks, ticks_of
from quizapp.errors import BadInput
from quizapp.game.line import Form, Line
from quizapp.web.fields import Posted, whole
from quizapp.wording import gettext

KINDS, WORDS, WHY, FORM, GAP, PASSAGE = (
    "kinds",
    "words",
    "why",
    "form",
    "gap",
    "passage",
)
PARTS = (KINDS, WORDS, WHY, FORM, GAP)
WRONG_CHOICES = 3
# Kinds that a line with words in the derived article can have.
CHOOSABLE = tuple(kind for kind in Kind if kind is not Kind.OMITTED_CONTEXT)
_SPOT = re.compile(r"(?:([a-z0-9][a-z0-9_-]{0,79})\.)?(\d{1,8})-(\d{1,8})", re.ASCII)
_STEP = re.compile(r"([a-z0-9][a-z0-9_-]{0,79})\.(\d{1,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Values:
    """What the controls of a form show."""

    kinds: tuple[str, ...] = ()
    main: str = ""
    resembles: str = ""
    derived: frozenset[int] = frozenset()
    source: frozenset[int] = frozenset()
    why: str = ""
    form: str = Form.TRAINING.value
    gap: str = ""
    others: tuple[str, ...] = ()


def values_of(line: Line) -> Values:
    """Return what a form shows of a line as it is."""
    ticks = ticks_of(line)
    return Values(
        tuple(kind.value for kind in line.kinds),
        line.kinds[0].value if line.kinds else "",
        line.resembles.value,
        frozenset(ticks.derived),
        frozenset(ticks.source),
        line.why,
        line.form.value,
        line.gap.words if line.gap else "",
        line.gap.others if line.gap else (),
    )


def values_sent(sent: Posted, shown: Values) -> Values:
    """Return what a form shows again when it was sent and could not be taken."""
    parts = sent.getlist("part")
    if KINDS in parts:
        shown = replace(
            shown,
            kinds=tuple(sent.getlist("kinds")),
            main=sent.get("main", ""),
            resembles=sent.get("resembles", shown.resembles),
        )
    if WORDS in parts:
        shown = replace(
            shown,
            derived=frozenset(_ticked(sent, "derived_word")),
            source=frozenset(_ticked(sent, "source_word")),
        )
    if GAP in parts:
        others = tuple(sent.getlist("other"))[:WRONG_CHOICES]
        shown = replace(shown, gap=sent.get("gap", ""), others=others)
    return replace(
        shown, why=sent.get("why", shown.why), form=sent.get("form", shown.form)
    )


def changed(line: Line, sent: Posted) -> Line:
    """Return the line as a form says. Raises `BadInput` with what to do."""
    made = edited(line, read_edit(line.faithful, sent))
    if GAP not in sent.getlist("part"):
        return made
    words = plain(sent.get("gap", ""))
    others = sent.getlist("other")[:WRONG_CHOICES]
    return with_gap(made, words, tuple(others)) if words else without_gap(made)


def read_edit(faithful: bool, sent: Posted) -> Edit:
    """Read the parts that were sent of a form about a line, faithful or not."""
    parts = frozenset(sent.getlist("part"))
    return Edit(
        kinds=_kinds(sent, faithful) if KINDS in parts else None,
        resembles=_resembles(sent) if KINDS in parts else None,
        ticks=_ticks(sent) if WORDS in parts else None,
        why=plain(sent.get("why", "")) if WHY in parts else None,
        form=_form(sent.get("form", "")) if FORM in parts else None,
    )


def read_revision(sent: Posted) -> int:
    """Read the revision that a form was made for."""
    number = whole(sent.get("revision", ""))
    if number is None:
        raise BadInput(gettext("Something was missing. Load the page again."))
    return number


def read_step(sent: Posted) -> Step | None:
    """Read which decision is to be undone; None where the page names none."""
    found = _STEP.fullmatch(sent.get("step", ""))
    return Step(int(found[2]), found[1]) if found else None


def read_spot(given: str) -> Span:
    """Read a place in the derived article, as `spot_of` writes it."""
    found = _SPOT.fullmatch(given)
    if found is None or found[1]:
        raise BadInput(_no_place())
    return Span(int(found[2]), int(found[3]))


def read_source(given: str) -> SourceSpan | None:
    """Read a place in a source; None where none is named."""
    if not given:
        return None
    found = _SPOT.fullmatch(given)
    if found is None or not found[1]:
        raise BadInput(_no_place())
    return SourceSpan(found[1], int(found[2]), int(found[3]))


def read_passage(sent: Posted) -> SourceSpan | None:
    """Read which sentences stand beside a line: one stretch of one source, or None."""
    read = map(read_source, sent.getlist("sentence"))
    places = [place for place in read if place]
    if not places:
        return None
    if len({place.article for place in places}) > 1:
        raise BadInput(gettext("Choose sentences of one source only."))
    first = min(place.start for place in places)
    return SourceSpan(places[0].article, first, max(place.end for place in places))


def _no_place() -> str:
    return gettext("There is no such sentence. Load the page again.")


def _kinds(sent: Posted, faithful: bool) -> tuple[Kind, ...] | None:
    chosen = [Kind(each) for each in sent.getlist("kinds") if each in CHOOSABLE]
    if not chosen:
        if faithful:
            return None
        raise BadInput(
            gettext("Choose at least one kind, or press “It is sound” instead.")
        )
    main = sent.get("main", "")
    return tuple(sorted(dict.fromkeys(chosen), key=lambda kind: kind != main))


def _resembles(sent: Posted) -> Kind | None:
    given = sent.get("resembles", "")
    return Kind(given) if given in CHOOSABLE else None


def _ticks(sent: Posted) -> Ticks:
    derived, source = (
        tuple(sorted(set(_ticked(sent, name))))
        for name in ("derived_word", "source_word")
    )
    return Ticks(derived, source)


def _ticked(sent: Posted, name: str) -> Iterator[int]:
    for each in sent.getlist(name):
        if (place := whole(each)) is not None:
            yield place


def _form(given: str) -> Form:
    if given not in set(Form):
        raise BadInput(gettext("Choose where the line is used."))
    return Form(given)
