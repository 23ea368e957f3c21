"""Join a group with its code and a nickname, and play as whom one wants to."""

from contextlib import suppress
from datetime import UTC, datetime
from random import SystemRandom

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from quizapp.errors import BadInput, NotFound, TooOften
from quizapp.game.rejoin import make_code
from quizapp.services import guests, members, seats
from quizapp.services.members import Asking, Invitation
from quizapp.web.fields import Sent
from quizapp.web.login import (
    forget,
    participant,
    person,
    remember,
    signed_in_person,
)
from quizapp.web.sessions import database
from quizapp.web.throttle import Door, admit, begin, note_failure

# In the cookie: the rejoin code drawn for whoever fills in the form, so that pressing
# twice joins once.
DRAWN = "joining"
pages = Blueprint("join", __name__, url_prefix="/join")


@pages.get("/", strict_slashes=False)
@pages.get("/<string(maxlength=40):code>")
def show(code: str = "") -> ResponseReturnValue:
    """Ask for a group's code; with one, say what joining means and ask for a name."""
    typed = code or request.args.get("code", "")[:40]
    if not typed:
        return render_template("join/code.html", typed="", problem="")
    try:
        admit(Door.ROOM)
        if (room := _room(typed)) is not None:
            return redirect(url_for("phones.show", code=room), 303)
        found = _invitation(typed)
    except (NotFound, TooOften) as fault:
        page = render_template("join/code.html", typed=typed, problem=str(fault))
        return page, 404 if isinstance(fault, NotFound) else 429
    if code != found.code:
        return redirect(url_for(".show", code=found.code), 303)
    session.setdefault(DRAWN, make_code(SystemRandom()))
    with database().reading() as opened:
        offered = members.offered_nickname(opened, code=found.code, rng=SystemRandom())
    return _form(found, Sent(nickname=offered))


@pages.post("/<string(maxlength=40):code>")
def enter(code: str) -> ResponseReturnValue:
    """Come into a group; whoever is in it already is brought back."""
    found, sent = _invitation(code), Sent()
    drawn = session.get(DRAWN) or make_code(SystemRandom())
    try:
        begin(Door.GUEST)
        with database().writing() as opened:
            member = members.join_group(
                opened,
                code=found.code,
                nickname=sent.typed("nickname"),
                asking=_asking(),
                rejoin_code=drawn,
                now=datetime.now(UTC),
            )
    except BadInput as fault:
        sent.refuse(fault)
        return _form(found, sent), 400
    session.pop(DRAWN, None)
    remember(member)
    return redirect(url_for(".welcome"), 303)


@pages.get("/welcome")
def welcome() -> ResponseReturnValue:
    """Show a member their code, large: it is the only way back without an account."""
    with database().reading() as opened:
        membership = members.membership_of(opened, participant())
    if membership is None:
        return redirect(url_for(".show"), 303)
    return render_template("join/welcome.html", membership=membership, problems={})


@pages.post("/leave")
def leave() -> ResponseReturnValue:
    """Erase whom this browser plays as in their group, with every answer."""
    mine, known, sent = participant(), person(), Sent()
    with database().reading() as opened:
        membership = members.membership_of(opened, mine)
    if membership is None:
        return redirect(url_for(".show"), 303)
    if not sent.ticked("leave"):
        page = render_template(
            "join/welcome.html", membership=membership, problems=sent.problems
        )
        return page, 400
    with database().writing() as opened:
        members.leave_group(opened, participant=membership.participant)
    database().scrub()
    if known:
        remember(known.participant)
    else:
        forget()
    return render_template("erased.html")


@pages.post("/as/<count:member>")
def play_as(member: int) -> ResponseReturnValue:
    """Play as the member that a person is in one of their groups."""
    known = signed_in_person().number
    with database().reading() as opened:
        number = members.own_membership(opened, person=known, member=member)
    remember(number)
    return redirect(url_for("home.show"), 303)


@pages.post("/as-yourself")
def play_as_yourself() -> ResponseReturnValue:
    """Play from one's own account again."""
    remember(signed_in_person().participant)
    return redirect(url_for("home.show"), 303)


def _asking() -> Asking:
    known = person()
    return Asking(participant(), known.number if known else None)


def _invitation(typed: str) -> Invitation:
    """Look a code up; whoever tries too many has to wait."""
    admit(Door.ROOM)
    today = datetime.now(UTC).date()
    try:
        with database().reading() as opened:
            return members.invitation(opened, code=typed, today=today)
    except NotFound:
        note_failure(Door.ROOM)
        raise


def _room(typed: str) -> str | None:
    """Return the code of the workshop that this one opens; None where it opens none."""
    with suppress(NotFound), database().reading() as opened:
        return seats.at_the_door(opened, code=typed, participant=None).code
    return None


def _form(found: Invitation, sent: Sent) -> str:
    """Show the form, or whom this browser or account already is in the group."""
    with database().reading() as opened:
        known = members.membership_in(opened, code=found.code, asking=_asking())
        mine = participant()
        left = guests.rejoin_code_of(opened, mine) if mine is not None else None
    return render_template(
        "join/group.html",
        invitation=found,
        known=known,
        left=None if person() else left,
        sent=sent.fields,
        problems=sent.problems,
    )
