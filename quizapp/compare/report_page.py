"""Show a comparison as one page of HTML: the rewrite marked, each proposal beside it.

No scripts and no requests: the page can be kept, sent and printed.
"""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path

from quizapp.compare.discrepancy import Discrepancy
from quizapp.compare.engine import ComparedLine, Comparison
from quizapp.compare.reading.text import Span
from quizapp.compare.report import footer, heading, share_of
from quizapp.wording import gettext

_STYLE = Path(__file__).with_name("report_page.css")
_Numbered = Sequence[tuple[int, Discrepancy]]


def report_html(comparison: Comparison, sources: Sequence[str], derived: str) -> str:
    """Return the comparison as one page of HTML, everything in it escaped."""
    told = [one for one in comparison.discrepancies if one.derived]
    told.sort(key=lambda one: one.derived.start if one.derived else 0)
    left_out = [one for one in comparison.discrepancies if not one.derived]
    numbered = list(enumerate([*told, *left_out], 1))
    found, missing = numbered[: len(told)], numbered[len(told) :]
    title = escape(gettext("Proposed discrepancies"))
    notes = "".join(f'<p class="small">{escape(n)}</p>' for n in comparison.notes)
    parts = [
        f'<header><p class="brand"><b>Blue</b> Pencil</p><h1>{title}</h1>',
        f'<p class="lede">{escape(heading(comparison))}</p>{notes}</header>',
        f'<main><section class="story"><h2>{escape(gettext("The rewrite"))}</h2>',
        *_story(comparison.lines, found, derived),
        '</section><div class="found">',
        _section(gettext("What to check"), found, sources, derived),
        _section(gettext("Left out of the rewrite"), missing, sources, derived),
        f'</div></main><footer class="small">{escape(footer())}</footer>',
    ]
    style = _STYLE.read_text(encoding="utf-8")
    return _PAGE % {"title": title, "style": style, "body": "".join(parts)}


def _story(
    lines: Sequence[ComparedLine], found: _Numbered, derived: str
) -> Iterator[str]:
    """Yield the rewrite's paragraphs, its proposals marked and numbered."""
    yield "<p>"
    for line, after in pairwise([*lines, None]):
        if line is None:
            break
        yield _line(line, found, derived)
        between = derived[line.end : after.start] if after else ""
        yield "</p><p>" if "\n" in between else " "
    yield "</p>"


def _line(line: ComparedLine, found: _Numbered, derived: str) -> str:
    span = Span(line.start, line.end)
    inside = [
        (number, one)
        for number, one in found
        if one.derived and span.start <= one.derived.start < span.end
    ]
    if not inside:
        words = escape(span.cut(derived))
        return f'<span class="page">{words}</span>' if line.boilerplate else words
    changes = [change.derived for _number, one in inside for change in one.changes]
    numbers = "".join(
        f'<a class="no" id="t{number}" href="#f{number}">{number}</a>'
        for number, _one in inside
    )
    return f'<span class="flagged">{_marked(derived, span, changes)}</span>{numbers}'


def _section(title: str, found: _Numbered, sources: Sequence[str], derived: str) -> str:
    if not found:
        return ""
    blocks = "".join(_block(number, one, sources, derived) for number, one in found)
    return f"<section><h2>{escape(title)}</h2>{blocks}</section>"


def _block(
    number: int, found: Discrepancy, sources: Sequence[str], derived: str
) -> str:
    kind = escape(found.kind.value.replace("_", " ").capitalize())
    sure = escape(gettext("proposed, %(share)s") % {"share": share_of(found)})
    shown = f'<a class="no" href="#t{number}">{number}</a>' if found.derived else number
    parts = [
        f'<article id="f{number}"><h3><span class="at">{shown}</span> {kind}',
        f' <small>{sure}</small></h3><div class="beside">',
    ]
    if found.derived:
        marked = _marked(derived, found.derived, [c.derived for c in found.changes])
        parts.append(_passage(gettext("The rewrite"), marked))
    if place := found.source:
        text = sources[place.article]
        marked = _marked(text, place.span, [c.source for c in found.changes])
        one = len(sources) == 1
        name = gettext("The source") if one else gettext("Source %(number)d")
        parts.append(_passage(name % {"number": place.article + 1}, marked))
    return "".join((*parts, f"</div><p>{escape(found.why)}</p></article>"))


def _passage(name: str, marked: str) -> str:
    label = f'<p class="label">{escape(name)}</p>'
    return f"<div>{label}<blockquote>{marked}</blockquote></div>"


def _marked(text: str, span: Span, changes: Sequence[Span | None]) -> str:
    """Escape the words of `span`, with its changed words in `<mark>`."""
    parts, at = [], span.start
    for change in sorted({change for change in changes if change}):
        if change.start >= at and change.end <= span.end:
            parts.append(escape(text[at : change.start]))
            parts.append(f"<mark>{escape(change.cut(text))}</mark>")
            at = change.end
    return "".join((*parts, escape(text[at : span.end])))


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>%(title)s</title>
<style>
%(style)s</style></head>
<body>%(body)s</body></html>
"""
