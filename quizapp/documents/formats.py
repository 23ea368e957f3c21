"""What a file is, told by what is in it; its name only decides what is left."""

import re
from enum import StrEnum

from quizapp.documents.refused import Refused, Why


class Format(StrEnum):
    """The formats that can be read."""

    TEXT = "text"
    HTML = "html"
    MHTML = "mhtml"
    WORD = "word"
    PDF = "pdf"


# Where a file of these begins with any of the bytes, it is refused by name.
_REFUSED = (
    (Why.RICH_TEXT, (b"{\\rtf",)),
    (Why.IMAGE, (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a")),
    (Why.IMAGE, (b"II*\x00", b"MM\x00*")),
    (Why.ARCHIVE, (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!\x1a", b"BZh9", b"\xfd7zXZ\x00")),
)
_BLOCKS = (
    "article|aside|blockquote|body|div|dl|figure|footer|form|h[1-6]|head|header|html"
    "|li|main|nav|ol|p|pre|section|table|ul"
)
_OPENS = re.compile(
    rf"(?:<(?:!doctype\s+html|!--|\?xml\s|meta|link|title|span|{_BLOCKS})\b|<!--)",
    re.IGNORECASE,
)
_CLOSES = re.compile(rf"</(?:{_BLOCKS})\s*>", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def find_format(data: bytes, name: str = "") -> Format:
    """Return the format of a file; what is text may still turn out to be markup.

    Raises `Refused` for a format that is known and cannot be read.
    """
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Format.WORD
    if data.startswith(_OLE):
        # A Word file with a password is kept inside one of the old format.
        raise Refused(Why.LOCKED if _ENCRYPTED in data else Why.OLD_WORD)
    for why, starts in _REFUSED:
        if head.startswith(starts):
            raise Refused(why)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        raise Refused(Why.IMAGE)
    if data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1", b"avif"):
        raise Refused(Why.IMAGE)
    return _text_format(head, name)


def _text_format(head: bytes, name: str) -> Format:
    ending = name.lower().rpartition(".")[2]
    upper = head.upper()
    mail = ending in ("mht", "mhtml") or b"MULTIPART/RELATED" in upper
    if mail and b"MIME-VERSION:" in upper:
        return Format.MHTML
    if ending in ("html", "htm", "xhtml") and b"<" in head:
        return Format.HTML
    # Some programs save a web page and call it a document; all else is damaged.
    if ending in ("docx", "pdf") and not head.startswith(b"<"):
        raise Refused(Why.DAMAGED)
    return Format.TEXT


def is_markup(text: str) -> bool:
    """Say whether a text truly is HTML, not words that mention a tag.

    >>> is_markup("<p>Rain fell.</p>"), is_markup("Use <p> and </p> with care.")
    (True, False)
    """
    start = text[:2000].lstrip()
    return _OPENS.match(start) is not None and _CLOSES.search(text) is not None
