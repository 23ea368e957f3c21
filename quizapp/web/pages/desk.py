"""The desk: the packs an instructor works on, and a pack brought in from a file."""

from datetime import UTC, datetime
from functools import partial

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from quizapp.errors import BadInput
from quizapp.packs.archive import LARGEST_ARCHIVE
from quizapp.packs.faults import PackFaults
from quizapp.packs.pack import Pack
from quizapp.services import desk_packs
from quizapp.web.login import instructor
from quizapp.web.sending import make_once
from quizapp.web.sessions import database
from quizapp.web.unpacked import check_names, lay_on_desk, read_apart
from quizapp.wording import gettext as _


def show_all() -> ResponseReturnValue:
    """Show the packs on this person's desk, the newest change first."""
    me = instructor()
    with database().reading() as session:
        packs = desk_packs.packs_of(session, me.number)
    return render_template("desk/all.html", packs=packs)


def show_import() -> ResponseReturnValue:
    """Ask for the file of a pack."""
    instructor()
    return render_template("desk/import.html", faults=())


def bring_in() -> ResponseReturnValue:
    """Lay a pack from a file on the desk; show all that is wrong with it otherwise."""
    me = instructor()
    try:
        pack = read_apart(_sent_file())
        check_names(pack)
    except BadInput as refusal:
        faults = _sentences(refusal)
        return render_template("desk/import.html", faults=faults), 400
    with database().writing() as session:
        make = partial(_lay, session, pack)
        address = make_once(session, me.number, make)
    return redirect(address, 303)


def _lay(session: Session, pack: Pack) -> str:
    """Lay a pack on the desk; return its address there."""
    now = datetime.now(UTC)
    number = lay_on_desk(session, pack, person=instructor().number, now=now)
    return url_for("desk_packs.show", pack=number)


def _sent_file() -> bytes:
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise BadInput(_("Choose the .zip file of a pack first."))
    data: bytes = sent.read(LARGEST_ARCHIVE + 1)
    return data


def _sentences(refusal: BadInput) -> tuple[str, ...]:
    if isinstance(refusal, PackFaults):
        return tuple(map(str, refusal.faults))
    return (str(refusal),)
