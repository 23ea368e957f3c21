"""Items as elements of XHTML, which all three formats have in common."""

import re
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from quizapp.packs.exchange.item import Item, Quoted

# What XML 1.0 cannot hold, not even as a reference.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(text: str) -> str:
    """Return text on one line, without what XML cannot hold.

    >>> plain("a\\x00b \\n c")
    'ab c'
    """
    return " ".join(_ILLEGAL.sub("", text).split())


def element(name: str, *children: ET.Element | str, **attributes: str) -> ET.Element:
    """Return an element with text and children in their order."""
    made = ET.Element(name, attributes)
    last: ET.Element | None = None
    for child in children:
        if isinstance(child, ET.Element):
            made.append(child)
            last = child
        elif last is None:
            made.text = (made.text or "") + child
        else:
            last.tail = (last.tail or "") + child
    return made


def paragraph(text: str) -> ET.Element:
    """Return a paragraph."""
    return element("p", plain(text))


def passages(item: Item) -> list[ET.Element]:
    """Return what there is to read before the question, each under its heading.

    Passages with one heading stand together.
    """
    made: list[ET.Element] = []
    heading = None
    for quoted in item.quoted:
        if quoted.heading != heading:
            heading = quoted.heading
            made.append(element("p", element("em", plain(heading))))
        made.append(element("blockquote", _quotation(quoted)))
    return made


def _quotation(quoted: Quoted) -> ET.Element:
    """Return a passage as a paragraph, the words asked about in bold."""
    before, words, after = map(plain, (quoted.before, quoted.words, quoted.after))
    asked = element("strong", words) if words else ""
    parts: list[ET.Element | str] = []
    for part in (before, asked, after):
        if isinstance(part, ET.Element) or part:
            parts += [" ", part] if parts else [part]
    return element("p", *parts)


def html(elements: Iterable[ET.Element]) -> str:
    """Return elements as one line of HTML."""
    return "".join(ET.tostring(each, encoding="unicode") for each in elements)


def document(root: ET.Element) -> str:
    """Return a whole XML document, indented."""
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=False)
