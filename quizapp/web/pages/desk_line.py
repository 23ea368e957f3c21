"""One line of the desk: its kinds, its changed words, its why, its passage."""

from dataclasses import replace

from flask import request
from flask.typing import ResponseReturnValue

from quizapp.db.models import State
from quizapp.desk.edit import beside
from quizapp.desk.proposal import Proposed
from quizapp.errors import BadInput, Conflict
from quizapp.web import desk_answer
from quizapp.web.desk_editing import (
    Editing,
    form_of,
    parts_for,
    parts_of,
    passage_form,
    with_sent,
)
from quizapp.web.desk_forms import (
    PASSAGE,
    changed,
    read_passage,
    read_revision,
)
from quizapp.web.desk_open import asked_at, open_reading, store, with_line
from quizapp.web.desk_reading import Opened, Reading
from quizapp.web.fields import Posted
from quizapp.wording import gettext


def show(pack: int, case: str, key: str) -> ResponseReturnValue:
    """Show everything about one line; to the page's script, the part it asks for."""
    reading = open_reading(asked_at(pack, case))
    opened = reading.line(key)
    part, find = request.args.get("part", ""), request.args.get("find", "")[:100]
    passage = passage_form(reading, opened, find)
    if desk_answer.wants_rows():
        form = form_of(reading, opened, parts_for(opened.line, part))
        shown = passage if passage and part == PASSAGE else form
        return desk_answer.show_forms(reading, shown)
    forms = [form_of(reading, opened, parts_of(opened.line)), passage]
    return desk_answer.show_forms(reading, *filter(None, forms))


def change(pack: int, case: str, key: str) -> ResponseReturnValue:
    """Take a change of a line; what cannot be taken is shown again as it was typed."""
    where = asked_at(pack, case)
    reading = open_reading(where)
    opened, sent = reading.line(key), request.form
    try:
        made = _changed(reading, opened, sent)
        store(where, opened, read_revision(sent), _state(opened, sent), made)
    except (BadInput, Conflict) as refusal:
        reading = open_reading(where)
        form = _again(reading, reading.line(key), sent, refusal)
        return desk_answer.refuse(reading, f"row-{key}", refusal, form)
    return desk_answer.answer(where, f"row-{key}", _said(opened, sent))


def _changed(reading: Reading, opened: Opened, sent: Posted) -> Proposed:
    if PASSAGE not in sent.getlist("part"):
        return with_line(opened.proposed, changed(opened.line, sent))
    place = read_passage(sent)
    carries = sent.get("carries", "yes") == "yes"
    if carries and place is None:
        raise BadInput(gettext("Choose a sentence, or say that no source has it."))
    line = beside(reading.desk, opened.line, place, carries=carries)
    moved = replace(opened.proposed, source=place if carries else None)
    return with_line(moved, line)


def _state(opened: Opened, sent: Posted) -> State:
    return State.ACCEPTED if sent.get("then") == "accept" else opened.stored.state


def _said(opened: Opened, sent: Posted) -> str:
    if _state(opened, sent) is State.ACCEPTED:
        return gettext("Changed and accepted.")
    return gettext("Changed; it is not decided yet.")


def _again(
    reading: Reading, opened: Opened, sent: Posted, refusal: BadInput | Conflict
) -> Editing:
    form = form_of(reading, opened, parts_of(opened.line))
    if PASSAGE in sent.getlist("part"):
        form = passage_form(reading, opened, sent.get("find", "")) or form
    return with_sent(form, sent, refusal)
