"""Read an uploaded file or a pasted field into an article."""

from quizapp.apart import BrokeOff, NeededTooMuch, TookTooLong, run_apart
from quizapp.documents.article import Found, ReadArticle
from quizapp.documents.encoding import decode
from quizapp.documents.formats import Format, find_format, is_markup
from quizapp.documents.parcel import pack, unpack
from quizapp.documents.refused import LARGEST, Refused, Why, sentence
from quizapp.documents.tidy import cut_plain, finish, without_unfit
from quizapp.errors import BadInput

SECONDS = 8  # that reading one document may take
MEGABYTES = 512  # that reading one document may need


def read_document(data: bytes, name: str = "") -> ReadArticle:
    """Return the article in an uploaded file: text, HTML, MHTML, .docx or PDF.

    `name` is the file's name as the browser gave it; what is in the file counts
    more. Takes at most `SECONDS`, and as long waiting for a place; raises `BadInput`
    with a sentence.
    """
    try:
        return finish(_read(data, name))
    except Refused as refused:
        raise BadInput(sentence(refused.why, name)) from None


def read_pasted(text_or_html: str) -> ReadArticle:
    """Return the article in a pasted field; it is HTML only where it truly is markup.

    Takes as long as `read_document`; raises `BadInput` with a sentence.
    """
    try:
        if not text_or_html.strip():
            raise Refused(Why.NOTHING_PASTED)
        if len(text_or_html) > LARGEST:
            raise Refused(Why.TOO_LONG)
        return finish(_read_text(text_or_html, Format.TEXT))
    except Refused as refused:
        raise BadInput(sentence(refused.why, "")) from None


def _read(data: bytes, name: str) -> Found:
    if not data.strip():
        raise Refused(Why.EMPTY)
    if len(data) > LARGEST:
        raise Refused(Why.TOO_BIG)
    kind = find_format(data, name)
    if kind in (Format.TEXT, Format.HTML):
        return _read_text(decode(data), kind)
    return _ask(kind, data)


def _read_text(text: str, kind: Format) -> Found:
    if kind is Format.HTML or is_markup(text):
        return _ask(Format.HTML, without_unfit(text).encode())
    return Found(cut_plain(text))


def _ask(kind: Format, data: bytes) -> Found:
    """Have the document read in a process that may fail alone."""
    try:
        answer = run_apart(
            "quizapp.documents.child",
            pack(kind, data),
            seconds=SECONDS,
            megabytes=MEGABYTES,
        )
    except BrokeOff:
        raise Refused(Why.DAMAGED) from None
    except (NeededTooMuch, TookTooLong):
        raise Refused(Why.TOO_MUCH_WORK) from None
    return unpack(answer)
