"""Compare a derived article with its sources."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from quizapp.compare.checks import (
    altered_quote,
    changed_detail,
    headline_mismatch,
    internal_inconsistency,
    manufactured_quote,
    misattributed_quote,
    omitted_context,
    shifted_certainty,
    stripped_attribution,
    unsourced_quote,
    unsupported_claim,
    unsupported_editorial,
)
from quizapp.compare.discrepancy import Discrepancy, Place
from quizapp.compare.fitting import Fitted, fit, place_back, put_back
from quizapp.compare.judging.weighing import weigh
from quizapp.compare.kinds import Kind
from quizapp.compare.language import find_language
from quizapp.compare.matching.case import Case, open_case
from quizapp.compare.reading.text import Span
from quizapp.wording import gettext

DEFAULT_CONFIDENCE = 0.5

Check = Callable[[Case], Iterable[Discrepancy]]

CHECKS: tuple[Check, ...] = (
    altered_quote.check,
    manufactured_quote.check,
    misattributed_quote.check,
    unsourced_quote.check,
    headline_mismatch.check,
    changed_detail.check,
    shifted_certainty.check,
    stripped_attribution.check,
    unsupported_editorial.check,
    unsupported_claim.check,
    internal_inconsistency.check,
    omitted_context.check,
)


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """One derived line: how far the sources carry it (0..1), and where."""

    start: int
    end: int
    support: float
    source: Place | None
    boilerplate: bool


@dataclass(frozen=True, slots=True)
class SpokenWords:
    """One direct quotation; `article` is a source's index, None for the derived."""

    article: int | None
    span: Span
    speaker: Span | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything found; `notes` says what could not be looked at."""

    discrepancies: tuple[Discrepancy, ...]
    lines: tuple[ComparedLine, ...]
    quotations: tuple[SpokenWords, ...]
    notes: tuple[str, ...] = ()


def compare(
    sources: Sequence[str],
    derived: str,
    *,
    language: str = "en",
    min_confidence: float = DEFAULT_CONFIDENCE,
) -> Comparison:
    """Find where `derived` parts from `sources`.

    Offsets are code points of the texts as given. Discrepancies below
    `min_confidence` (0..1) are left out; lines and quotations never are.

    >>> source = "“We won the cup again,” said Ann Ash."
    >>> found = compare([source], source.replace("won", "lost"))
    >>> [d.kind.value for d in found.discrepancies]
    ['altered_quote']
    """
    spoken, given, told = find_language(language), [*map(fit, sources)], fit(derived)
    case = open_case([one.text for one in given], told.text, spoken, min_confidence)
    found = [_weighed(case, finding) for check in CHECKS for finding in check(case)]
    sure = [finding for finding in found if finding.confidence >= min_confidence]
    return Comparison(
        tuple(put_back(finding, given, told) for finding in _strongest(case, sure)),
        tuple(_lines(case, given, told)),
        tuple(_quotations(case, given, told)),
        () if spoken.known else (_unknown(language),),
    )


def _weighed(case: Case, finding: Discrepancy) -> Discrepancy:
    if finding.derived is None:
        return finding
    return weigh(finding, case.lines[_spot(case, finding)])


def _unknown(language: str) -> str:
    return gettext(
        "Nothing is known of the language “%(code)s”: only quotations, numbers, names "
        "and the share of common words were compared."
    ) % {"code": language}


def _strongest(case: Case, found: Iterable[Discrepancy]) -> tuple[Discrepancy, ...]:
    """Keep one finding of a kind for each line, the surest; surest first."""
    kept: dict[tuple[Kind, int], Discrepancy] = {}
    for finding in sorted(found, key=_rank):
        kept.setdefault((finding.kind, _spot(case, finding)), finding)
    return tuple(sorted(kept.values(), key=_rank))


def _rank(finding: Discrepancy) -> tuple[float, int, int]:
    start = finding.derived.start if finding.derived else 1 << 40
    place = finding.source.start if finding.source else 0
    return -finding.confidence, start, place


def _spot(case: Case, finding: Discrepancy) -> int:
    """Return the line a finding lies on; an omission stands for itself."""
    if finding.derived is None:
        place = finding.source
        return -1 - (place.article * 10_000_000 + place.start) if place else -1
    start = finding.derived.start
    return bisect_right(case.lines, start, key=lambda line: line.line.end)


def _lines(case: Case, given: Sequence[Fitted], told: Fitted) -> Iterator[ComparedLine]:
    for judged in case.lines:
        line = judged.line
        span = told.back(line.span)
        place = judged.match.window.place if judged.match else None
        yield ComparedLine(
            span.start,
            span.end,
            round(judged.support.score, 4),
            place_back(place, given),
            line.boilerplate,
        )


def _quotations(
    case: Case, given: Sequence[Fitted], told: Fitted
) -> Iterator[SpokenWords]:
    articles = [*enumerate(zip(case.sources, given, strict=True))]
    for number, (article, fitted) in [*articles, (None, (case.derived, told))]:
        for quotation in article.quotations:
            speaker = quotation.speaker and fitted.back(quotation.speaker)
            yield SpokenWords(number, fitted.back(quotation.span), speaker)
