"""Hedges that a rewrite drops or adds, beside the words they belong to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizapp.compare.judging.denied import find_denial
from quizapp.compare.judging.dropped import may_drop
from quizapp.compare.judging.hedges import (
    is_made_sure,
    is_stated,
    is_told,
    limited_words,
    sentence_of,
)
from quizapp.compare.judging.shade import hedges_in, settled_in
from quizapp.compare.judging.unsettled import find_unsettled
from quizapp.compare.judging.untold import find_untold
from quizapp.compare.language import Language
from quizapp.compare.matching.case import Case, Judged
from quizapp.compare.matching.difference import Alignment, Step
from quizapp.compare.matching.kin import read_kin
from quizapp.compare.reading.article import Sort, Word, telling_words
from quizapp.compare.reading.text import Span

_ALIGNED = 0.4
_BESIDE = 3  # words before the first matched one that may still hedge it
_CLAUSE = 6
_DENIED = 0.8
_UNTOLD = 0.6


@dataclass(frozen=True, slots=True)
class Shift:
    """A hedge on one side only, and what stands in its place."""

    line: Judged
    hedge: Span
    instead: Span | None
    dropped: bool
    confidence: float


def find_shift(line: Judged, case: Case) -> Shift | None:
    """Return the gravest change of certainty in a line's own words."""
    alignment = line.alignment
    if denial := find_denial(line, case) or find_unsettled(line, case):
        return Shift(line, denial, None, True, _DENIED)
    if alignment is None or line.support.contained < _ALIGNED:
        return None
    language = case.language
    steps = [*_lead(alignment), *map(_near, line.steps), *_unquoted(line, case)]
    lost = _made_cause(line, case) or _lost(line, steps, case)
    if lost:
        return lost
    if hedge := find_untold(line, case):
        return Shift(line, _span(hedge), None, True, _UNTOLD)
    return _added(line, language)


def find_promise(line: Judged, case: Case) -> Word | None:
    """Return the hedge without which a headline promises what is only possible.

    Who is said to say it, or to weigh it, answers for it; a question promises nothing.
    """
    language, match = case.language, line.match
    text = line.line.span.cut(case.derived.folded)
    framed = case.kinship.frames | language.words("frames") | language.words("weighing")
    if match is None or line.pieces or text.endswith("?"):
        return None
    if any(w.form in framed for w in line.own) or hedges_in(line.own, language):
        return None
    weak = language.words("weakhedges") - language.words("doubtful")
    hedged = hedges_in(match.window.words, language)
    strong = (word for word in hedged if word.form not in weak)
    told = (word for word in strong if is_told(word, line, case))
    return next((word for word in told if not is_stated(word, line, case)), None)


def _made_cause(line: Judged, case: Case) -> Shift | None:
    """`linked to` or `has parallels with` turned into `caused by` or the like."""
    causes, likeness = case.language.words("causes"), case.language.words("likeness")
    words = line.match.window.words if line.match else ()
    alike = [w for w in words if w.form in likeness and is_told(w, line, case)]
    if not alike or any(word.form in causes for word in words):
        return None
    for step in line.steps:
        if any(word.form in causes for word in step.derived):
            return Shift(line, _span(alike[0]), step.change.derived, True, 0.85)
    return None


def _lead(alignment: Alignment) -> Iterator[Step]:
    """What comes just before the first matched word and was cut off: `up to`."""
    if not alignment.pairs:
        return
    left, right = alignment.pairs[0]
    if left <= 2 and (words := alignment.source[max(0, right - _BESIDE) : right]):
        yield Step(alignment.derived[:left], words)


def _unquoted(line: Judged, case: Case) -> Iterator[Step]:
    """A “possible annexation” told as the annexation, in the rewrite's own words."""
    alignment, before = line.alignment, case.language.words("attributives")
    if alignment is None or not line.pieces:
        return
    own, seen = set(line.own), {w for step in line.steps for w in step.source}
    taken = {right for _left, right in alignment.pairs}
    for left, right in alignment.pairs:
        hedge = alignment.source[right - 1] if right else None
        if hedge is None or hedge.form not in before or right - 1 in taken:
            continue
        if hedge not in seen and alignment.derived[left] in own:
            yield Step((), (hedge,))


def _near(step: Step) -> Step:
    """A whole clause that was left out is an omission, no change of certainty.

    What stands right before the next matched word still belongs to that.
    """
    if step.derived or len(step.source) <= _CLAUSE:
        return step
    return Step((), step.source[-_BESIDE:])


