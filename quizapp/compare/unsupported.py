"""Which derived lines no source carries, and how sure that is."""

from collections.abc import Iterator

from quizapp.compare.article import Sort
from quizapp.compare.case import Case, Judged
from quizapp.compare.opinion import is_opinion, judging_words
from quizapp.compare.reports import find_cues
from quizapp.compare.shade import find_phrases

_CARRIED, _JUDGED, _ALIKE = 0.5, 0.62, 0.5
_UNKNOWN, _NEW = 0.5, 0.6  # a line half of which no source has
_ASKED = 0.6
_VIEW, _UNTOLD = 0.55, 0.35
_NEWS, _TOLD = 0.55, 0.45  # a line about known names that says something else of them
_QUOTES, _CROSSHEAD = 0.2, 0.36
_SHORT = 8  # words of a crosshead


def unsupported_lines(case: Case) -> Iterator[tuple[Judged, float]]:
    """Yield the narrated lines below the bar, with a confidence in 0..1."""
    for line in case.lines:
        if line.line.boilerplate or line.line.headline or line.is_quoted:
            continue
        telling = [w for w in line.own if w.sort is not Sort.FUNCTION]
        if len(telling) < 2:
            continue
        if _is_inquiry(line, case):
            yield line, _ASKED
            continue
        bar = _bar(line, case) if line.support.carried < _JUDGED else 0.0
        if line.support.carried < bar:
            yield line, _confidence(line, bar) - _milder(line, case)
        elif _is_view(line, case):
            yield line, _VIEW


def _is_view(line: Judged, case: Case) -> bool:
    """A stance that the window does not take; known names carry nothing of it."""
    if line.support.told >= _UNTOLD:
        return False
    words = line.match.window.words if line.match else ()
    language = case.language
    mine, theirs = (find_phrases(w, language, "stances") for w in (line.own, words))
    return bool(mine) and not theirs


def _bar(line: Judged, case: Case) -> float:
    """A judgement that no source passes needs fewer other words of its own.

    So does news of known people and places: their names carry nothing of it.
    """
    new = (w for w in judging_words(line, case.language) if not case.index.knows(w))
    if any(new):
        return _JUDGED
    names = sum(word.sort is Sort.NAME for word in line.own)
    is_news = names > 1 and not line.pieces and line.support.told < _TOLD
    bar = _NEWS if is_news else _CARRIED
    return max(bar, _NEW) if _unknown(line, case) >= _UNKNOWN else bar


def _unknown(line: Judged, case: Case) -> float:
    """Return the weighted share of a line that no source has anywhere.

    What somebody is said to have said is retold more freely; it is not weighed.
    """
    if find_cues(line.line, case.derived, case.language):
        return 0.0
    weigh = case.index.weigh
    total = sum(weigh(word) for word in line.line.words)
    return sum(weigh(word) for word in line.support.unknown) / total if total else 0.0


def _is_inquiry(line: Judged, case: Case) -> bool:
    """Who did not answer this newsroom is news of its own, unless a source says so."""
    if not find_phrases(line.own, case.language, "inquiries"):
        return False
    told = (n.words for source in case.sources for n in source.lines)
    return not any(find_phrases(words, case.language, "inquiries") for words in told)


def _confidence(line: Judged, bar: float) -> float:
    return min(0.85, 0.5 + 0.6 * (bar - line.support.carried) / bar)


def _milder(line: Judged, case: Case) -> float:
    """A made-up quotation misleads first; a crosshead that does not judge is free."""
    if any(p.echo is None or p.echo.alike < _ALIKE for p in line.pieces):
        return _QUOTES
    free = _is_crosshead(line, case) and not is_opinion(line, case.language)
    return _CROSSHEAD if free else 0.0


def _is_crosshead(line: Judged, case: Case) -> bool:
    """A short line alone in its paragraph, without a full stop; it may ask."""
    alone = case.derived.paragraphs[line.line.paragraph] == line.line.span
    text = line.line.span.cut(case.derived.folded).rstrip("'\")")
    return alone and len(line.line.words) <= _SHORT and text[-1:] not in (*".!:", "…")
