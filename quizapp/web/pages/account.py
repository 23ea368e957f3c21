"""One's own account: what it is called, what is in it, and how it ends."""

from datetime import UTC, datetime
from random import SystemRandom

from flask import (
    Blueprint,
    Response,
    flash,
    json,
    redirect,
    render_template,
    url_for,
)
from flask.typing import ResponseReturnValue

from quizapp.errors import Conflict, NotFound, TooOften
from quizapp.game.account import read_name
from quizapp.game.rejoin import make_code
from quizapp.game.signing_in import limits_of
from quizapp.services import (
    accounts,
    carrying,
    holdings,
    own_data,
    people,
    sign_ins,
)
from quizapp.services.accounts import SignedIn
from quizapp.web import login
from quizapp.web.entry import new_secret
from quizapp.web.fields import Sent
from quizapp.web.passwords import hash_password
from quizapp.web.proving import same_person
from quizapp.web.sessions import database
from quizapp.web.throttle import Door, admit, note_failure
from quizapp.wording import gettext

pages = Blueprint("account", __name__, url_prefix="/account")


@pages.get("/")
def show() -> ResponseReturnValue:
    """Show what an account is called and what can be done with it."""
    return _account(Sent(), left=login.left_behind())


@pages.post("/name")
def rename() -> ResponseReturnValue:
    """Show another name from now on."""
    who, sent = login.signed_in_person(), Sent()
    name = sent.read("name", read_name)
    if name is None:
        return _account(sent), 400
    with database().writing() as opened:
        accounts.rename(opened, who.number, name=name)
    flash(gettext("The name is changed."))
    return redirect(url_for(".show"), 303)


@pages.post("/bring")
def bring() -> ResponseReturnValue:
    """Bring what was played with a code, without the account, into it."""
    who, sent = login.signed_in_person(), Sent()
    try:
        _bring(who, sent.typed("code"))
    except TooOften as fault:
        sent.problems["code"] = str(fault)
        return _account(sent), 429
    except (NotFound, Conflict) as fault:
        sent.problems["code"] = str(fault)
        return _account(sent), 400
    flash(gettext("What was played with this code is in your account now."))
    return redirect(url_for(".show"), 303)


@pages.get("/password")
def show_password() -> ResponseReturnValue:
    """Ask for the old password and a new one."""
    login.signed_in_person()
    return _ask("password", Sent())


@pages.post("/password")
def change_password() -> ResponseReturnValue:
    """Take a new password; every other browser is signed out."""
    who, sent = login.signed_in_person(), Sent()
    known, status = same_person(who, sent)
    password = sent.new_password(email=known.email) if known else None
    if known is None or password is None:
        return _ask("password", sent), status
    token, hashed, now = new_secret(), hash_password(password), datetime.now(UTC)
    with database().writing() as opened:
        accounts.change_password(
            opened, who.number, old=known.password, password=hashed
        )
        sign_ins.begin(
            opened,
            person=who.number,
            password=hashed,
            token=token,
            now=now,
            proved=True,
        )
    login.sign_in(who, token)
    flash(gettext("The new password is in force. Everywhere else you are signed out."))
    return redirect(url_for(".show"), 303)


@pages.get("/sign-ins")
def show_sign_ins() -> ResponseReturnValue:
    """Show where one is signed in."""
    return _sign_ins(Sent())


@pages.post("/sign-ins")
def end_sign_ins() -> ResponseReturnValue:
    """Sign out everywhere but here; the password is asked for."""
    who, sent = login.signed_in_person(), Sent()
    known, status = same_person(who, sent)
    if known is None:
        return _sign_ins(sent), status
    with database().writing() as opened:
        sign_ins.end_all(opened, who.number, but=login.current_sign_in())
    flash(gettext("You are signed in here alone."))
    return redirect(url_for(".show_sign_ins"), 303)


@pages.get("/erase")
def show_erase() -> ResponseReturnValue:
    """Say what erasing the rounds means."""
    login.signed_in_person()
    return _ask("erase", Sent())


@pages.post("/erase")
def erase() -> ResponseReturnValue:
    """Erase one's own rounds and answers; the account stays."""
    who, sent = login.signed_in_person(), Sent()
    if not sent.ticked():
        return _ask("erase", sent), 400
    code, now = make_code(SystemRandom()), datetime.now(UTC)
    with database().writing() as opened:
        fresh = holdings.erase_play(opened, who.number, code=code, now=now)
    database().scrub()
    login.remember(fresh)
    flash(gettext("Your rounds and answers are gone."))
    return redirect(url_for(".show"), 303)


@pages.get("/delete")
def show_delete() -> ResponseReturnValue:
    """Say what goes with the account."""
    login.signed_in_person()
    return _ask("delete", Sent())


@pages.post("/delete")
def delete() -> ResponseReturnValue:
    """Delete the account with everything in it, now."""
    who, sent = login.signed_in_person(), Sent()
    ticked = sent.ticked()
    known, status = same_person(who, sent) if ticked else (None, 400)
    if known is None:
        return _ask("delete", sent), status
    with database().writing() as opened:
        people.check_not_last_admin(opened, who.number)
        holdings.erase_person(opened, who.number, now=datetime.now(UTC))
    database().scrub()
    login.forget()
    return render_template("erased.html", account=True)


@pages.get("/data")
def download() -> ResponseReturnValue:
    """Hand over everything that is kept about the person, as JSON."""
    who = login.signed_in_person()
    with database().reading() as opened:
        written = own_data.export_person(opened, who.number)
    text = json.dumps(written, ensure_ascii=False, indent=2, sort_keys=False)
    answer = Response(text + "\n", mimetype="application/json")
    answer.headers["Content-Disposition"] = "attachment; filename=blue-pencil.json"
    return answer


def _account(sent: Sent, left: str | None = None) -> str:
    who = login.signed_in_person()
    with database().reading() as opened:
        known = accounts.credentials_of(opened, who.number)
    return render_template(
        "account/show.html",
        known=known,
        left=left,
        sent={"name": known.who.name, **sent.fields},
        problems=sent.problems,
    )


def _sign_ins(sent: Sent) -> str:
    who, now = login.signed_in_person(), datetime.now(UTC)
    with database().reading() as opened:
        found = sign_ins.sign_ins_of(opened, who.number, now=now)
    return render_template(
        "account/sign_ins.html",
        sign_ins=found,
        here=login.current_sign_in(),
        limits=limits_of(who.role),
        problems=sent.problems,
    )


def _ask(page: str, sent: Sent) -> str:
    who = login.signed_in_person()
    with database().reading() as opened:
        held = holdings.holdings_of(opened, who.number)
    return render_template(
        f"account/{page}.html", held=held, sent=sent.fields, problems=sent.problems
    )


def _bring(who: SignedIn, typed: str) -> None:
    admit(Door.CODE)
    try:
        with database().writing() as opened:
            guest = carrying.find_guest(opened, typed=typed)
            carrying.carry(opened, guest=guest, person=who.number)
    except NotFound:
        note_failure(Door.CODE)
        raise
