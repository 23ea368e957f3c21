"""Show a comparison: as JSON, as plain text, as one page of HTML."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from quizapp.compare.discrepancy import Discrepancy, Place
from quizapp.compare.engine import Comparison
from quizapp.compare.reading.text import Span
from quizapp.wording import gettext, ngettext

_LIMITS = "docs/engine.md"


def report_json(comparison: Comparison) -> dict[str, Any]:
    """Return the comparison as plain values, ready for `json.dumps`.

    Offsets are code points; `article` counts the sources from 0.
    """
    report: dict[str, Any] = {
        "discrepancies": [_discrepancy(d) for d in comparison.discrepancies],
        "lines": [
            {
                "start": line.start,
                "end": line.end,
                "support": line.support,
                "source": _place(line.source),
                "boilerplate": line.boilerplate,
            }
            for line in comparison.lines
        ],
        "quotations": [
            {
                "article": "derived" if said.article is None else said.article,
                **_required(said.span),
                "speaker": _span(said.speaker),
            }
            for said in comparison.quotations
        ],
    }
    return {**report, "limits": _LIMITS, "notes": list(comparison.notes)}


def _discrepancy(found: Discrepancy) -> dict[str, Any]:
    return {
        "kind": found.kind.value,
        "confidence": round(found.confidence, 3),
        "derived": _span(found.derived),
        "source": _place(found.source),
        "changes": [
            {"derived": _span(change.derived), "source": _span(change.source)}
            for change in found.changes
        ],
        "why": found.why,
    }


def _required(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _span(span: Span | None) -> dict[str, int] | None:
    return _required(span) if span else None


def _place(place: Place | None) -> dict[str, int] | None:
    if place is None:
        return None
    return {"article": place.article, "start": place.start, "end": place.end}


def report_text(comparison: Comparison, sources: Sequence[str], derived: str) -> str:
    """Return the comparison as plain text for a terminal, one finding a block."""
    lines = [_heading(comparison), *comparison.notes]
    for found in comparison.discrepancies:
        lines += ["", f"{_title(found)}", *_passages(found, sources, derived)]
        lines.append(f"  {found.why}")
    return "\n".join((*lines, "", _footer())) + "\n"


def _heading(comparison: Comparison) -> str:
    count = len(comparison.discrepancies)
    if not count:
        return gettext("No discrepancy proposed.")
    return ngettext(
        "%(count)d discrepancy proposed.", "%(count)d discrepancies proposed.", count
    ) % {"count": count}


def _footer() -> str:
    return gettext(
        "These are proposals to check, not verdicts; what the comparison cannot do is "
        "written in %(page)s."
    ) % {"page": _LIMITS}


def _title(found: Discrepancy) -> str:
    share = round(100 * found.confidence)
    return gettext("proposed: %(kind)s (%(share)d %%)") % {
        "kind": found.kind.value.replace("_", " "),
        "share": share,
    }


def _passages(
    found: Discrepancy, sources: Sequence[str], derived: str
) -> Iterator[str]:
    if found.derived:
        yield f"  {gettext('derived')}: {_flat(found.derived.cut(derived))}"
    if found.source:
        words = _flat(found.source.span.cut(sources[found.source.article]))
        yield f"  {gettext('source')} {found.source.article + 1}: {words}"


def _flat(words: str) -> str:
    return " ".join(words.split())


def report_html(comparison: Comparison, sources: Sequence[str], derived: str) -> str:
    """Return the comparison as one page of HTML: escaped, no scripts, no requests."""
    blocks = "".join(_block(d, sources, derived) for d in comparison.discrepancies)
    notes = "".join(f"<p>{escape(note)}</p>" for note in comparison.notes)
    title = escape(gettext("Proposed discrepancies"))
    return _PAGE % {
        "title": title,
        "body": f"<h1>{title}</h1><p>{escape(_heading(comparison))}</p>{notes}{blocks}",
        "footer": escape(_footer()),
    }


def _block(found: Discrepancy, sources: Sequence[str], derived: str) -> str:
    parts = [f"<h2>{escape(_title(found))}</h2>", f"<p>{escape(found.why)}</p>"]
    if found.derived:
        marked = _marked(derived, found.derived, [c.derived for c in found.changes])
        parts.append(
            f"<blockquote><b>{escape(gettext('derived'))}</b> {marked}</blockquote>"
        )
    if place := found.source:
        text = sources[place.article]
        marked = _marked(text, place.span, [c.source for c in found.changes])
        name = f"{gettext('source')} {place.article + 1}"
        parts.append(f"<blockquote><b>{escape(name)}</b> {marked}</blockquote>")
    return f"<section>{''.join(parts)}</section>"


def _marked(text: str, span: Span, changes: Sequence[Span | None]) -> str:
    """Escape the words of `span`, with its changed words in `<mark>`."""
    parts, at = [], span.start
    for change in sorted(change for change in changes if change):
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
body{font:1rem/1.5 Georgia,serif;max-width:44rem;margin:2rem auto;padding:0 1rem}
h2{font-size:1.1rem;margin-bottom:.2rem}
blockquote{margin:.4rem 0;padding-left:.8rem;border-left:3px solid #3465a4}
mark{background:#cfe0f5}
footer{margin-top:2rem;font-size:.9rem}
@media(prefers-color-scheme:dark){body{background:#16181c;color:#e8e6e1}
mark{background:#27456b;color:inherit}}
</style></head>
<body>%(body)s<footer>%(footer)s</footer></body></html>
"""

__all__ = ["report_html", "report_json", "report_text"]
