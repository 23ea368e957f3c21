"""Which derived lines no source carries, and how sure that is."""

from collections.abc import Iterator

from quizapp.compare.article import Sort
from quizapp.compare.case import Case, Judged
from quizapp.compare.opinion import is_opinion, judging_words

_CARRIED, _JUDGED, _ALIKE = 0.5, 0.62, 0.5
_NEWS, _TOLD = 0.55, 0.45  # a line about known names that says something else of them
_QUOTES, _CROSSHEAD = 0.2, 0.3
_SHORT = 8  # words of a crosshead


def unsupported_lines(case: Case) -> Iterator[tuple[Judged, float]]:
    """Yield the narrated lines below the bar, with a confidence in 0..1."""
    for line in case.lines:
        if line.line.boilerplate or line.line.headline or line.is_quoted:
            continue
        telling = [w for w in line.own if w.sort is not Sort.FUNCTION]
        if len(telling) < 2:
            continue
        if line.support.carried >= _JUDGED:
            continue
        bar = _bar(line, case)
        if line.support.carried < bar:
            yield line, _confidence(line, bar) - _milder(line, case)


def _bar(line: Judged, case: Case) -> float:
    """A judgement that no source passes needs fewer other words of its own.

    So does news of known people and places: their names carry nothing of it.
    """
    new = (w for w in judging_words(line, case.language) if not case.index.knows(w))
    if any(new):
        return _JUDGED
    names = sum(word.sort is Sort.NAME for word in line.own)
    is_news = names > 1 and not line.pieces and line.support.told < _TOLD
    return _NEWS if is_news else _CARRIED


def _confidence(line: Judged, bar: float) -> float:
    return min(0.85, 0.5 + 0.6 * (bar - line.support.carried) / bar)


def _milder(line: Judged, case: Case) -> float:
    """A made-up quotation misleads first; a crosshead that does not judge is free."""
    if any(p.echo is None or p.echo.alike < _ALIKE for p in line.pieces):
        return _QUOTES
    free = _is_crosshead(line, case) and not is_opinion(line, case.language)
    return _CROSSHEAD if free else 0.0


def _is_crosshead(line: Judged, case: Case) -> bool:
    """A short line alone in its paragraph, without a full stop."""
    alone = case.derived.paragraphs[line.line.paragraph] == line.line.span
    text = line.line.span.cut(case.derived.folded).rstrip("'\")")
    return alone and len(line.line.words) <= _SHORT and text[-1:] not in (*".!?:", "…")
