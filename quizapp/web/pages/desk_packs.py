"""A pack of the desk: its cases and its balance; who works on it; the file of it."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.desk import said
from quizapp.errors import BadInput, Conflict
from quizapp.game.account import read_email
from quizapp.packs.archive import pack_archive
from quizapp.services import desk_cases, desk_packs, publishing
from quizapp.services.desk_packs import Described, PackOnDesk
from quizapp.web.brought import check_unchanged, mark_of
from quizapp.web.downloads import archive
from quizapp.web.fields import Sent
from quizapp.web.lacking import balance_of, check_decided
from quizapp.web.login import instructor
from quizapp.web.sessions import database
from quizapp.web.tongues import chosen, typed_tongue
from quizapp.wording import gettext as _


def show(pack: int) -> ResponseReturnValue:
    """Show a pack: what it has, what it lacks, and the way on."""
    return _page(pack, Sent())


def show_describe(pack: int) -> ResponseReturnValue:
    """Show what a pack says of itself, to be changed."""
    found = _found(pack)
    described = found.described
    fields = {
        "title": described.title,
        "licence": described.licence,
        "authors": "\n".join(described.authors),
        "about": described.about,
        "content_note": described.content_note,
        "seen": mark_of(described),
        **chosen(described.language),
    }
    return _describe_form(found, fields, {})


def describe(pack: int) -> ResponseReturnValue:
    """Take what a pack says of itself; where something is wrong, ask again."""
    found, sent = _found(pack), Sent()
    check_unchanged(sent, found.described)
    described = _described(sent)
    if sent.problems or described is None:
        return _describe_form(found, sent.fields, sent.problems)
    with database().writing() as session:
        desk_packs.describe_pack(
            session,
            person=instructor().number,
            pack=pack,
            described=described,
            now=datetime.now(UTC),
        )
    return redirect(url_for(".show", pack=pack), 303)


def share(pack: int) -> ResponseReturnValue:
    """Let another instructor work on the pack."""
    me, sent = instructor(), Sent()
    email = sent.read("email", read_email) or ""
    try:
        with database().writing() as session:
            name = desk_packs.share_pack(
                session,
                person=me.number,
                pack=pack,
                email=email,
                now=datetime.now(UTC),
            )
    except BadInput as refusal:
        sent.problems.setdefault("email", str(refusal))
        return _page(pack, sent)
    flash(_("%(name)s works on this pack too now.") % {"name": name})
    return redirect(url_for(".show", pack=pack, _anchor="people"), 303)


def leave(pack: int) -> ResponseReturnValue:
    """Work on the pack no longer."""
    me, sent = instructor(), Sent()
    if not _is_ticked(pack, sent, "leave"):
        return _page(pack, sent)
    try:
        with database().writing() as session:
            desk_packs.leave_pack(session, person=me.number, pack=pack)
    except Conflict as refusal:
        sent.problems["leave"] = str(refusal)
        return _page(pack, sent)
    return redirect(url_for("desk.show_all"), 303)


def remove(pack: int) -> ResponseReturnValue:
    """Remove the pack with its articles."""
    me, sent = instructor(), Sent()
    if not _is_ticked(pack, sent, "remove"):
        return _page(pack, sent)
    with database().writing() as session:
        now = datetime.now(UTC)
        desk_packs.remove_pack(session, person=me.number, pack=pack, now=now)
    return redirect(url_for("desk.show_all"), 303)


def export(pack: int) -> ResponseReturnValue:
    """Send the pack as a file: what is decided, and no text that may not be printed."""
    me = instructor()
    with database().reading() as session:
        value = publishing.decided_pack(session, person=me.number, pack=pack)
        found = desk_packs.find_pack(session, person=me.number, pack=pack)
    obstacles = check_decided(value).obstacles
    if obstacles:
        page = render_template("desk/obstacles.html", pack=found, obstacles=obstacles)
        return page, 409
    return archive(pack_archive(value), value.slug)


def _found(pack: int) -> PackOnDesk:
    me = instructor()
    with database().reading() as session:
        return desk_packs.find_pack(session, person=me.number, pack=pack)


def _is_ticked(pack: int, sent: Sent, name: str) -> bool:
    """Say whether a box is ticked; a pack of somebody else's is not there at all."""
    _found(pack)
    return sent.ticked(name)


def _described(sent: Sent) -> Described | None:
    # In the order of the form, in which what is wrong is listed above it.
    sent.fields["spoken"] = typed_tongue(sent.fields)
    read = Described(
        title=sent.read("title", said.title) or "",
        about=sent.read("about", said.about) or "",
        content_note=sent.read("content_note", said.content_note) or "",
        language=sent.read("spoken", said.language) or "",
        authors=sent.read("authors", said.authors) or (),
        licence=sent.read("licence", said.licence) or "",
    )
    return None if sent.problems else read


def _describe_form(
    found: PackOnDesk, fields: dict[str, str], problems: dict[str, str]
) -> ResponseReturnValue:
    page = render_template(
        "desk/describe_pack.html", pack=found, sent=fields, problems=problems
    )
    return page, 400 if problems else 200


def _page(pack: int, sent: Sent) -> ResponseReturnValue:
    me = instructor()
    with database().reading() as session:
        found = desk_packs.find_pack(session, person=me.number, pack=pack)
        cases = [
            desk_cases.open_case(session, person=me.number, pack=pack, case=case.slug)
            for case in found.cases
        ]
        versions = publishing.versions(session, person=me.number, pack=pack)
    page = render_template(
        "desk/pack.html",
        pack=found,
        me=me.number,
        balance=balance_of([case for case in cases if case.compared]),
        versions=versions,
        sent=sent.fields,
        problems=sent.problems,
    )
    return page, 400 if sent.problems else 200
