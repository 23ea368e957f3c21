"""Articles as a form brings them: read, filled in, kept where something is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from flask import request

from quizapp.compare.language import find_language
from quizapp.desk import said
from quizapp.desk.bringing import (
    MOST_SOURCES,
    likely_headline,
    strange_sources,
    text_faults,
    without_paragraphs,
)
from quizapp.documents.article import ReadArticle
from quizapp.documents.furniture import find_furniture
from quizapp.documents.read import read_document, read_pasted
from quizapp.documents.refused import LARGEST
from quizapp.errors import BadInput
from quizapp.packs.draft_pack import slugs_of
from quizapp.services.desk_cases import DERIVED, ArticleOnDesk
from quizapp.web.fields import Sent
from quizapp.wording import gettext as _


@dataclass(frozen=True, slots=True)
class Brought:
    """What was brought; `articles` are fit to be kept where `sent` has no problems.

    `places` are the names of the form's articles, the derived one first. `strange`
    says that a source shares almost nothing, which may be insisted on.
    """

    sent: Sent
    places: tuple[str, ...]
    articles: tuple[ArticleOnDesk, ...]
    strange: bool = False

    @property
    def wants_more(self) -> bool:
        """True where a place for another source is wanted, and there is room."""
        return "more" in self.sent.fields

    @property
    def may_have_more(self) -> bool:
        """True while there is room for another source."""
        return len(self.places) <= MOST_SOURCES


def nothing_brought(sent: Sent) -> Brought:
    """Return an empty form: a derived article and one source."""
    return Brought(sent, _places(1), ())


def read_brought(sent: Sent) -> Brought:
    """Read every article of the form; files that can be read are kept as their text."""
    places = _places(_count(sent.typed("sources")))
    if "more" in sent.fields:
        given = {place: _given(sent, place) for place in places if _has(sent, place)}
        grown = _places(min(len(places), MOST_SOURCES))
        return Brought(sent, grown, tuple(given.values()))
    # A place for a source that nobody used is not there.
    used = [p for p in places if p in places[:2] or _has(sent, p)]
    # Read in the order of the page, so that what is wrong is told in that order.
    read = {place: _given(sent, place) for place in (*used[1:], DERIVED)}
    given = {place: read[place] for place in used}
    strange = _compare_texts(sent, {p: a.text or "" for p, a in given.items()})
    return Brought(sent, places, _with_keys(tuple(given.values())), strange)


def check_texts(sent: Sent, texts: Mapping[str, str]) -> None:
    """Note at its field what is wrong with a text; in `texts` the derived is first."""
    faults = text_faults(texts)
    # On the page it comes last, and so does what is wrong with it.
    for place in sorted(faults, key=DERIVED.__eq__):
        sent.problems.setdefault(f"{place}-text", faults[place])


def read_about(sent: Sent, place: str, article: ArticleOnDesk) -> ArticleOnDesk:
    """Return `article` with what the form says about where it appeared."""
    return replace(
        article,
        outlet=sent.read(f"{place}-outlet", said.outlet) or "",
        date=sent.read(f"{place}-date", said.date) or said.UNKNOWN,
        address=sent.read(f"{place}-address", said.address),
        headline=sent.read(f"{place}-headline", said.headline) or "",
    )


def fields_of(articles: Sequence[ArticleOnDesk]) -> dict[str, str]:
    """Return what the fields of articles hold before anybody has typed."""
    found: dict[str, str] = {}
    for article in articles:
        known = "" if article.date == said.UNKNOWN else article.date
        found |= {
            f"{article.key}-text": article.text or "",
            f"{article.key}-outlet": article.outlet,
            f"{article.key}-date": known,
            f"{article.key}-address": article.address or "",
            f"{article.key}-headline": article.headline,
        }
    return found


def names_of(articles: Sequence[ArticleOnDesk]) -> dict[str, str]:
    """Return what to call each article on screen, by its key."""
    derived, *sources = (article.key for article in articles)
    named = {key: _("Source %(n)s") % {"n": n} for n, key in enumerate(sources, 1)}
    if len(sources) == 1:
        named = {sources[0]: _("The source")}
    return {derived: _("The rewrite"), **named}


def mark_of(value: object) -> str:
    """Return a short mark that changes when the value does."""
    return sha256(repr(value).encode()).hexdigest()[:16]


def check_unchanged(sent: Sent, value: object) -> None:
    """Say so where a form was filled in over something that has changed since."""
    now = mark_of(value)
    if sent.fields.get("seen", now) != now:
        sent.problems[""] = _(
            "Somebody changed this in between. What you typed is still here; send it "
            "again to put it in the place of theirs."
        )
    sent.fields["seen"] = now


def _places(sources: int) -> tuple[str, ...]:
    return (DERIVED, *(f"source{n}" for n in range(1, sources + 1)))


def _count(typed: str) -> int:
    known = [n for n in range(1, MOST_SOURCES + 1) if typed == str(n)]
    return known[0] if known else 1


def _has(sent: Sent, place: str) -> bool:
    return bool(sent.typed(f"{place}-text").strip() or _file(place))


def _file(place: str) -> str:
    sent = request.files.get(f"{place}-file")
    return sent.filename or "" if sent else ""


def _given(sent: Sent, place: str) -> ArticleOnDesk:
    """Return the article at a place, with an empty text where it cannot be read."""
    text = ""
    try:
        read = _read(sent, place)
    except BadInput as fault:
        sent.problems[f"{place}-text"] = str(fault)
    else:
        text = read.text
        _fill_in(sent, place, read)
    return read_about(sent, place, ArticleOnDesk(place, "", "", None, "", text))


def _read(sent: Sent, place: str) -> ReadArticle:
    if name := _file(place):
        data = request.files[f"{place}-file"].read(LARGEST + 1)
        return read_document(data, name)
    return read_pasted(sent.typed(f"{place}-text"))


def _fill_in(sent: Sent, place: str, read: ReadArticle) -> None:
    """Put the text, and what the document knows of itself, into empty fields."""
    sent.fields[f"{place}-text"] = read.text
    known = {
        "headline": read.headline or likely_headline(_story(sent, read.text)),
        "outlet": read.outlet,
        "date": read.date,
        "address": read.address,
    }
    for name, value in known.items():
        if not sent.typed(f"{place}-{name}").strip() and _is_fit(name, value):
            sent.fields[f"{place}-{name}"] = value


def _story(sent: Sent, text: str) -> str:
    """Return a text without what looks like parts of its page."""
    pieces = find_furniture(text, find_language(sent.typed("language") or "en"))
    return without_paragraphs(text, frozenset(p.cut(text) for p in pieces))


def _is_fit(name: str, value: str) -> bool:
    readers = {"date": said.date, "address": said.address, "outlet": said.outlet}
    try:
        readers.get(name, said.headline)(value)
    except BadInput:
        return False
    return True


def _compare_texts(sent: Sent, texts: Mapping[str, str]) -> bool:
    """Note what is wrong between the texts; say whether it may be insisted on."""
    readable = {p: t for p, t in texts.items() if f"{p}-text" not in sent.problems}
    check_texts(sent, readable)
    if sent.problems or "insist" in sent.fields:
        return "insist" in sent.fields
    derived, *sources = readable
    strangers = strange_sources(texts[derived], {p: texts[p] for p in sources})
    for place, sentence in strangers.items():
        sent.problems[f"{place}-text"] = sentence
    return bool(strangers)


def _with_keys(articles: tuple[ArticleOnDesk, ...]) -> tuple[ArticleOnDesk, ...]:
    """Name each source after where it appeared, no two alike."""
    names = [DERIVED, *(each.outlet or "source" for each in articles[1:])]
    keys = slugs_of(names)
    return tuple(replace(a, key=k) for a, k in zip(articles, keys, strict=True))
