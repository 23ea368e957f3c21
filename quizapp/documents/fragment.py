"""Read a piece of a page: whoever chose it wants all its words."""

import re
from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]  # it has no types of its own

# fmt: off
_SILENT = frozenset((
    "audio", "canvas", "datalist", "head", "iframe", "math", "noscript", "object",
    "script", "select", "style", "svg", "template", "textarea", "title", "video",
))
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre",
    "section", "summary", "table", "td", "th", "tr", "ul",
))
# fmt: on
_BREAKS = {"br": "\n"}
_GAP = re.compile("\n ?\n")


def read_fragment(markup: str) -> tuple[str, ...]:
    """Return every paragraph of `markup`, in order; one line break goes on.

    >>> read_fragment("<p>Rain <b>fell</b>.</p><div>Ann<br>left.<br><br>So.</div>")
    ('Rain fell.', 'Ann left.', 'So.')
    """
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(f"<body>{markup}", parser)
    told = "" if root is None else "".join(_pieces(root))
    return tuple(bare for part in _GAP.split(told) if (bare := _bare(part)))


def _pieces(root: etree._Element) -> Iterator[str]:
    """Yield words, and line ends where the page has them.

    Walks without calling itself, for a page may nest as deep as it likes.
    """
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        silent = element.tag in _SILENT
        if event == "start":
            yield "\n\n" if element.tag in _BLOCKS else ""
            yield "" if silent else _bare(element.text, " ")
            if silent:
                walk.skip_subtree()
            continue
        yield "\n\n" if element.tag in _BLOCKS else _BREAKS.get(element.tag, "")
        yield _bare(element.tail, " ")


def _bare(text: str | None, edge: str = "") -> str:
    """Line ends of the source are blanks on the page; a blank at the edge counts."""
    if not text:
        return ""
    words = " ".join(text.split())
    before = edge if text[0].isspace() else ""
    return before + words + (edge if text[-1].isspace() and words else "")
