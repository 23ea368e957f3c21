"""Lines that the engine missed: a discrepancy, what was left out, a sound line."""

from collections.abc import Callable, Mapping

from flask import request
from flask.typing import ResponseReturnValue

from quizapp.desk.add import add_discrepancy, add_faithful, add_omission
from quizapp.desk.proposal import Proposed
from quizapp.desk.said import plain
from quizapp.errors import BadInput, Conflict, NotFound
from quizapp.web import desk_answer
from quizapp.web.desk_editing import Editing, new_form, with_sent
from quizapp.web.desk_forms import read_edit, read_source, read_spot
from quizapp.web.desk_open import asked_at, open_reading, store_new
from quizapp.web.desk_reading import Reading
from quizapp.web.desk_row import Row
from quizapp.web.desk_rows import line_before, row_at, rows_of
from quizapp.web.fields import Posted
from quizapp.wording import gettext


def show(pack: int, case: str) -> ResponseReturnValue:
    """Show the form of a line about a sentence that no line is about."""
    reading = open_reading(asked_at(pack, case))
    row = _row(reading, request.args)
    return desk_answer.show_forms(reading, _form(reading, row, request.args))


def add(pack: int, case: str) -> ResponseReturnValue:
    """Add a line; the very same one twice stays one."""
    where = asked_at(pack, case)
    reading, sent = open_reading(where), request.values
    row = row_at(rows_of(reading), sent.get("derived", ""), sent.get("source", ""))
    try:
        made = _made(reading, sent)
        before = line_before(rows_of(reading), row.at) if row else None
        key = store_new(where, made, before)
    except (BadInput, Conflict) as refusal:
        if row is None:
            raise
        form = None
        if sent.get("sort") != "sound":
            form = with_sent(_form(reading, row, sent), sent, refusal)
        return desk_answer.refuse(reading, row.name, refusal, form)
    return desk_answer.answer(where, f"row-{key}", gettext("Added and accepted."))


def _row(reading: Reading, asked: Mapping[str, str]) -> Row:
    row = row_at(rows_of(reading), asked.get("derived", ""), asked.get("source", ""))
    if row is None:
        raise NotFound(gettext("There is no such sentence, or a line is about it."))
    return row


def _form(reading: Reading, row: Row, asked: Mapping[str, str]) -> Editing:
    derived, source = asked.get("derived", ""), asked.get("source", "")
    return new_form(reading, row.name, derived, source)


def _made(reading: Reading, sent: Posted) -> Proposed:
    sort = sent.get("sort", "")
    if sort not in SORTS:
        raise BadInput(gettext("Something was missing. Load the page again."))
    return SORTS[sort](reading, sent)


def _discrepancy(reading: Reading, sent: Posted) -> Proposed:
    return add_discrepancy(
        reading.desk,
        read_spot(sent.get("derived", "")),
        read_source(sent.get("source", "")),
        read_edit(False, sent),
        carries="nowhere" not in sent,
    )


def _omission(reading: Reading, sent: Posted) -> Proposed:
    source = read_source(sent.get("source", ""))
    if source is None:
        raise BadInput(gettext("Choose the sentence that was left out."))
    return add_omission(reading.desk, source, plain(sent.get("why", "")))


def _sound(reading: Reading, sent: Posted) -> Proposed:
    source = read_source(sent.get("source", ""))
    if source is None:
        raise BadInput(gettext("No source has this line, so it cannot be sound."))
    return add_faithful(reading.desk, read_spot(sent.get("derived", "")), source)


SORTS: Mapping[str, Callable[[Reading, Posted], Proposed]] = {
    "discrepancy": _discrepancy,
    "omission": _omission,
    "sound": _sound,
}
