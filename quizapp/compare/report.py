"""Show a comparison: as JSON, as plain text; `report_page.py` has the page."""

from collections.abc import Iterator, Sequence
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
    lines = [heading(comparison), *comparison.notes]
    for found in comparison.discrepancies:
        lines += ["", f"{_title(found)}", *_passages(found, sources, derived)]
        lines.append(f"  {found.why}")
    return "\n".join((*lines, "", footer())) + "\n"


def heading(comparison: Comparison) -> str:
    """Say how much is proposed."""
    count = len(comparison.discrepancies)
    if not count:
        return gettext("No discrepancy proposed.")
    return ngettext(
        "%(count)d discrepancy proposed.", "%(count)d discrepancies proposed.", count
    ) % {"count": count}


def footer() -> str:
    """Say what a proposal is worth, and where that is written."""
    return gettext(
        "These are proposals to check, not verdicts; what the comparison cannot do is "
        "written in %(page)s."
    ) % {"page": _LIMITS}


def _title(found: Discrepancy) -> str:
    return gettext("proposed: %(kind)s (%(share)s)") % {
        "kind": found.kind.value.replace("_", " "),
        "share": share_of(found),
    }


def share_of(found: Discrepancy) -> str:
    """Return the confidence as printed, in one piece: `95 %`."""
    return f"{round(100 * found.confidence)}\N{NO-BREAK SPACE}%"


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
