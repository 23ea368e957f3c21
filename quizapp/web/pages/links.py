"""One-time links, followed: an invitation to teach, or a new password."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.services import accounts, links, people, sign_ins
from quizapp.services.links import Reset
from quizapp.web import login
from quizapp.web.entry import forget_failures, new_secret
from quizapp.web.fields import Sent
from quizapp.web.passwords import hash_password
from quizapp.web.proving import wait_for_second
from quizapp.web.sessions import database
from quizapp.wording import gettext

SECRET = "<string(maxlength=100):secret>"
pages = Blueprint("links", __name__)


@pages.get(f"/invitations/{SECRET}")
def show_invitation(secret: str) -> ResponseReturnValue:
    """Say what an invitation is for; looking at it does not use it up."""
    with database().reading() as opened:
        until = links.look_at_invitation(opened, secret=secret, now=_now())
    who = login.person()
    teaches = who is not None and who.role.teaches
    return render_template(
        "account/invitation.html", secret=secret, until=until.date(), teaches=teaches
    )


@pages.post(f"/invitations/{SECRET}")
def accept(secret: str) -> ResponseReturnValue:
    """Make whoever signed in an instructor; an invitation does that once."""
    who = login.signed_in_person()
    if who.role.teaches:
        flash(gettext("You are an instructor already; the link is kept for others."))
        return redirect(url_for("account.show"), 303)
    with database().writing() as opened:
        links.use_invitation(opened, secret=secret, now=_now())
        people.make_instructor(opened, who.number)
    flash(gettext("You are an instructor now."))
    return redirect(url_for("account.show"), 303)


@pages.get(f"/resets/{SECRET}")
def show_reset(secret: str) -> ResponseReturnValue:
    """Ask for a new password; looking at the link does not use it up."""
    with database().reading() as opened:
        reset = links.look_at_reset(opened, secret=secret, now=_now())
    return _ask(secret, reset, Sent())


@pages.post(f"/resets/{SECRET}")
def reset_password(secret: str) -> ResponseReturnValue:
    """Take the new password and end every session; sign in here.

    Whoever has a second factor is asked for it first: the link does not stand in.
    """
    sent = Sent()
    with database().reading() as opened:
        reset = links.look_at_reset(opened, secret=secret, now=_now())
    password = sent.new_password(email=reset.email)
    if password is None:
        return _ask(secret, reset, sent), 400
    token, hashed = new_secret(), hash_password(password)
    with database().writing() as opened:
        links.use_reset(opened, secret=secret, now=_now())
        accounts.set_password(opened, reset.person, password=hashed)
        known = accounts.credentials_of(opened, reset.person)
        if not known.who.second:
            sign_ins.begin(
                opened, person=reset.person, password=hashed, token=token, now=_now()
            )
    forget_failures(reset.email)
    if known.who.second:
        login.forget()
        wait_for_second(known)
        flash(gettext("The new password is in force. Now your second factor."))
        return redirect(url_for("entrance.show_code"), 303)
    login.sign_in(known.who, token)
    flash(gettext("The new password is in force, and you are signed in."))
    return redirect(url_for("account.show"), 303)


def _ask(secret: str, reset: Reset, sent: Sent) -> str:
    return render_template(
        "account/reset.html",
        secret=secret,
        reset=reset,
        sent=sent.fields,
        problems=sent.problems,
    )


def _now() -> datetime:
    return datetime.now(UTC)
