"""Read a page that a browser saved as one file: parts of a mail, one of them HTML."""

from email import message_from_bytes
from email.message import Message

from quizapp.documents.article import Found
from quizapp.documents.encoding import decode
from quizapp.documents.html import read_page
from quizapp.documents.refused import Refused, Why


def read(data: bytes) -> Found:
    """Return the article of the first part that is HTML.

    Raises `Refused` where no part is.
    """
    mail = message_from_bytes(data)
    for part in mail.walk():
        if part.get_content_type() == "text/html":
            body = part.get_payload(decode=True)
            page = decode(body if isinstance(body, bytes) else b"")
            return read_page(page, _address(mail, part))
    raise Refused(Why.NO_TEXT)


def _address(mail: Message, part: Message) -> str:
    said = mail["Snapshot-Content-Location"] or part["Content-Location"]
    return str(said or "")
