"""Why a document is not taken, and the sentence that says what to do instead."""

from collections.abc import Mapping
from enum import StrEnum

from quizapp.wording import gettext

LARGEST = 5_000_000  # bytes of an upload
MOST_CHARACTERS = 200_000
MOST_WORDS = 30_000
MOST_PAGES = 60
NAME_LENGTH = 60


class Why(StrEnum):
    """Every reason to refuse a document."""

    EMPTY = "empty"
    NOTHING_PASTED = "nothing-pasted"
    NO_TEXT = "no-text"
    TOO_BIG = "too-big"
    TOO_LONG = "too-long"
    TOO_MANY_PAGES = "too-many-pages"
    TOO_MUCH_WORK = "too-much-work"
    DAMAGED = "damaged"
    BINARY = "binary"
    ENCODING = "encoding"
    LOCKED = "locked"
    SCANNED = "scanned"
    OLD_WORD = "old-word"
    OPEN_DOCUMENT = "open-document"
    RICH_TEXT = "rich-text"
    IMAGE = "image"
    ARCHIVE = "archive"


class Refused(Exception):
    """Leave off reading a document, for one of the reasons; `sentence` says it."""

    def __init__(self, why: Why) -> None:
        """Take the reason."""
        super().__init__(why.value)
        self.why = why


def sentence(why: Why, name: str) -> str:
    """Return the refusal as a person reads it; `name` is the file's own, or ""."""
    named = plain_name(name)
    return _sentences()[why] % {
        "name": gettext("“%(file)s”") % {"file": named}
        if named
        else gettext("This text"),
        "megabytes": LARGEST // 1_000_000,
        "characters": f"{MOST_CHARACTERS:,}",
        "words": f"{MOST_WORDS:,}",
        "pages": MOST_PAGES,
    }


def plain_name(name: str) -> str:
    """Return the last part of a file's name, shortened and fit to be shown.

    >>> plain_name("C:\\\\news\\\\ferry.docx"), plain_name("../../etc/passwd")
    ('ferry.docx', 'passwd')
    """
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    # An override would show an .exe as a .txt; isprintable refuses it too.
    shown = "".join(c for c in last[-1000:] if c.isprintable()).strip()
    return shown if len(shown) <= NAME_LENGTH else "…" + shown[1 - NAME_LENGTH :]


def _sentences() -> Mapping[Why, str]:
    return {**_about_size(), **_about_content(), **_about_format()}


def _about_size() -> dict[Why, str]:
    return {
        Why.NOTHING_PASTED: gettext("There is nothing here yet. Paste an article."),
        Why.EMPTY: gettext(
            "%(name)s is empty. Choose another file, or paste the text."
        ),
        Why.TOO_BIG: gettext(
            "%(name)s is larger than %(megabytes)d MB. Copy the article out of it and "
            "paste the text."
        ),
        Why.TOO_LONG: gettext(
            "%(name)s is longer than %(words)s words or %(characters)s characters. "
            "Keep only the article, and try again."
        ),
        Why.TOO_MANY_PAGES: gettext(
            "%(name)s has more than %(pages)d pages. Save only the article’s pages as "
            "a PDF, or paste the text."
        ),
        Why.TOO_MUCH_WORK: gettext(
            "%(name)s takes too long or too much memory to read. Copy only the article "
            "out of it, and paste that."
        ),
    }


def _about_content() -> dict[Why, str]:
    return {
        Why.NO_TEXT: gettext(
            "%(name)s has no words of an article in it. Open it yourself, copy the "
            "text and paste it."
        ),
        Why.DAMAGED: gettext(
            "%(name)s could not be read: it may be damaged, or made in an unusual way. "
            "Open it yourself, copy the text and paste it."
        ),
        Why.BINARY: gettext(
            "%(name)s is not a text. Bring a .txt, .html, .docx or .pdf file, or "
            "paste the text."
        ),
        Why.ENCODING: gettext(
            "%(name)s is in an encoding that cannot be told for certain. Save it again "
            "with the encoding UTF-8, or paste the text."
        ),
        Why.LOCKED: gettext(
            "%(name)s is locked with a password. Save it without one, or paste the "
            "text."
        ),
        Why.SCANNED: gettext(
            "%(name)s holds pictures of pages, no text. Copy the text by hand, or run "
            "the file through text recognition (OCR) first."
        ),
    }


def _about_format() -> dict[Why, str]:
    return {
        Why.OLD_WORD: gettext(
            "%(name)s is in an old Office format (.doc). Open it in Word or "
            "LibreOffice and save it as .docx, or paste the text."
        ),
        Why.OPEN_DOCUMENT: gettext(
            "%(name)s is an OpenDocument file (.odt). Save it as .docx, or paste the "
            "text."
        ),
        Why.RICH_TEXT: gettext(
            "%(name)s is in Rich Text Format (.rtf). Save it as .docx or as plain "
            "text, or paste the text."
        ),
        Why.IMAGE: gettext(
            "%(name)s is a picture. Type or copy the text that it shows, and paste it."
        ),
        Why.ARCHIVE: gettext(
            "%(name)s is an archive or another kind of document, not a Word document. "
            "Take the article out of it, and bring that as .docx, .pdf, .html or .txt."
        ),
    }
