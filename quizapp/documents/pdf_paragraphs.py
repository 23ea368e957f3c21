"""The paragraphs of a PDF: which lines go on, and which hyphens only end a line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from quizapp.documents.pdf_lines import PrintedLine

_ENDS = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_HYPHEN = re.compile(r"([^\W\d_]+)[-\u2010]$")
_WHOLE = re.compile(r"\w+-\w+")
_FIRST = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Usual:
    """What most lines are like."""

    leading: float  # points from one line down to the next
    size: float  # points
    width: float  # characters of a full line


def join_lines(pages: Sequence[Sequence[PrintedLine]]) -> tuple[str, ...]:
    """Join lines into paragraphs, over the ends of columns and pages too."""
    lines = [line for page in pages for line in page]
    if not lines:
        return ()
    usual = _measure(lines)
    whole = {word.lower() for line in lines for word in _WHOLE.findall(line.text)}
    paragraphs = [lines[0].text.strip()]
    for before, line in pairwise(lines):
        if _begins(before, line, usual):
            paragraphs.append(line.text.strip())
        else:
            paragraphs[-1] = _glue(paragraphs[-1], line.text.strip(), whole)
    return tuple(paragraphs)


def _measure(lines: Sequence[PrintedLine]) -> _Usual:
    steps = [(a.height - b.height, b.size) for a, b in pairwise(lines)]
    # A raised number steps down less than a line, a paragraph more.
    down = sorted(step for step, size in steps if step > 0.8 * size)
    lengths = sorted(len(line.text) for line in lines)
    return _Usual(
        leading=down[len(down) // 4] if down else 0.0,
        size=median(line.size for line in lines),
        width=lengths[int(0.8 * (len(lengths) - 1))],
    )


def _begins(before: PrintedLine, line: PrintedLine, usual: _Usual) -> bool:
    """Say whether `line` begins a paragraph."""
    if abs(line.size - before.size) > 0.1 * max(line.size, before.size):
        return True
    bare = before.text.strip()
    ended = _ENDS.search(bare) is not None
    length = len(bare) / usual.width
    capital = line.text.strip()[:1].isupper()
    step = before.height - line.height
    if step < 0 or step > 8 * usual.leading:  # the next column or page
        return ended or (length < 0.75 and capital)
    # The lines of a headline stand as far apart as its letters are large.
    large = line.size > 1.15 * usual.size
    if step > 1.3 * (1.2 * line.size if large else usual.leading):
        return True
    indented = 0.5 * line.size < line.left - before.left < 5 * line.size
    if ended:
        return indented or length < 0.75
    return length < 0.6 and capital


def _glue(before: str, after: str, whole: set[str]) -> str:
    """Put two lines together; a hyphen goes if it only ended the line.

    >>> _glue("the govern-", "ment said", set()), _glue("a well-", "known man", set())
    ('the government said', 'a wellknown man')
    >>> _glue("a well-", "known man", {"well-known"})
    'a well-known man'
    """
    if before.endswith("\u00ad"):
        return before[:-1] + after
    cut, first = _HYPHEN.search(before), _FIRST.match(after)
    if cut is None or first is None or not after[0].islower():
        return f"{before} {after}"
    kept = f"{cut[1]}-{first[0]}".lower() in whole
    return before + after if kept else before[:-1] + after
