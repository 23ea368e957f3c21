"""The people of the server, for those who run it: roles, invitations, reset links."""

from datetime import UTC, datetime
from functools import partial

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from quizapp.errors import BadInput, Conflict
from quizapp.game.role import Role
from quizapp.services import holdings, links, people, second_factors, sign_ins
from quizapp.web import login
from quizapp.web.fields import Sent
from quizapp.web.proving import same_person
from quizapp.web.sending import make_once, secret_of_form
from quizapp.web.sessions import database
from quizapp.wording import gettext

pages = Blueprint("people", __name__, url_prefix="/people")


@pages.before_request
def _admins_only() -> None:
    login.admin()


@pages.get("/")
def show_all() -> ResponseReturnValue:
    """Show everybody with an account, and the invitations that are open."""
    with database().reading() as opened:
        everybody = people.list_people(opened)
        invitations = links.open_invitations(opened, now=datetime.now(UTC))
    return render_template(
        "people/show_all.html",
        everybody=everybody,
        invitations=invitations,
        roles=list(Role),
        me=login.admin().number,
    )


@pages.post("/invitations")
def invite() -> ResponseReturnValue:
    """Make an invitation and show it, to this form alone."""
    me = login.admin().number
    secret = secret_of_form(me)
    with database().writing() as opened:
        known = _open_until(opened, secret)
        make_once(opened, me, partial(_invite, opened, secret))
        until = _open_until(opened, secret)
    address = url_for("links.show_invitation", secret=secret, _external=True)
    return _link_page(address, until, again=known is not None)


@pages.post("/invitations/<count:number>/revoke")
def revoke(number: int) -> ResponseReturnValue:
    """Let an invitation lead nowhere."""
    with database().writing() as opened:
        links.revoke(opened, number)
    flash(gettext("The invitation is withdrawn."))
    return redirect(url_for(".show_all"), 303)


@pages.post("/<count:number>/role")
def change_role(number: int) -> ResponseReturnValue:
    """Change what a person may do, but for the last admin."""
    with database().writing() as opened:
        people.set_role(opened, number, role=_role(Sent().typed("role")))
        who = people.find_person(opened, number)
    flash(gettext("%(name)s’s role is changed.") % {"name": who.name})
    return redirect(url_for(".show_all"), 303)


@pages.post("/<count:number>/reset")
def offer_reset(number: int) -> ResponseReturnValue:
    """Make a link that sets a new password, and show it, to this form alone."""
    me = login.admin().number
    secret = secret_of_form(me)
    with database().writing() as opened:
        who = people.find_person(opened, number)
        known = _open_until(opened, secret)
        make_once(opened, me, partial(_offer_reset, opened, number, secret))
        until = _open_until(opened, secret)
    address = url_for("links.show_reset", secret=secret, _external=True)
    return _link_page(address, until, again=known is not None, who=who)


@pages.post("/<count:number>/sign-out")
def sign_out(number: int) -> ResponseReturnValue:
    """Sign a person out of every browser; one's own goes on."""
    mine = login.current_sign_in() if login.admin().number == number else None
    with database().writing() as opened:
        who = people.find_person(opened, number)
        sign_ins.end_all(opened, number, but=mine)
    flash(gettext("%(name)s is signed out everywhere.") % {"name": who.name})
    return redirect(url_for(".show_all"), 303)


@pages.get("/<count:number>/second-factor")
def show_second_factor(number: int) -> ResponseReturnValue:
    """Say what it means to turn somebody's second factor off."""
    return _second_factor_page(number, Sent())


@pages.post("/<count:number>/second-factor")
def turn_off_second_factor(number: int) -> ResponseReturnValue:
    """Turn off the second factor of whoever lost the phone; they are signed out."""
    sent, me = Sent(), login.admin()
    if number == me.number:
        raise Conflict(gettext("Yours is turned off under your account, with a code."))
    known, status = same_person(me, sent)
    if known is None:
        return _second_factor_page(number, sent), status
    with database().writing() as opened:
        who = people.find_person(opened, number)
        second_factors.turn_off(opened, number)
    flash(gettext("%(name)s’s second factor is off.") % {"name": who.name})
    return redirect(url_for(".show_all"), 303)


@pages.get("/<count:number>/remove")
def show_remove(number: int) -> ResponseReturnValue:
    """Say what goes with a person."""
    return _remove_page(number, Sent())


@pages.post("/<count:number>/remove")
def remove(number: int) -> ResponseReturnValue:
    """Remove a person with everything that nobody else keeps."""
    sent = Sent()
    if not sent.ticked():
        return _remove_page(number, sent), 400
    with database().writing() as opened:
        who = people.find_person(opened, number)
        people.check_not_last_admin(opened, number)
        holdings.erase_person(opened, number, now=datetime.now(UTC))
    database().scrub()
    flash(gettext("%(name)s is removed.") % {"name": who.name})
    return redirect(url_for(".show_all"), 303)


def _invite(session: Session, secret: str) -> str:
    """Make an invitation; return where it is listed."""
    me = login.admin().number
    links.invite(session, secret=secret, made_by=me, now=datetime.now(UTC))
    return url_for(".show_all")


def _offer_reset(session: Session, number: int, secret: str) -> str:
    """Make a link to a new password; return where another can be made."""
    links.offer_reset(
        session,
        person=number,
        secret=secret,
        made_by=login.admin().number,
        now=datetime.now(UTC),
    )
    return url_for(".show_all")


def _open_until(session: Session, secret: str) -> datetime | None:
    return links.open_until(session, secret=secret, now=datetime.now(UTC))


def _link_page(
    address: str,
    until: datetime | None,
    *,
    again: bool,
    who: people.Listed | None = None,
) -> str:
    """Show a link; `again` where the form was sent before and it is the same."""
    if until is None:
        raise Conflict(
            gettext(
                "This form was sent before, and the link that it made leads nowhere "
                "any more. Open the page “People” anew and make another."
            )
        )
    return render_template(
        "people/link.html", address=address, until=until, again=again, who=who
    )


def _remove_page(number: int, sent: Sent) -> str:
    with database().reading() as opened:
        who = people.find_person(opened, number)
        held = holdings.holdings_of(opened, number)
    return render_template(
        "people/remove.html", who=who, held=held, problems=sent.problems
    )


def _second_factor_page(number: int, sent: Sent) -> str:
    with database().reading() as opened:
        who = people.find_person(opened, number)
    return render_template("people/second_factor.html", who=who, problems=sent.problems)


def _role(sent: str) -> Role:
    if sent not in list(Role):
        raise BadInput(gettext("There is no such role."))
    return Role(sent)
