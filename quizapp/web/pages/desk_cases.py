"""A case of the desk: what it says of itself, and how it is removed."""

from datetime import UTC, datetime

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.desk import said
from quizapp.services import desk_cases
from quizapp.services.desk_cases import OpenCase
from quizapp.web.brought import (
    check_unchanged,
    fields_of,
    mark_of,
    names_of,
    read_about,
)
from quizapp.web.desk_open import asked_at, open_case
from quizapp.web.fields import Sent
from quizapp.web.login import instructor
from quizapp.web.sessions import database


def show_describe(pack: int, case: str) -> ResponseReturnValue:
    """Show what a case says of itself, to be changed."""
    opened = open_case(asked_at(pack, case))
    fields = {"title": opened.title, "about": opened.about, "seen": _seen(opened)}
    return _form(opened, {**fields_of(opened.articles), **fields}, {})


def describe(pack: int, case: str) -> ResponseReturnValue:
    """Take what a case says of itself; where something is wrong, ask again."""
    opened, sent = open_case(asked_at(pack, case)), Sent()
    check_unchanged(sent, _said(opened))
    title, about = sent.read("title", said.title), sent.read("about", said.about)
    articles = [read_about(sent, each.key, each) for each in opened.articles]
    if sent.problems:
        return _form(opened, sent.fields, sent.problems)
    with database().writing() as session:
        desk_cases.describe_case(
            session,
            person=instructor().number,
            pack=pack,
            case=case,
            title=title or "",
            about=about or "",
            articles=articles,
            now=datetime.now(UTC),
        )
    return redirect(url_for("desk_packs.show", pack=pack), 303)


def remove(pack: int, case: str) -> ResponseReturnValue:
    """Remove a case with its articles and lines."""
    opened, sent = open_case(asked_at(pack, case)), Sent()
    if not sent.ticked("remove"):
        fields = {"title": opened.title, "about": opened.about, "seen": _seen(opened)}
        return _form(opened, {**fields_of(opened.articles), **fields}, sent.problems)
    with database().writing() as session:
        desk_cases.remove_case(
            session,
            person=instructor().number,
            pack=pack,
            case=case,
            now=datetime.now(UTC),
        )
    return redirect(url_for("desk_packs.show", pack=pack), 303)


def _said(opened: OpenCase) -> tuple[object, ...]:
    return opened.title, opened.about, opened.articles


def _seen(opened: OpenCase) -> str:
    return mark_of(_said(opened))


def _form(
    opened: OpenCase, fields: dict[str, str], problems: dict[str, str]
) -> ResponseReturnValue:
    page = render_template(
        "desk/describe_case.html",
        case=opened,
        names=names_of(opened.articles),
        sent=fields,
        problems=problems,
    )
    return page, 400 if problems else 200
