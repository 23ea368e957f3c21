"""Bytes to letters: the few encodings that can be told apart, and no guess."""

import codecs
import re

from quizapp.documents.refused import Refused, Why

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# In windows-1252 a capital with an accent between two small letters is no word: the
# bytes were meant for another table (an apostrophe of an old Mac reads `don Õt`).
_MISREAD = re.compile("[a-z][À-ÞŠŽ¡-\xac®-¶¸-¿÷][a-zà-ö]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)\b[^<>]{0,200}?(?:charset|encoding)\s*=\s*
    ["']?\s*([A-Za-z0-9_:-]{3,20})""",
    re.IGNORECASE | re.VERBOSE,
)
# Only tables of letters: Python's other codecs unpack or compute.
_TABLES = re.compile(
    "iso8859-[0-9]+|cp125[0-8]|cp932|koi8-[ru]|shift_jis|euc_(jp|kr)"
    "|gb(2312|k|18030)|big5|mac-roman"
)


def decode(data: bytes) -> str:
    """Return the letters of a plain text or a web page.

    UTF-8 and UTF-16 with their marks; what a page says of itself; UTF-8; else
    windows-1252 where that reads sensibly. Raises `Refused` for what is no text, or
    cannot be told.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_exactly(data[len(mark) :], encoding))
    if said := _said(data):
        return _checked(data.decode(said, errors="replace"))
    _refuse_unmarked(data)
    try:
        return _checked(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _western(data)


def _said(data: bytes) -> str:
    """Return the table that a page names in its head, or "" where UTF-8 may do."""
    said = _CHARSET.search(data[:4096]) if data.lstrip()[:1] == b"<" else None
    if said is None:
        return ""
    try:
        table = codecs.lookup(said[1].decode("ascii")).name
    except LookupError:
        return ""
    # Browsers read windows-1252 wherever a page says Latin-1.
    table = "cp1252" if table == "iso8859-1" else table
    return table if _TABLES.fullmatch(table) else ""


def _refuse_unmarked(data: bytes) -> None:
    """In UTF-16 without a mark, every other byte of plain letters is zero."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    if max(even, odd) > 0.4 * len(data) and min(even, odd) < 0.05 * len(data):
        raise Refused(Why.ENCODING)


def _exactly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Refused(Why.ENCODING) from None


def _western(data: bytes) -> str:
    """Take windows-1252 only where nearly all is plain and the rest makes words."""
    _refuse_binary(data.decode("latin-1").translate(_UPPER_HALF))
    text = _exactly(data, "cp1252")
    high = sum(1 for letter in text if letter > "\x7f")
    if high > 0.2 * len(text) or _MISREAD.search(text):
        raise Refused(Why.ENCODING)
    return text


# In an unknown encoding only the lower half tells what is a control character.
_UPPER_HALF = dict.fromkeys(range(0x80, 0x100), "x")


def _checked(text: str) -> str:
    _refuse_binary(text)
    return text


def _refuse_binary(text: str) -> None:
    """A stray control character is dirt; many of them are no text."""
    if len(_CONTROLS.findall(text)) * 50 > len(text):
        raise Refused(Why.BINARY)
