"""A member of a group, as their instructor sees them."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.errors import BadInput
from quizapp.game.rejoin import show_code
from quizapp.services import groups, roster
from quizapp.web.fields import Sent, whole
from quizapp.web.login import instructor
from quizapp.web.sessions import database
from quizapp.wording import gettext

pages = Blueprint(
    "roster", __name__, url_prefix="/groups/<count:group>/members/<count:member>"
)


@pages.get("/")
def show(group: int, member: int) -> ResponseReturnValue:
    """Show a member's code, and what can be done for them."""
    return _page(group, member, Sent())


@pages.post("/rename")
def rename(group: int, member: int) -> ResponseReturnValue:
    """Give a member another nickname."""
    person, sent = instructor().number, Sent()
    try:
        with database().writing() as session:
            name = roster.rename_member(
                session,
                person=person,
                group=group,
                member=member,
                nickname=sent.typed("nickname"),
            )
    except BadInput as fault:
        sent.refuse(fault)
        return _page(group, member, sent), 400
    flash(gettext("They are %(name)s from now on.") % {"name": name})
    return redirect(url_for(".show", group=group, member=member), 303)


@pages.post("/remove")
def remove(group: int, member: int) -> ResponseReturnValue:
    """Erase a member with everything they played."""
    person, sent = instructor().number, Sent()
    if not sent.ticked("remove"):
        return _page(group, member, sent), 400
    with database().writing() as session:
        name = roster.remove_member(session, person=person, group=group, member=member)
    database().scrub()
    flash(gettext("%(name)s is erased, with every answer.") % {"name": name})
    return redirect(url_for("groups.show", group=group), 303)


@pages.post("/merge")
def merge(group: int, member: int) -> ResponseReturnValue:
    """Make a member and their double one."""
    person, sent = instructor().number, Sent()
    other = sent.read("other", _number)
    if other is None or not sent.ticked("merge"):
        return _page(group, member, sent), 400
    try:
        with database().writing() as session:
            merged = roster.merge_members(
                session, person=person, group=group, member=member, other=other
            )
    except BadInput as fault:
        sent.refuse(fault)
        return _page(group, member, sent), 400
    database().scrub()
    flash(
        gettext(
            "%(gone)s has become one with %(name)s, who goes on with the code "
            "%(code)s; the other code works no longer."
        )
        % {
            "gone": merged.gone,
            "name": merged.nickname,
            "code": show_code(merged.rejoin_code),
        }
    )
    return redirect(url_for(".show", group=group, member=merged.number), 303)


def _number(typed: str) -> int:
    number = whole(typed)
    if number is None:
        raise BadInput(gettext("Choose the double from the list."))
    return number


def _page(group: int, member: int, sent: Sent) -> str:
    person = instructor().number
    with database().reading() as session:
        shown = groups.find_group(session, person=person, group=group)
        known = roster.find_member(session, person=person, group=group, member=member)
        everybody = roster.roster(session, person=person, group=group)
    return render_template(
        "groups/member.html",
        group=shown,
        member=known,
        others=[other for other in everybody if other.number != member],
        sent={"nickname": known.nickname, **sent.fields},
        problems=sent.problems,
    )
