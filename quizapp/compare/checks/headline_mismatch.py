"""A headline that promises what neither body says."""

from collections.abc import Iterator

from quizapp.compare.article import Sort, Word
from quizapp.compare.case import Case, Judged
from quizapp.compare.discrepancy import Change, Discrepancy
from quizapp.compare.kinds import Kind
from quizapp.compare.text import Span
from quizapp.compare.wording import quote
from quizapp.wording import gettext

_SHARE, _OPENING = 0.22, 5


def check(case: Case) -> Iterator[Discrepancy]:
    """Yield the headlines with telling words that the sources do not carry."""
    for line in case.lines:
        if line.line.headline and not line.line.boilerplate:
            missing = _missing(line)
            share = _share(case, line, missing)
            if missing and share >= _SHARE:
                yield _report(case, line, missing, share)


def _missing(line: Judged) -> list[Word]:
    return [w for w in line.support.strange if w.sort is not Sort.FUNCTION]


def _share(case: Case, line: Judged, missing: list[Word]) -> float:
    """Weigh what is missing from the best window and from how the sources open."""
    telling = [w for w in line.line.words if w.sort is not Sort.FUNCTION]
    total = sum(case.index.weigh(word) for word in telling)
    opening = {
        w.sense for s in case.sources for n in s.lines[:_OPENING] for w in n.words
    }
    late = [word for word in telling if word.sense not in opening]
    return (_lost(case, missing) + _lost(case, late)) / (2 * total) if total else 0.0


def _lost(case: Case, missing: list[Word]) -> float:
    """Weigh missing words; one that a source has elsewhere counts half."""
    return sum(
        case.index.weigh(w) * (0.5 if case.index.knows(w) else 1.0) for w in missing
    )


def _report(case: Case, line: Judged, missing: list[Word], share: float) -> Discrepancy:
    first = missing[0]
    changes = tuple(Change(Span(w.start, w.end), None) for w in missing)
    words = {"words": ", ".join(quote(case.derived, c.derived) for c in changes[:3])}
    why = gettext(
        "The headline promises more than the story: “%(words)s” is not what the "
        "source tells."
    )
    return Discrepancy(
        Kind.HEADLINE_MISMATCH,
        min(0.95, 0.4 + 0.7 * share),
        line.line.span if first else None,
        line.match.window.place if line.match else None,
        changes,
        why % words,
    )
