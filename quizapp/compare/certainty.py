"""Hedges that a rewrite drops or adds, beside the words they belong to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from quizapp.compare.article import Sort, Word
from quizapp.compare.case import Case, Judged
from quizapp.compare.difference import Alignment, Step
from quizapp.compare.kin import read_kin
from quizapp.compare.language import Language
from quizapp.compare.reports import find_cues, reported_in
from quizapp.compare.shade import find_phrases, hedges_in, negates
from quizapp.compare.text import Span

_ALIGNED = 0.45
_BESIDE = 3  # words before the first matched one that may still hedge it
_CLAUSE = 6
_HEADS = 3  # content words of which one is the head of what is hedged
_REACH = 5  # words that a hedge may stand away from what it hedges


@dataclass(frozen=True, slots=True)
class Shift:
    """A hedge on one side only, and what stands in its place."""

    line: Judged
    word: Word
    instead: Span | None
    dropped: bool
    confidence: float


def find_shift(line: Judged, case: Case) -> Shift | None:
    """Return the gravest change of certainty in a line's own words."""
    alignment = line.alignment
    if alignment is None or line.support.contained < _ALIGNED:
        return None
    language = case.language
    steps = [*_lead(alignment), *map(_near, line.steps), *_unquoted(line, case)]
    if lost := _made_cause(line, case) or _lost(line, steps, case):
        return lost
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
    weak = language.words("weakhedges")
    hedged = hedges_in(match.window.words, language)
    strong = (word for word in hedged if word.form not in weak)
    told = (word for word in strong if _is_told(word, line, case))
    return next((word for word in told if not _is_stated(word, line, case)), None)


def _made_cause(line: Judged, case: Case) -> Shift | None:
    """`linked to` or `has parallels with` turned into `caused by` or the like."""
    causes, likeness = case.language.words("causes"), case.language.words("likeness")
    words = line.match.window.words if line.match else ()
    alike = [w for w in words if w.form in likeness and _is_told(w, line, case)]
    if not alike or any(word.form in causes for word in words):
        return None
    for step in line.steps:
        if any(word.form in causes for word in step.derived):
            return Shift(line, alike[0], step.change.derived, True, 0.85)
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
    forms = {word.form for word in kept}
    weak = language.words("weakhedges")
    settled = find_phrases(
        line.match.window.words if line.match else (), language, "nohedges"
    )
    found = [
        (word.form in weak, word.start, word, step)
        for word, step in hedged
        if word.form not in forms and _is_told(word, line, case)
        if word not in settled and not _is_direct(word, line, language)
        if not _is_retold(word, line, case)
        if _is_made_sure(step, language)
        or not (_is_attributed(word, line, case) or _is_open(word, line, case))
    ]
    fresh = [w for step in steps for w in hedges_in(step.derived, language)]
    if not found or len(_groups(fresh)) >= len(_groups([item[2] for item in found])):
        return None
    is_weak, _start, word, step = min(found, key=lambda item: item[:2])
    sure = _sureness(line, is_weak, len(found) > 1, step, bool(kept))
    theirs = {w.form for w in line.match.window.words} if line.match else set()
    if is_weak and line.is_close and not {w.form for w in kept} <= theirs:
        sure -= 0.2  # another hedge stands for it
    return Shift(line, word, step.change.derived, True, sure)


def _is_direct(hedge: Word, line: Judged, language: Language) -> bool:
    """`She said it would rain` is told directly as `it will rain`.

    `They may reply` gives leave, as `they have until May to reply` does.
    """
    direct = language.pairs("backshift").get(hedge.form)
    if any(word.form == direct for word in line.own):
        return True
    gives_leave = hedge.form in language.words("permitting")
    return gives_leave and bool(find_phrases(line.own, language, "permissions"))


def _is_retold(hedge: Word, line: Judged, case: Case) -> bool:
    """Another word still sets two things side by side; or `said it would be` told.

    Reported speech turns `will` into `would`, which leaves nothing open.
    """
    language = case.language
    if hedge.form in language.words("likeness"):
        return any(w.form in language.words("comparing") for w in line.own)
    if language.pairs("backshift").get(hedge.form) not in language.words("plain"):
        return False
    words = _sentence(hedge, line, case)
    before = (w.form for w in words if w.start < hedge.start)
    said = any(form in language.words("cues") for form in before)
    return said and bool(reported_in(line.line, case.derived, language))


