"""One's own second factor: turned on with an app, turned off, new recovery codes."""

from datetime import UTC, datetime
from hashlib import sha256
from random import SystemRandom

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeTimedSerializer
from pyotp import random_base32

from quizapp.errors import Conflict
from quizapp.game.second_factor import (
    address_of,
    are_figures,
    in_groups,
    make_recovery_codes,
    step_matching,
)
from quizapp.services import accounts, second_factors
from quizapp.services.accounts import SignedIn
from quizapp.web import login
from quizapp.web.cookies import PatientSigner
from quizapp.web.drawing import qr_of
from quizapp.web.fields import Sent
from quizapp.web.proving import proves_second, same_person
from quizapp.web.sessions import database
from quizapp.wording import gettext

SETTING_UP = 15 * 60  # seconds
pages = Blueprint("second_factor", __name__, url_prefix="/account/second-factor")


@pages.get("/")
def show() -> ResponseReturnValue:
    """Show whether the second factor is on, and what can be done."""
    return _page(Sent())


@pages.post("/begin")
def begin() -> ResponseReturnValue:
    """Draw a secret and show it, once the password was given again."""
    who, sent = login.signed_in_person(), Sent()
    if who.second:
        raise second_factors.on_already()
    known, status = same_person(who, sent)
    if known is None:
        return _page(sent), status
    return _set_up(who, random_base32(), Sent())


@pages.post("/on")
def turn_on() -> ResponseReturnValue:
    """Turn it on, if the app shows the right figures; show the recovery codes."""
    who, sent, now = login.signed_in_person(), Sent(), datetime.now(UTC)
    secret = _unsealed(who, sent.typed("sealed"))
    if secret is None:
        sent.problems[""] = gettext("That took too long. Begin once more.")
        return _page(sent), 400
    step = step_matching(secret, sent.typed("figures"), now=now)
    if step is None:
        sent.problems["figures"] = _not_right(sent.typed("figures"))
        return _set_up(who, secret, sent), 400
    codes = make_recovery_codes(SystemRandom())
    with database().writing() as opened:
        second_factors.turn_on(
            opened,
            person=who.number,
            secret=secret,
            step=step,
            codes=codes,
            now=now,
            here=login.current_sign_in(),
        )
    return _codes(codes, fresh=True)


@pages.post("/codes")
def renew_codes() -> ResponseReturnValue:
    """Make new recovery codes; the old ones work no longer."""
    who, sent = login.signed_in_person(), Sent()
    proved, status = _proved(who, sent)
    if not proved:
        return _page(sent), status
    codes = make_recovery_codes(SystemRandom())
    with database().writing() as opened:
        second_factors.renew_codes(opened, who.number, codes=codes)
    return _codes(codes, fresh=False)


@pages.post("/off")
def turn_off() -> ResponseReturnValue:
    """Turn it off; everywhere else one is signed out."""
    who, sent = login.signed_in_person(), Sent()
    proved, status = _proved(who, sent)
    if not proved:
        return _page(sent), status
    with database().writing() as opened:
        second_factors.turn_off(opened, who.number, here=login.current_sign_in())
    flash(gettext("The second factor is off. Everywhere else you are signed out."))
    return redirect(url_for(".show"), 303)


def _page(sent: Sent) -> str:
    who = login.signed_in_person()
    with database().reading() as opened:
        state = second_factors.state_of(opened, who.number)
    return render_template(
        "account/second_factor.html",
        state=state,
        required=login.lacks_second_factor(),
        problems=sent.problems,
    )


def _set_up(who: SignedIn, secret: str, sent: Sent) -> str:
    with database().reading() as opened:
        email = accounts.credentials_of(opened, who.number).email
    address = address_of(secret, email=email)
    return render_template(
        "account/second_factor_new.html",
        qr=qr_of(address),
        address=address,
        secret=in_groups(secret),
        sealed=_seal().dumps([who.number, login.current_sign_in(), secret]),
        problems=sent.problems,
    )


def _codes(codes: tuple[str, ...], *, fresh: bool) -> str:
    shown = [in_groups(code) for code in codes]
    return render_template("account/recovery_codes.html", codes=shown, fresh=fresh)


def _proved(who: SignedIn, sent: Sent) -> tuple[bool, int]:
    """Ask for the password and the second factor, in this order."""
    if not who.second:
        raise Conflict(gettext("The second factor is off already."))
    known, status = same_person(who, sent)
    return proves_second(known, sent) if known else (False, status)


def _not_right(typed: str) -> str:
    if not are_figures(typed):
        return gettext("Type the six figures that your app shows.")
    return gettext(
        "These are not the figures that your app shows now. Wait for the next ones "
        "and type those; if they never fit, the clock of the phone is wrong."
    )


def _unsealed(who: SignedIn, sealed: str) -> str | None:
    """Return the secret that this sign-in was shown; None for any other, or too old."""
    try:
        number, here, secret = _seal().loads(sealed, max_age=SETTING_UP)
    except BadSignature:
        return None
    mine = (number, here) == (who.number, login.current_sign_in())
    return str(secret) if mine else None


def _seal() -> URLSafeTimedSerializer:
    """Return what signs a secret that is not stored yet: the page carries it."""
    return URLSafeTimedSerializer(
        current_app.config["SECRET_KEY"],
        salt="second factor",
        signer=PatientSigner,
        signer_kwargs={"key_derivation": "hmac", "digest_method": sha256},
    )
