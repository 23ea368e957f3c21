"""One click for a pack that lacks something: a line accepted, moved or made up."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from quizapp.compare.kinds import Kind
from quizapp.db.models import Origin, State
from quizapp.desk.content import content_of, proposed_of
from quizapp.desk.edit import Edit, edited
from quizapp.desk.offers import Deed
from quizapp.desk.proposal import Proposed
from quizapp.errors import BadInput, NotFound
from quizapp.services import decisions
from quizapp.services.desk_cases import LineOnDesk, OpenCase
from quizapp.web.comparing import make_practice
from quizapp.web.desk_open import asked_at, open_case
from quizapp.web.fields import whole
from quizapp.web.lacking import forms_of
from quizapp.web.sending import make_once
from quizapp.web.sessions import database
from quizapp.wording import gettext as _


def take(pack: int, case: str) -> ResponseReturnValue:
    """Do what was offered; a line that is made up still waits to be decided."""
    where, deed = asked_at(pack, case), request.form.get("deed", "")
    opened = open_case(where)
    if deed == Deed.PRACTISE:
        address = _practise(opened, where.person)
        flash(_("A line was made up. Decide on it as on every other."))
        return redirect(address, 303)
    chosen = list(_chosen(opened, moves=deed == Deed.MATCH))
    with database().writing() as session:
        for line, revision, content in chosen:
            _accept(session, opened, where.person, line, revision, content)
    flash(_("Moved.") if deed == Deed.MATCH else _("Accepted."))
    return redirect(url_for("desk_packs.show", pack=pack, _anchor="balance"), 303)


_Chosen = tuple[LineOnDesk, int, Proposed]


def _chosen(opened: OpenCase, *, moves: bool) -> Iterator[_Chosen]:
    """Yield each line of the form, the revision it was seen at, and what it becomes.

    Raise `NotFound` for a line that is not there, `BadInput` for one that cannot
    stand in a pack as it is, or may only be moved once it is decided.
    """
    sent = request.form
    lines = {line.key: line for line in opened.lines}
    forms = forms_of(sent.getlist("form"))
    for place, key in enumerate(sent.getlist("line")):
        line = lines.get(key)
        if line is None:
            raise NotFound(_("There is no such line on your desk."))
        if moves and (line.state is not State.ACCEPTED or place >= len(forms)):
            raise BadInput(_("Only a line that is decided moves to a test."))
        edit = Edit(form=forms[place]) if moves else Edit()
        proposed = proposed_of(line.content)
        yield line, _seen(place), replace(proposed, line=edited(proposed.line, edit))


def _seen(place: int) -> int:
    """Return the revision that the form names for a line; 0 is none."""
    typed = "".join(request.form.getlist("revision")[place : place + 1])
    return whole(typed) or 0


def _accept(  # noqa: PLR0913, PLR0917  whose, where, which, how
    session: Session,
    opened: OpenCase,
    person: int,
    line: LineOnDesk,
    revision: int,
    content: Proposed,
) -> None:
    decisions.decide(
        session,
        person=person,
        pack=opened.pack,
        case=opened.slug,
        key=line.key,
        revision=revision,
        state=State.ACCEPTED,
        content=content_of(content),
        now=datetime.now(UTC),
    )


def _practise(opened: OpenCase, person: int) -> str:
    """Make a line up, once for each form, and let it wait; return its address.

    Chance has its say in it, so that a form sent again would make another one.
    """
    wanted = request.form.get("kind", "")
    if wanted not in set(Kind):
        raise BadInput(_("Choose one of the kinds."))
    made = make_practice(opened, Kind(wanted))
    with database().writing() as session:
        return make_once(session, person, partial(_keep, session, opened, person, made))


def _keep(session: Session, opened: OpenCase, person: int, made: Proposed) -> str:
    """Keep a line that was made up; return its address."""
    key = decisions.add_line(
        session,
        person=person,
        pack=opened.pack,
        case=opened.slug,
        content=content_of(made),
        origin=Origin.PRACTICE,
        state=State.PROPOSED,
        now=datetime.now(UTC),
    )
    return url_for(
        "desk_lines.show", pack=opened.pack, case=opened.slug, at=f"row-{key}"
    )
