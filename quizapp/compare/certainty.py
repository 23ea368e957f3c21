"""Hedges that a rewrite drops or adds, beside the words they belong to."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.compare.article import Word
from quizapp.compare.case import Judged
from quizapp.compare.difference import Alignment, Step
from quizapp.compare.language import Language
from quizapp.compare.shade import hedges_in
from quizapp.compare.text import Span

_ALIGNED = 0.45
_BESIDE = 3  # words before the first matched one that may still hedge it


@dataclass(frozen=True, slots=True)
class Shift:
    """A hedge on one side only, and what stands in its place."""

    line: Judged
    word: Word
    instead: Span | None
    dropped: bool
    confidence: float


def find_shift(line: Judged, language: Language) -> Shift | None:
    """Return the gravest change of certainty in a line's own words."""
    alignment = line.alignment
    if alignment is None or line.support.score < _ALIGNED:
        return None
    mine, theirs = hedges_in(line.own, language), _hedges(alignment, language)
    weak = language.words("weakhedges")
    if theirs and len(mine) < len(theirs):
        lost = [w for w in theirs if w.form not in {m.form for m in mine}]
        if lost:
            return _dropped(line, alignment, lost, bool(mine), weak)
    if mine and not theirs and not _window_hedges(line, language):
        strong = [w for w in mine if w.form not in weak]
        word = (strong or mine)[0]
        return Shift(line, word, None, False, 0.45 if strong else 0.25)
    return None


def _hedges(alignment: Alignment, language: Language) -> tuple[Word, ...]:
    """Hedges of the source that go with matched words."""
    if not alignment.pairs:
        return ()
    first = alignment.pairs[0][1]
    before = list(alignment.source[max(0, first - _BESIDE) : first])
    run = alignment.source_run
    hedges = hedges_in((*before, *run), language)
    near = _near(alignment)
    return tuple(word for word in hedges if word.start in near)


def _near(alignment: Alignment) -> set[int]:
    """Starts of source words within three words of a matched one."""
    near: set[int] = set()
    for _left, right in alignment.pairs:
        span = alignment.source[max(0, right - _BESIDE) : right + _BESIDE + 1]
        near.update(word.start for word in span)
    return near


def _window_hedges(line: Judged, language: Language) -> bool:
    words = line.match.window.words if line.match else ()
    return bool(hedges_in(words, language))


def _dropped(
    line: Judged,
    alignment: Alignment,
    lost: Sequence[Word],
    hedged: bool,
    weak: frozenset[str],
) -> Shift:
    strong = [word for word in lost if word.form not in weak]
    word = (strong or list(lost))[0]
    step = _step_of(alignment, word)
    instead = step.change.derived if step else None
    sure = 0.7 if strong else 0.45
    sure += 0.1 * (len(lost) > 1) + 0.15 * (instead is not None) - 0.2 * hedged
    sure -= 0.2 * (line.support.score < 0.6)
    return Shift(line, word, instead, True, min(sure, 0.95))


def _step_of(alignment: Alignment, word: Word) -> Step | None:
    for step in alignment.steps:
        if word in step.source:
            return step
    return None
