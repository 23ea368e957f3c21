"""Groups: those an instructor keeps, made, looked at, shared and erased."""

from datetime import UTC, date, datetime
from functools import partial
from random import SystemRandom

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from quizapp.errors import BadInput
from quizapp.game.account import read_email
from quizapp.game.group import read_group_name
from quizapp.game.retention import LONGEST, default_retention, read_date
from quizapp.services import assignments, erasing, groups, roster
from quizapp.services.groups import ShownGroup, Wanted
from quizapp.web.fields import Sent
from quizapp.web.language import ENGLISH, known_languages
from quizapp.web.login import instructor
from quizapp.web.sending import make_once
from quizapp.web.sessions import database
from quizapp.wording import gettext

pages = Blueprint("groups", __name__, url_prefix="/groups")


@pages.get("/")
def show_all() -> ResponseReturnValue:
    """List the groups of whoever asks."""
    person = instructor().number
    with database().reading() as session:
        taught = groups.groups_taught(session, person=person)
    return render_template("groups/all.html", groups=taught)


@pages.get("/new")
def new() -> ResponseReturnValue:
    """Show the form that makes a group, with a date that suits most."""
    instructor()
    return _new(Sent(retention=default_retention(_today()).isoformat()))


@pages.post("/new")
def make() -> ResponseReturnValue:
    """Make a group."""
    person, sent = instructor().number, Sent(language=ENGLISH)
    wanted = _wanted(sent)
    if wanted is None:
        return _new(sent), 400
    try:
        with database().writing() as session:
            address = make_once(session, person, partial(_make, session, wanted))
    except BadInput as fault:
        sent.refuse(fault)
        return _new(sent), 400
    return redirect(address, 303)


@pages.get("/<count:group>/")
def show(group: int) -> ResponseReturnValue:
    """Show a group: its code, its members, its work; erased, its counts."""
    person = instructor().number
    with database().reading() as session:
        shown = groups.find_group(session, person=person, group=group)
        if shown.counts is not None:
            return render_template("groups/erased.html", group=shown)
        members = roster.roster(session, person=person, group=group)
        given = assignments.assigned_to_group(session, person=person, group=group)
        halves = assignments.halves_of_group(session, person=person, group=group)
    return render_template(
        "groups/group.html",
        group=shown,
        members=members,
        given=given,
        halves=halves,
        today=_today(),
    )


@pages.get("/<count:group>/settings")
def settings(group: int) -> ResponseReturnValue:
    """Show what can be changed about a group."""
    shown = _group(group)
    return _settings(shown, Sent(**_written(shown)))


@pages.post("/<count:group>/settings")
def change(group: int) -> ResponseReturnValue:
    """Give a group another name, language or date."""
    shown = _group(group)
    sent = Sent(**_written(shown))
    wanted = _wanted(sent)
    if wanted is None:
        return _settings(shown, sent), 400
    try:
        with database().writing() as session:
            groups.change_group(
                session,
                person=instructor().number,
                group=group,
                wanted=wanted,
                today=_today(),
            )
    except BadInput as fault:
        sent.refuse(fault)
        return _settings(shown, sent), 400
    return _done(group, gettext("Your changes are stored."))


@pages.post("/<count:group>/code")
def renew(group: int) -> ResponseReturnValue:
    """Draw another join code."""
    person = instructor().number
    with database().writing() as session:
        make_once(session, person, partial(_renew, session, group))
    return _done(group, gettext("This is the new code; the old one leads nowhere now."))


@pages.post("/<count:group>/instructors")
def share(group: int) -> ResponseReturnValue:
    """Let a colleague teach the group too."""
    shown = _group(group)
    sent = Sent(**_written(shown))
    email = sent.read("email", read_email)
    if email is None:
        return _settings(shown, sent), 400
    try:
        with database().writing() as session:
            name = groups.share_group(
                session,
                person=instructor().number,
                group=group,
                email=email,
                now=datetime.now(UTC),
            )
    except BadInput as fault:
        sent.refuse(fault)
        return _settings(shown, sent), 400
    return _done(group, gettext("%(name)s teaches this group too.") % {"name": name})


@pages.post("/<count:group>/leave")
def leave(group: int) -> ResponseReturnValue:
    """Teach a group no longer."""
    person = instructor().number
    with database().writing() as session:
        groups.leave_group(session, person=person, group=group)
    flash(gettext("You teach this group no longer."))
    return redirect(url_for(".show_all"), 303)


@pages.post("/<count:group>/erase")
def erase(group: int) -> ResponseReturnValue:
    """Erase everything personal of a group, now."""
    shown, sent = _group(group), Sent()
    if not sent.ticked("erase"):
        sent.fields.update(_written(shown))
        return _settings(shown, sent), 400
    with database().writing() as session:
        erasing.erase_group(
            session,
            person=instructor().number,
            group=group,
            now=datetime.now(UTC),
        )
    database().scrub()
    return redirect(url_for(".show", group=group), 303)


def _today() -> date:
    return datetime.now(UTC).date()


def _group(group: int) -> ShownGroup:
    person = instructor().number
    with database().reading() as session:
        return groups.find_group(session, person=person, group=group)


def _wanted(sent: Sent) -> Wanted | None:
    """Read what a group is to be; None where something in it cannot be."""
    name = sent.read("name", read_group_name)
    retention_on = sent.read("retention", read_date)
    language = sent.read("language", _language)
    if name is None or retention_on is None or language is None:
        return None
    return Wanted(name, language, retention_on)


def _make(session: Session, wanted: Wanted) -> str:
    """Make a group; return its address."""
    number = groups.make_group(
        session,
        person=instructor().number,
        wanted=wanted,
        rng=SystemRandom(),
        now=datetime.now(UTC),
    )
    return url_for(".show", group=number)


def _renew(session: Session, group: int) -> str:
    """Draw another join code; return where it is shown."""
    person = instructor().number
    groups.renew_code(session, person=person, group=group, rng=SystemRandom())
    return url_for(".show", group=group)


def _language(tag: str) -> str:
    if tag not in known_languages():
        raise BadInput(gettext("Choose one of the languages from the list."))
    return tag


def _written(group: ShownGroup) -> dict[str, str]:
    return {
        "name": group.name,
        "language": group.language,
        "retention": group.retention_on.isoformat(),
    }


def _new(sent: Sent) -> str:
    return render_template(
        "groups/new.html", sent=sent.fields, problems=sent.problems, **_choices()
    )


def _settings(group: ShownGroup, sent: Sent) -> str:
    return render_template(
        "groups/settings.html",
        group=group,
        sent=sent.fields,
        problems=sent.problems,
        **_choices(),
    )


def _choices() -> dict[str, object]:
    latest = (_today() + LONGEST).isoformat()
    return {"languages": known_languages(), "latest": latest}


def _done(group: int, said: str) -> ResponseReturnValue:
    flash(said)
    return redirect(url_for(".show", group=group), 303)
