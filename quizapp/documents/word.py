"""Read a Word document (.docx): what a reader of the printed page would read.

A .docx is a zip file; `word/document.xml` has the text, in paragraphs of runs.
Tracked changes are taken as accepted, hidden text is left out.
"""

from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree  # type: ignore[import-untyped]  # it has no types of its own

from quizapp.documents.article import Found
from quizapp.documents.refused import Refused, Why

_TEXT = "word/document.xml"
_LARGEST = 20_000_000  # bytes of XML: a long book has fewer
_MOST_PARTS = 5_000
# A drawing is said twice, for new and for old readers; the rest was taken out.
_LEFT_OUT = ("{*}Fallback", "{*}del", "{*}moveFrom")
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_TITLES = ("title", "heading1")


def read(data: bytes) -> Found:
    """Return the paragraphs of a .docx file; the headline is its title, if it has one.

    Raises `Refused` for another sort of zip file, one that unpacks to too much, a
    locked one and a damaged one.
    """
    body = _parse(_unpack(data))
    for left_out in list(body.iter(*_LEFT_OUT)):
        _drop(left_out)
    paragraphs: list[str] = []
    headline = ""
    for element in body.iter("{*}p"):
        text = _text(element)
        if not headline and len(paragraphs) < 3 and _style(element) in _TITLES:
            headline = " ".join(text.split())
        # Two line breaks are how some people write a new paragraph.
        paragraphs.extend(part for part in text.split("\n\n") if part.strip())
    return Found(tuple(paragraphs), headline=headline)


def _unpack(data: bytes) -> bytes:
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > _MOST_PARTS:
                raise Refused(Why.TOO_MUCH_WORK)
            names = {part.filename: part for part in parts}
            if _TEXT not in names:
                raise Refused(_other_kind(archive, set(names)))
            # No more is unpacked than the part itself says.
            if names[_TEXT].file_size > _LARGEST:
                raise Refused(Why.TOO_MUCH_WORK)
            if names[_TEXT].flag_bits & 1:
                raise Refused(Why.LOCKED)
            return archive.read(_TEXT)
    except (BadZipFile, EOFError, NotImplementedError):
        raise Refused(Why.DAMAGED) from None


def _other_kind(archive: ZipFile, names: set[str]) -> Why:
    short = "mimetype" in names and archive.getinfo("mimetype").file_size < 200
    said = archive.read("mimetype") if short else b""
    return Why.OPEN_DOCUMENT if b"opendocument" in said else Why.ARCHIVE


def _parse(xml: bytes) -> etree._Element:
    """Parse without fetching, without entities, and only so deep."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError:
        raise Refused(Why.DAMAGED) from None
    # Word writes no document type; one is only good for entities.
    if root.getroottree().docinfo.doctype:
        raise Refused(Why.DAMAGED)
    return root


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _text(paragraph: etree._Element) -> str:
    """Join the runs; a paragraph inside, as in a text box, is told by itself."""
    return "".join(_pieces(paragraph))


def _pieces(paragraph: etree._Element) -> Iterator[str]:
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if name == "t":
            yield element.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name != "p" and not _is_hidden(element, name):
            waiting.extend(reversed(element))


def _is_hidden(element: etree._Element, name: str) -> bool:
    return name in ("pPr", "rPr") or (
        name == "r" and element.find("{*}rPr/{*}vanish") is not None
    )


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find("{*}pPr/{*}pStyle")
    named = [] if style is None else [v for k, v in style.attrib.items() if "val" in k]
    return str(named[0]).lower().replace(" ", "") if named else ""
