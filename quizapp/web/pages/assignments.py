"""What a group is given to play: to train on or as tests, and taken back."""

from datetime import UTC, date, datetime, timedelta

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.errors import BadInput
from quizapp.game.occasion import DELAYS
from quizapp.game.retention import read_date
from quizapp.services import assignments, groups
from quizapp.services.assignments import Wanted, WantedTests
from quizapp.web.fields import Sent
from quizapp.web.login import instructor
from quizapp.web.sessions import database
from quizapp.wording import gettext

pages = Blueprint("assignments", __name__, url_prefix="/groups/<count:group>/work")

BETWEEN = timedelta(weeks=4)


@pages.get("/new")
def new(group: int) -> ResponseReturnValue:
    """Show the packs that can be given to train on."""
    return _page(group, Sent(opens=_today().isoformat()))


@pages.post("/new")
def assign(group: int) -> ResponseReturnValue:
    """Give the group a pack."""
    person, sent = instructor().number, Sent()
    wanted = _wanted(sent)
    if wanted is None:
        return _page(group, sent), 400
    try:
        with database().writing() as session:
            assignments.assign_pack(
                session,
                person=person,
                group=group,
                wanted=wanted,
                now=datetime.now(UTC),
            )
    except BadInput as fault:
        sent.refuse(fault)
        return _page(group, sent), 400
    return _done(group, gettext("Your group has it from that day on."))


@pages.get("/tests")
def new_tests(group: int) -> ResponseReturnValue:
    """Show the packs that can be given as tests before and after."""
    today = _today()
    days = {"before": today.isoformat(), "after": (today + BETWEEN).isoformat()}
    return _page(group, Sent(**days), tests=True)


@pages.post("/tests")
def assign_tests(group: int) -> ResponseReturnValue:
    """Give the group tests before and after."""
    person, sent = instructor().number, Sent()
    wanted = _wanted_tests(sent)
    if wanted is None:
        return _page(group, sent, tests=True), 400
    try:
        with database().writing() as session:
            assignments.assign_tests(
                session,
                person=person,
                group=group,
                wanted=wanted,
                now=datetime.now(UTC),
            )
    except BadInput as fault:
        sent.refuse(fault)
        return _page(group, sent, tests=True), 400
    return _done(group, gettext("Your group takes each test from its day on."))


@pages.post("/<count:assignment>/withdraw")
def withdraw(group: int, assignment: int) -> ResponseReturnValue:
    """Take back what the group was given."""
    person = instructor().number
    with database().writing() as session:
        assignments.withdraw_assignment(
            session, person=person, group=group, assignment=assignment
        )
    return _done(group, gettext("It is withdrawn. What was answered is kept."))


def _today() -> date:
    return datetime.now(UTC).date()


def _day(sent: Sent, name: str) -> date | None:
    return sent.read(name, lambda typed: read_date(typed, name))


def _wanted(sent: Sent) -> Wanted | None:
    """Read what to train on; None where something in it cannot be."""
    opens_on = _day(sent, "opens")
    later_on = _day(sent, "later") if sent.typed("later") else None
    if opens_on is None or sent.problems:
        return None
    return Wanted(sent.typed("pack"), opens_on, later_on)


def _wanted_tests(sent: Sent) -> WantedTests | None:
    before, after = _day(sent, "before"), _day(sent, "after")
    if before is None or after is None:
        return None
    delayed = frozenset(o for o in DELAYS if sent.typed(o.value))
    return WantedTests(sent.typed("pack"), before, after, delayed)


def _page(group: int, sent: Sent, *, tests: bool = False) -> str:
    person = instructor().number
    with database().reading() as session:
        shown = groups.find_group(session, person=person, group=group)
        offers = assignments.packs_to_assign(session, person=person)
    return render_template(
        "groups/tests.html" if tests else "groups/assign.html",
        group=shown,
        offers=[
            offer for offer in offers if (offer.has_tests if tests else offer.to_train)
        ],
        delayed=tuple(DELAYS),
        sent=sent.fields,
        problems=sent.problems,
    )


def _done(group: int, said: str) -> ResponseReturnValue:
    flash(said)
    return redirect(url_for("groups.show", group=group), 303)
