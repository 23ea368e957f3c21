"""The entrance: making an account, signing in, signing out."""

from contextlib import suppress
from datetime import UTC, datetime
from random import SystemRandom

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.errors import Conflict, TooOften
from quizapp.game.account import read_email, read_name
from quizapp.game.rejoin import make_code
from quizapp.services import accounts, carrying, guests, second_factors, sign_ins
from quizapp.services.accounts import Credentials, SignedIn
from quizapp.web import login
from quizapp.web.entry import let_in, new_secret
from quizapp.web.fields import Sent
from quizapp.web.passwords import hash_password
from quizapp.web.proving import (
    proves_second,
    recovery_code_in,
    wait_for_second,
    waiting,
)
from quizapp.web.sessions import database
from quizapp.web.throttle import Door, admit, note_failure
from quizapp.wording import gettext, ngettext

pages = Blueprint("entrance", __name__, url_prefix="/account")


@pages.get("/sign-in")
def show_sign_in() -> ResponseReturnValue:
    """Ask for address and password."""
    if login.person():
        return redirect(_onward())
    return _show("sign_in", Sent())


@pages.post("/sign-in")
def sign_in() -> ResponseReturnValue:
    """Sign a person in and go on to where they were going."""
    sent, known = Sent(), None
    email = sent.read("email", read_email)
    if email is not None:
        try:
            known = let_in(email, sent.typed("password"))
        except TooOften as fault:
            sent.refuse(fault)
            return _show("sign_in", sent), 429
        if known is None:
            sent.problems[""] = gettext(
                "Address and password do not belong together. Try once more; without "
                "the password, whoever runs this server can make you a link."
            )
    if known is None:
        return _show("sign_in", sent), 400
    if known.who.second:
        wait_for_second(known)
        onward = login.local_path(sent.typed("next"))
        return redirect(url_for(".show_code", next=onward), 303)
    _enter(known)
    return redirect(_onward(), 303)


@pages.get("/code")
def show_code() -> ResponseReturnValue:
    """Ask for the second factor, after the password."""
    if waiting() is None:
        return redirect(url_for(".show_sign_in", next=_wanted()))
    return _show("code", Sent())


@pages.post("/code")
def give_code() -> ResponseReturnValue:
    """Sign in whoever knew the password, if the second factor is right."""
    sent, known = Sent(), waiting()
    if known is None:
        sent.problems[""] = gettext("That took too long. Sign in once more.")
        return _show("sign_in", sent), 400
    proved, status = proves_second(known, sent)
    if not proved:
        return _show("code", sent), status
    _enter(known, proved=True)
    if recovery_code_in(sent):
        _say_how_many_are_left(known.who.number)
    return redirect(_onward(), 303)


@pages.get("/register")
def show_register() -> ResponseReturnValue:
    """Ask for what an account needs."""
    if login.person():
        return redirect(_onward())
    return _show("register", Sent())


@pages.post("/register")
def register() -> ResponseReturnValue:
    """Make an account; what a guest has played comes along."""
    sent = Sent()
    email = sent.read("email", read_email)
    name = sent.read("name", read_name)
    password = sent.new_password(email=email or "")
    if email is None or name is None or password is None:
        return _show("register", sent), 400
    try:
        _make_account(email, name, password)
    except TooOften as fault:
        sent.refuse(fault)
        return _show("register", sent), 429
    except Conflict as fault:
        sent.problems["email"] = str(fault)
        return _show("register", sent), 409
    return redirect(_onward(), 303)


@pages.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End the sign-in of this browser, and every copy of its cookie."""
    login.forget()
    return redirect(url_for("home.show"), 303)


def _show(page: str, sent: Sent) -> str:
    onward = _wanted() or ""
    return render_template(
        f"account/{page}.html",
        sent=sent.fields,
        problems=sent.problems,
        onward=onward,
        plays=login.participant() is not None,
    )


def _wanted() -> str | None:
    return login.local_path(request.values.get("next", ""))


def _onward() -> str:
    if login.lacks_second_factor():
        return url_for("second_factor.show")
    wanted = _wanted()
    left = login.left_behind(keep=True)
    return wanted or url_for("account.show" if left else "home.show")


def _enter(known: Credentials, *, proved: bool = False) -> None:
    """Sign in; what a guest played in this browser stays under the guest's code."""
    guest = None if login.person() else login.participant()
    left, token, now = None, new_secret(), datetime.now(UTC)
    person, password = known.who.number, known.password
    with database().writing() as opened:
        sign_ins.begin(
            opened,
            person=person,
            password=password,
            token=token,
            now=now,
            proved=proved,
        )
        guests.note_seen(opened, known.who.participant, today=now.date())
        if guest is not None:
            left = carrying.left_by(opened, guest)
    login.sign_in(known.who, token)
    if left is not None:
        login.leave_behind(left.code)


def _say_how_many_are_left(person: int) -> None:
    with database().reading() as opened:
        state = second_factors.state_of(opened, person)
    left = state.left if state else 0
    flash(
        ngettext(
            "This recovery code is used up; %(n)s is left.",
            "This recovery code is used up; %(n)s are left.",
            left,
        )
        % {"n": left}
    )


def _make_account(email: str, name: str, password: str) -> None:
    """Make an account and sign it in; a guest's rounds move into it."""
    admit(Door.REGISTER)
    note_failure(Door.REGISTER)
    token, hashed, now = new_secret(), hash_password(password), datetime.now(UTC)
    guest = None if login.person() else login.participant()
    with database().writing() as opened:
        who: SignedIn = accounts.register(
            opened,
            email=email,
            name=name,
            password=hashed,
            code=make_code(SystemRandom()),
            now=now,
        )
        sign_ins.begin(opened, person=who.number, password=hashed, token=token, now=now)
        if guest is not None:
            # A place in a group that is somebody's account already stays theirs.
            with suppress(Conflict):
                carrying.carry(opened, guest=guest, person=who.number)
    login.sign_in(who, token)
    flash(gettext("Your account is there, and you are signed in."))
