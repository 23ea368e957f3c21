"""Bring: articles come to the desk, are looked over, and are compared."""

from datetime import UTC, datetime
from functools import partial

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from quizapp.desk import said
from quizapp.packs.draft_pack import slugs_of
from quizapp.services import desk_cases, desk_packs
from quizapp.services.desk_packs import LICENCE, Described
from quizapp.web.brought import Brought, nothing_brought, read_brought
from quizapp.web.fields import Sent
from quizapp.web.login import instructor
from quizapp.web.sending import make_once
from quizapp.web.sessions import database
from quizapp.web.tongues import typed_tongue
from quizapp.wording import gettext as _


def show() -> ResponseReturnValue:
    """Ask for the articles of a new pack."""
    instructor()
    return _form(nothing_brought(Sent(language="en")))


def show_add(pack: int) -> ResponseReturnValue:
    """Ask for the articles of one more case."""
    me = instructor()
    with database().reading() as session:
        found = desk_packs.find_pack(session, person=me.number, pack=pack)
    return _form(nothing_brought(Sent()), found.described.title)


def bring() -> ResponseReturnValue:
    """Make a pack of the articles brought; where something is wrong, ask again."""
    me, sent = instructor(), Sent()
    tag = said.UNKNOWN
    if "more" not in sent.fields:
        sent.fields["spoken"] = typed_tongue(sent.fields)
        tag = sent.read("spoken", said.language) or said.UNKNOWN
    brought = read_brought(sent)
    title = _title(brought)
    if sent.problems or brought.wants_more:
        return _form(brought)
    described = Described(title, tag, LICENCE, (me.name,), _about(brought), said.NONE)
    with database().writing() as session:
        make = partial(_make, session, described, brought)
        address = make_once(session, me.number, make)
    return redirect(address, 303)


def add(pack: int) -> ResponseReturnValue:
    """Make one more case of the articles brought."""
    me, sent = instructor(), Sent()
    with database().reading() as session:
        found = desk_packs.find_pack(session, person=me.number, pack=pack)
    brought = read_brought(sent)
    title = _title(brought)
    if sent.problems or brought.wants_more:
        return _form(brought, found.described.title)
    with database().writing() as session:
        make = partial(_keep, session, pack, title, brought)
        address = make_once(session, me.number, make)
    return redirect(address, 303)


def _make(session: Session, described: Described, brought: Brought) -> str:
    """Make a pack of one case; return the address of its texts."""
    number = desk_packs.make_pack(
        session,
        person=instructor().number,
        slug=slugs_of([described.title])[0],
        described=described,
        now=datetime.now(UTC),
    )
    return _keep(session, number, described.title, brought)


def _keep(session: Session, pack: int, title: str, brought: Brought) -> str:
    """Lay a case on the desk; return the address of its texts."""
    # A pack's own file has the name that no case can have.
    slug = slugs_of(["pack", title])[1]
    case = desk_cases.bring_case(
        session,
        person=instructor().number,
        pack=pack,
        slug=slug,
        title=title,
        about=_about(brought),
        articles=brought.articles,
        now=datetime.now(UTC),
    )
    return url_for("desk_texts.show", pack=pack, case=case)


def _title(brought: Brought) -> str:
    """Return the title that was typed, or one that the rewrite has for it."""
    sent = brought.sent
    if sent.typed("title").strip():
        return sent.read("title", said.title) or ""
    derived = brought.articles[0] if brought.articles else None
    likely = said.plain(derived.headline or derived.text or "") if derived else ""
    return likely if len(likely) <= 80 else likely[:80].rpartition(" ")[0] + "…"


def _about(brought: Brought) -> str:
    """Say what such a case is about, until somebody says it better."""
    derived, *sources = (article.outlet for article in brought.articles)
    if derived and all(sources):
        names = _(" and ").join(dict.fromkeys(sources))
        sentence = _("How %(derived)s retold what %(sources)s reported.")
        return said.plain(sentence % {"derived": derived, "sources": names})[:800]
    return _("A news story, rewritten. Which lines does the source carry?")


def _form(brought: Brought, pack_title: str = "") -> ResponseReturnValue:
    page = render_template(
        "desk/bring.html",
        brought=brought,
        sent=brought.sent.fields,
        problems=brought.sent.problems,
        pack_title=pack_title,
    )
    wrong = brought.sent.problems and request.method == "POST"
    return page, 400 if wrong else 200
