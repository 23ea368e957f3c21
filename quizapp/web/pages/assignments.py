"""What a group is given to play: chosen from the packs, and taken back."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.errors import BadInput
from quizapp.game.line import Form
from quizapp.game.retention import read_date
from quizapp.services import assignments, groups
from quizapp.services.assignments import Wanted
from quizapp.web.fields import Sent
from quizapp.web.formats import read_form
from quizapp.web.login import instructor
from quizapp.web.sessions import database
from quizapp.wording import gettext

pages = Blueprint("assignments", __name__, url_prefix="/groups/<count:group>/work")


@pages.get("/new")
def new(group: int) -> ResponseReturnValue:
    """Show the packs that can be assigned."""
    today = datetime.now(UTC).date()
    return _page(group, Sent(opens=today.isoformat(), form=Form.TRAINING))


@pages.post("/new")
def assign(group: int) -> ResponseReturnValue:
    """Give the group a pack."""
    person, sent = instructor().number, Sent()
    form = sent.read("form", read_form)
    opens_on = sent.read("opens", lambda typed: read_date(typed, "opens"))
    if form is None or opens_on is None:
        return _page(group, sent), 400
    try:
        with database().writing() as session:
            assignments.assign_pack(
                session,
                person=person,
                group=group,
                wanted=Wanted(sent.typed("pack"), form, opens_on),
                now=datetime.now(UTC),
            )
    except BadInput as fault:
        sent.refuse(fault)
        return _page(group, sent), 400
    flash(gettext("Your group has it from that day on."))
    return redirect(url_for("groups.show", group=group), 303)


@pages.post("/<count:assignment>/withdraw")
def withdraw(group: int, assignment: int) -> ResponseReturnValue:
    """Take back what the group was given."""
    person = instructor().number
    with database().writing() as session:
        assignments.withdraw_assignment(
            session, person=person, group=group, assignment=assignment
        )
    flash(gettext("It is withdrawn. What was answered is kept."))
    return redirect(url_for("groups.show", group=group), 303)


def _page(group: int, sent: Sent) -> str:
    person = instructor().number
    with database().reading() as session:
        shown = groups.find_group(session, person=person, group=group)
        offers = assignments.packs_to_assign(session, person=person)
    return render_template(
        "groups/assign.html",
        group=shown,
        offers=offers,
        forms=tuple(Form),
        sent=sent.fields,
        problems=sent.problems,
    )
