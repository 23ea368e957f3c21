"""The lines of a PDF: which belong to the margins, and which is the headline."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

_EDGE = 2  # lines at either end of a page that may be its margin
_LONGEST = 120  # characters of a running head
_FOLIO = re.compile(
    r"(?:[-–—|\s]*(?:page|p\.)?\s*\d{1,3}\s*(?:(?:/|of)\s*\d{1,3})?[-–—|\s]*)"
    # A browser prints the address and the number on each page.
    r"|(?:\w+://\S+\s*\d{1,3}/\d{1,3})",
    re.IGNORECASE,
)
# It also prints the time, and maybe the title behind it.
_PRINTED = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s*\d{1,2}:\d{2}\b.*")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as drawn: where it begins and how large its letters are (points)."""

    text: str
    left: float = 0.0
    height: float = 0.0  # above the ground of the page
    size: float = 0.0


def without_margins(
    pages: Sequence[Sequence[PrintedLine]],
) -> tuple[tuple[PrintedLine, ...], ...]:
    """Leave out page numbers, and short lines that most pages repeat at their edge."""
    seen = Counter(
        key for page in pages for key in {_key(page[n]) for n in _edges(page)}
    )
    often = max(2, len(pages) // 2)
    repeated = {key for key, times in seen.items() if times >= often}
    return tuple(_without_edge(page, repeated) for page in pages)


def _without_edge(
    page: Sequence[PrintedLine], repeated: set[str]
) -> tuple[PrintedLine, ...]:
    edges = _edges(page)
    browser = any("://" in page[n].text and _is_folio(page[n]) for n in edges)
    return tuple(
        line
        for number, line in enumerate(page)
        if number not in edges
        or not (
            (_is_folio(line) and _stands_apart(page, number))
            or (len(line.text) <= _LONGEST and _key(line) in repeated)
            or (browser and _PRINTED.fullmatch(line.text.strip()))
        )
    )


def _is_folio(line: PrintedLine) -> bool:
    bare = line.text.strip()
    return len(bare) <= _LONGEST and _FOLIO.fullmatch(bare) is not None


def _stands_apart(page: Sequence[PrintedLine], number: int) -> bool:
    """Tell a page number from a sentence that ends in one at the foot of the page."""
    line = page[number]
    others = [other for n, other in enumerate(page) if n != number]
    near = min(others, key=lambda o: abs(o.height - line.height), default=line)
    if near is line or abs(near.size - line.size) > 0.1 * line.size:
        return True
    return abs(near.height - line.height) > 1.6 * line.size


def _key(line: PrintedLine) -> str:
    """Two running heads may differ in the number of the page."""
    return re.sub(r"\d+", "#", " ".join(line.text.split()))


def _edges(page: Sequence[PrintedLine]) -> set[int]:
    """Number the lines drawn highest and lowest, in whatever order they are drawn."""
    by_height = sorted(range(len(page)), key=lambda n: (-page[n].height, n))
    drawn = list(range(len(page)))
    return {*by_height[:_EDGE], *by_height[-_EDGE:], *drawn[:1], *drawn[-_EDGE:]}


def find_headline(pages: Sequence[Sequence[PrintedLine]]) -> str:
    """Return the largest line near the top of the first page, if it stands out."""
    lines = [line for page in pages for line in page]
    if not pages or not pages[0]:
        return ""
    largest = max(pages[0][:8], key=lambda line: line.size)
    if largest.size < 1.25 * median(line.size for line in lines):
        return ""
    start = pages[0].index(largest)
    title = []
    for line in pages[0][start : start + 4]:
        if abs(line.size - largest.size) > 0.5:
            break
        title.append(line.text.strip())
    return " ".join(title)
