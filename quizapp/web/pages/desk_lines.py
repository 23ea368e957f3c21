"""The lines of a case: compared side by side, and decided one by one."""

from collections.abc import Callable, Mapping

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.db.models import State
from quizapp.desk.edit import as_faithful
from quizapp.desk.proposal import Proposed
from quizapp.desk.soundness import checked
from quizapp.errors import BadInput, Conflict
from quizapp.web import desk_answer
from quizapp.web.desk_forms import read_revision, read_step
from quizapp.web.desk_open import asked_at, open_reading, store, take_back, with_line
from quizapp.web.desk_reading import Opened
from quizapp.web.desk_rows import rows_of
from quizapp.wording import gettext

Verdict = Callable[[Opened], tuple[State, Proposed | None, str]]


def show(pack: int, case: str) -> ResponseReturnValue:
    """Show source and rewrite side by side, and the lines in them."""
    reading = open_reading(asked_at(pack, case))
    if not reading.case.compared:
        return redirect(url_for("desk_texts.show", pack=pack, case=case), 303)
    return desk_answer.show_page(reading, open_row=request.args.get("at", ""))


def decide(pack: int, case: str, key: str, verdict: str) -> ResponseReturnValue:
    """Take a decision on one line."""
    where = asked_at(pack, case)
    reading = open_reading(where)
    line = reading.line(key)
    try:
        state, made, said = VERDICTS[verdict](line)
        store(where, line, read_revision(request.form), state, made)
    except (BadInput, Conflict) as refusal:
        return desk_answer.refuse(open_reading(where), f"row-{key}", refusal)
    return desk_answer.answer(where, f"row-{key}", said)


def undo(pack: int, case: str) -> ResponseReturnValue:
    """Take back the last decision of whoever asks."""
    where = asked_at(pack, case)
    before = open_reading(where)
    try:
        key = take_back(where, read_step(request.form))
    except Conflict as refusal:
        return desk_answer.refuse(open_reading(where), "", refusal)
    if key is None:
        text = gettext("There is nothing of yours to take back here.")
        return desk_answer.refuse(before, "", Conflict(text))
    at = next((row.at for row in rows_of(before) if row.key == key), None)
    return desk_answer.answer(where, f"row-{key}", gettext("Taken back."), at=at)


def _accept(opened: Opened) -> tuple[State, Proposed | None, str]:
    checked(opened.line)
    said = gettext("Accepted.")
    if opened.line.faithful:
        said = gettext("Accepted as a sound line.")
    return State.ACCEPTED, None, said


def _faithful(opened: Opened) -> tuple[State, Proposed | None, str]:
    if opened.line.faithful:
        return _accept(opened)
    made = with_line(opened.proposed, as_faithful(opened.line))
    return State.ACCEPTED, made, gettext("Decided: the source carries it.")


def _reject(_opened: Opened) -> tuple[State, Proposed | None, str]:
    return State.REJECTED, None, gettext("Rejected; nobody plays it.")


def _wait(_opened: Opened) -> tuple[State, Proposed | None, str]:
    return State.PROPOSED, None, gettext("Put back; it waits again.")


VERDICTS: Mapping[str, Verdict] = {
    "accept": _accept,
    "faithful": _faithful,
    "reject": _reject,
    "wait": _wait,
}