def _lost(line: Judged, steps: Sequence[Step], case: Case) -> Shift | None:
    """Return the hedge that the rewrite drops, if it keeps fewer than the source."""
    language, charges = case.language, case.language.words("charges")
    if any(word.form in charges for word in line.own):
        return None
    hedged = [(word, s) for s in steps for word in hedges_in(s.source, language)]
    if not hedged:
        return None
    kept = hedges_in(line.own, language)
    forms = {word.form for word in hedges_in(line.line.words, language)}
    stems = {word.stem for word in line.own}  # `estimates` for `estimated`
    settled = settled_in(line.match.window.words if line.match else (), language)
    found = [
        (_is_weak(word, step, line, case), word.start, word, step)
        for word, step in hedged
        if word.form not in forms
        if is_told(word, line, case) or _is_slot(word, step, line, language)
        if word.sort is Sort.FUNCTION or word.stem not in stems
        if word not in settled and not may_drop(word, step, line, case)
    ]
    fresh = [
        word
        for step in steps
        for word in kept
        if word in step.derived
        if not any(is_made_sure(w, step, language) for w in step.source)
    ]
    made_sure = any(is_made_sure(word, step, language) for *_, word, step in found)
    fewer = len(_groups(fresh)) < len(_groups([item[2] for item in found]))
    if not found or not (fewer or made_sure):
        return None
    is_weak, _start, word, step = min(found, key=lambda item: item[:2])
    sure = _sureness(line, is_weak, len(found) > 1, step, bool(kept))
    theirs = {w.form for w in line.match.window.words} if line.match else set()
    if is_weak and line.is_close and not {w.form for w in kept} <= theirs:
        sure -= 0.2  # another hedge stands for it
    return Shift(line, _span(word), step.change.derived, True, sure)


def _is_slot(hedge: Word, step: Step, line: Judged, language: Language) -> bool:
    """`Are probably responsible for` told as `cause`, between words that stay."""
    whole = step in line.steps and len(step.derived) <= _BESIDE
    if not whole or hedge.form in language.words("attributives"):
        return False
    telling = [w for w in step.source if w.sort is not Sort.FUNCTION and w != hedge]
    short = len(step.source) <= _CLAUSE and len(telling) <= 1
    return short and hedge.form in language.words("possible")


def _is_weak(hedge: Word, step: Step, line: Judged, case: Case) -> bool:
    weak = hedge.form in case.language.words("weakhedges")
    made_sure = is_made_sure(hedge, step, case.language)
    return weak and not made_sure and not _is_thought(hedge, line, case)


def _is_thought(hedge: Word, line: Judged, case: Case) -> bool:
    """`Is thought to have left` told as `left`: the very verb is made sure."""
    if hedge.form not in case.language.words("thought"):
        return False
    behind = [w for w in sentence_of(hedge, line, case) if w.start > hedge.start]
    opens = behind[:1] and behind[0].form in case.language.words("infinitives")
    own = read_kin(telling_words(line.line.words))
    return bool(opens) and own.carries(limited_words(hedge, line, case)[0]) > 0


def _groups(hedges: Sequence[Word]) -> list[Word]:
    """Count neighbouring hedges as one: `up to`, `as many as`."""
    ordered = sorted(hedges, key=lambda word: word.start)
    return [
        word
        for before, word in zip([None, *ordered], ordered, strict=False)
        if before is None or word.start - before.end > 2
    ]


def _sureness(
    line: Judged, is_weak: bool, several: bool, step: Step, hedged: bool
) -> float:
    """Add up what speaks for a shift; nearly the same words speak loudest."""
    sure = 0.4 if is_weak else 0.7
    sure += (
        0.1 * several + 0.1 * bool(step.derived) - 0.2 * (hedged and not line.is_close)
    )
    if line.is_close:
        sure += 0.15
    sure -= 0.2 * (line.support.contained < 0.55)
    return min(0.95, round(sure, 6))


def _added(line: Judged, language: Language) -> Shift | None:
    """Return a hedge that the rewrite adds where the source has none."""
    words = line.match.window.words if line.match else ()
    if hedges_in(words, language):
        return None
    weak, settled = language.words("weakhedges"), settled_in(line.line.words, language)
    added = [w for step in line.steps for w in hedges_in(step.derived, language)]
    new = [word for word in added if word not in settled]
    if not new:
        return None
    strong = [word for word in new if word.form not in weak]
    close = 0.15 * line.is_close
    hedge = _span((strong or new)[0])
    return Shift(line, hedge, None, False, (0.45 if strong else 0.25) + close)


def _span(word: Word) -> Span:
    return Span(word.start, word.end)
