"""Which derived lines no source carries, and how sure that is."""

from collections.abc import Iterator

from quizapp.compare.article import Sort
from quizapp.compare.case import Case, Judged

_CARRIED = 0.47


def unsupported_lines(case: Case) -> Iterator[tuple[Judged, float]]:
    """Yield the narrated lines below the bar, with a confidence in 0..1."""
    for line in case.lines:
        if line.line.boilerplate or line.line.headline or line.is_quoted:
            continue
        telling = [w for w in line.own if w.sort is not Sort.FUNCTION]
        if len(telling) < 2:
            continue
        if line.support.contained < _CARRIED:
            yield line, _confidence(line)


def _confidence(line: Judged) -> float:
    lack = (_CARRIED - line.support.contained) / _CARRIED
    return min(0.85, 0.5 + 0.6 * lack)