def _is_made_sure(step: Step, language: Language) -> bool:
    """`May` made `will`: nothing excuses that."""
    sure = language.pairs("certain").values()
    return any(word.form in sure for word in step.derived)


def _is_attributed(hedge: Word, line: Judged, case: Case) -> bool:
    """`She claimed that` is told as `she said that`: somebody still answers for it.

    Where the source names another speaker beside the hedge, it says more than that.
    """
    language, match = case.language, line.match
    if match is None or hedge.form not in language.words("hearsay"):
        return False
    told = reported_in(line.line, case.derived, language)
    if not any(read_kin(told).carries(word) for word in _heads(hedge, line, case)):
        return False
    article = case.sources[match.window.article]
    lines = article.lines[match.window.first : match.window.last + 1]
    said = next((n for n in lines if n.start <= hedge.start < n.end), None)
    cues = find_cues(said, article, language) if said else []
    return all(cue.start == hedge.start for cue in cues)


def _is_open(hedge: Word, line: Judged, case: Case) -> bool:
    """A weak hedge told as a `not`: `whether it rained`, `there is no proof`.

    Or the source itself tells as a fact elsewhere what it hedges here.
    """
    language = case.language
    weak = hedge.form in language.words("weakhedges")
    theirs = _sentence(hedge, line, case)
    denied = any(negates(word, language) for word in line.own)
    if weak and denied and not any(negates(word, language) for word in theirs):
        return True
    return _is_stated(hedge, line, case)


def _is_stated(hedge: Word, line: Judged, case: Case) -> bool:
    """Another line of the sources has all that is hedged, without any hedge."""
    heads, told = _heads(hedge, line, case), case.retelling
    if len(heads) < 2:
        return False
    return any(
        all(kin.carries(word) for word in heads) and _is_plain(place, case)
        for place, kin in zip(told.index.units, told.kin, strict=True)
    )


def _is_plain(place: tuple[int, int], case: Case) -> bool:
    article, number = place
    words = case.sources[article].lines[number].words
    denied = any(negates(word, case.language) for word in words)
    return not denied and not hedges_in(words, case.language)


def _is_told(hedge: Word, line: Judged, case: Case) -> bool:
    """The rewrite tells what the source hedges: a word soon after it, or before."""
    own = read_kin([w for w in line.line.words if w.sort is not Sort.FUNCTION])
    told = [own.carries(word) for word in _heads(hedge, line, case)]
    if any(_is_made_sure(s, case.language) and hedge in s.source for s in line.steps):
        return any(told)
    window = line.match.window if line.match else None
    several = window is not None and window.first < window.last
    return sum(told) > 1 or (any(told) and not (several and len(told) > 1))


def _heads(hedge: Word, line: Judged, case: Case) -> Sequence[Word]:
    """Return the words that a hedge limits: those soon after it, else before."""
    words = _sentence(hedge, line, case)
    at = next((n for n, word in enumerate(words) if word.start == hedge.start), 0)
    beyond = words[at + 1 : at + 1 + _REACH]
    if hedge.form in case.language.words("attributives"):
        noun = list(takewhile(lambda word: word.sort is not Sort.FUNCTION, beyond))
        if noun:
            return noun[-1:]
    after = [word for word in beyond if word.sort is not Sort.FUNCTION]
    return after[:_HEADS] or words[max(0, at - _REACH) : at]


def _sentence(hedge: Word, line: Judged, case: Case) -> Sequence[Word]:
    """A hedge reaches no further than its sentence."""
    if line.match is None:
        return ()
    window = line.match.window
    lines = case.sources[window.article].lines[window.first : window.last + 1]
    return next((n.words for n in lines if n.start <= hedge.start < n.end), ())


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
    return min(0.95, sure - 0.2 * (line.support.contained < 0.55))


def _added(line: Judged, language: Language) -> Shift | None:
    """Return a hedge that the rewrite adds where the source has none."""
    words = line.match.window.words if line.match else ()
    if hedges_in(words, language):
        return None
    weak = language.words("weakhedges")
    new = [w for step in line.steps for w in hedges_in(step.derived, language)]
    if not new:
        return None
    strong = [word for word in new if word.form not in weak]
    close = 0.15 * line.is_close
    return Shift(
        line, (strong or new)[0], None, False, (0.45 if strong else 0.25) + close
    )
