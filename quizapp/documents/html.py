"""Read a web page: the article and its facts, without what surrounds them."""

import re

from trafilatura import bare_extraction
from trafilatura.settings import Document

from quizapp.documents.article import Found
from quizapp.documents.fragment import read_fragment
from quizapp.documents.refused import Refused, Why
from quizapp.documents.tidy import without_unfit

_WHOLE = re.compile(r"<(?:html|body|head)\b", re.IGNORECASE)


def read(data: bytes) -> Found:
    """Return the article of a page in UTF-8. Nothing is fetched.

    Raises `Refused` where the page has no text.
    """
    return read_page(data.decode())


def read_page(page: str, address: str = "") -> Found:
    """Return the article of a page; `address` is where it was, if its head says not.

    Where there is only a piece of a page, or nothing in it looks like an article,
    every paragraph counts.
    """
    page = _without_declaration(without_unfit(page))
    told = None if _is_piece(page) else _extract(page)
    if told is None or not told.text:
        return _all(page, address)
    return Found(
        # The dash before a point of a list is not on the page.
        tuple(line.removeprefix("- ") for line in told.text.split("\n")),
        headline=told.title or "",
        outlet=told.sitename or "",
        date=told.date or "",
        address=told.url or address,
    )


def _is_piece(page: str) -> bool:
    """Say whether it has no body of its own, or is what a browser's clipboard holds."""
    return _WHOLE.search(page) is None or "<!--StartFragment-->" in page


def _extract(page: str) -> Document | None:
    told = bare_extraction(
        page,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        # A date must be told by the page; one found in the text may be any date.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    return told if isinstance(told, Document) else None


def _all(page: str, address: str) -> Found:
    paragraphs = read_fragment(page)
    if not paragraphs:
        raise Refused(Why.NO_TEXT)
    return Found(paragraphs, address=address)


def _without_declaration(page: str) -> str:
    """The parser refuses letters that come with a word about their bytes."""
    bare = page.lstrip()
    return bare.partition("?>")[2] if bare.startswith("<?xml") else bare
