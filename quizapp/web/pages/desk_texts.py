"""Look the texts over: furniture out, slips mended; then they are compared."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.compare.language import Language, find_language
from quizapp.desk.bringing import without_paragraphs
from quizapp.documents.furniture import find_furniture
from quizapp.documents.read import read_pasted
from quizapp.errors import BadInput, Conflict
from quizapp.services import desk_cases
from quizapp.services.desk_cases import ArticleOnDesk, OpenCase
from quizapp.web.brought import (
    check_texts,
    check_unchanged,
    fields_of,
    mark_of,
    names_of,
    read_about,
)
from quizapp.web.comparing import compare_articles
from quizapp.web.desk_open import asked_at, open_case
from quizapp.web.fields import Sent
from quizapp.web.login import instructor
from quizapp.web.sessions import database
from quizapp.wording import gettext as _


def show(pack: int, case: str) -> ResponseReturnValue:
    """Show the texts before they are compared."""
    opened = open_case(asked_at(pack, case))
    if opened.compared:
        return redirect(url_for("desk_lines.show", pack=pack, case=case), 303)
    fields = {**fields_of(opened.articles), "seen": mark_of(opened.articles)}
    return _form(opened, fields, {}, ticked="kept" not in request.args)


def look_over(pack: int, case: str) -> ResponseReturnValue:
    """Keep the texts as they were looked over, and compare them if that is wanted."""
    opened, sent = open_case(asked_at(pack, case)), Sent()
    if opened.compared:
        return redirect(url_for("desk_lines.show", pack=pack, case=case), 303)
    check_unchanged(sent, opened.articles)
    articles = [_read(sent, article) for article in opened.articles]
    check_texts(sent, {each.key: each.text or "" for each in articles})
    if sent.problems:
        return _form(opened, sent.fields, sent.problems)
    _keep(opened, articles)
    if "compare" not in sent.fields:
        return redirect(url_for(".show", pack=pack, case=case, kept=1), 303)
    try:
        _compare(opened, articles)
    except (BadInput, Conflict) as refusal:
        sent.refuse(refusal)
        fresh = {**fields_of(articles), "seen": mark_of(tuple(articles))}
        return _form(opened, fresh, sent.problems, ticked=False)
    return redirect(url_for("desk_lines.show", pack=pack, case=case), 303)


def _read(sent: Sent, article: ArticleOnDesk) -> ArticleOnDesk:
    """Return an article as the form has it, without the paragraphs ticked."""
    name = f"{article.key}-text"
    unwanted = frozenset(request.form.getlist(f"{article.key}-drop"))
    # A browser sends line ends of its own.
    text = sent.typed(name).replace("\r\n", "\n")
    text = sent.read(name, lambda typed: read_pasted(typed).text) or text
    sent.fields[name] = text
    kept = replace(article, text=without_paragraphs(text, unwanted))
    return read_about(sent, article.key, kept)


def _keep(opened: OpenCase, articles: Sequence[ArticleOnDesk]) -> None:
    with database().writing() as session:
        desk_cases.change_articles(
            session,
            person=instructor().number,
            pack=opened.pack,
            case=opened.slug,
            articles=articles,
            now=datetime.now(UTC),
        )


def _compare(opened: OpenCase, articles: Sequence[ArticleOnDesk]) -> None:
    """Lay out what is proposed; nothing is held while the comparison is at work."""
    me = instructor()
    compared = compare_articles(articles, opened.language)
    with database().writing() as session:
        desk_cases.lay_out(
            session,
            person=me.number,
            pack=opened.pack,
            case=opened.slug,
            reading=compared.reading,
            lines=compared.lines,
            now=datetime.now(UTC),
        )
        now = desk_cases.open_case(
            session, person=me.number, pack=opened.pack, case=opened.slug
        )
        if now.articles != tuple(articles):
            raise Conflict(
                _(
                    "Somebody changed the texts while they were compared, so nothing "
                    "was proposed. Load this page again and look at them."
                )
            )


def _form(
    opened: OpenCase,
    fields: dict[str, str],
    problems: dict[str, str],
    *,
    ticked: bool = True,
) -> ResponseReturnValue:
    language = find_language(opened.language)
    furniture = {
        article.key: _furniture(fields.get(f"{article.key}-text", ""), language)
        for article in opened.articles
    }
    unticked = not ticked or (request.method == "POST" and "seen" in request.form)
    dropped = {
        key: frozenset(request.form.getlist(f"{key}-drop")) if unticked else None
        for key in furniture
    }
    page = render_template(
        "desk/texts.html",
        case=opened,
        names=names_of(opened.articles),
        sent=fields,
        problems=problems,
        furniture=furniture,
        dropped=dropped,
    )
    return page, 400 if problems else 200


def _furniture(text: str, language: Language) -> tuple[str, ...]:
    """Return the paragraphs that look like furniture, each once."""
    found = (span.cut(text) for span in find_furniture(text, language))
    return tuple(dict.fromkeys(found))
