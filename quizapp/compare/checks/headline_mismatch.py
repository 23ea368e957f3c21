"""A headline that promises what neither body says."""

import math
from collections.abc import Iterator

from quizapp.compare.discrepancy import Change, Discrepancy
from quizapp.compare.judging.certainty import find_promise
from quizapp.compare.kinds import Kind
from quizapp.compare.matching.case import Case, Judged
from quizapp.compare.matching.kin import join_kin
from quizapp.compare.reading.article import Sort, Word
from quizapp.compare.reading.text import Span
from quizapp.compare.wording import quote
from quizapp.wording import gettext

_SHARE, _FREE, _CLOSE, _OPENING = 0.22, 0.5, 0.7, 5
_SLOPE = 1.5  # how fast the bar rises with freedom
_MILDER = 0.2  # the line under a headline sums up, and a question promises nothing
_PROMISED = 0.6
_PLACE = 3  # words that can stand in the place of a hedge
_KIN = 0.5  # of what it would weigh otherwise: a headline takes shorter words


def check(case: Case) -> Iterator[Discrepancy]:
    """Yield the headlines with telling words that the sources do not carry."""
    bar = _bar(case)
    heads = (n for n in case.lines if n.line.headline and not n.line.boilerplate)
    for number, line in enumerate(heads):
        asks = line.line.span.cut(case.derived.folded).endswith("?")
        missing = _missing(line, case)
        share = _share(case, line, missing)
        if missing and share >= bar + _MILDER * (asks or number > 0):
            yield _report(case, line, missing, share)
        elif hedge := find_promise(line, case):
            yield _report_promise(case, line, hedge)


def _bar(case: Case) -> float:
    """Who tells the whole story in other words does so in the headline too."""
    lines = (n for n in case.lines if not n.line.headline and not n.line.boilerplate)
    body = [line.support.contained for line in lines]
    close = math.fsum(body) / len(body) if body else 1.0
    return max(_SHARE, min(_FREE, _SHARE + _SLOPE * (_CLOSE - close)))


def _missing(line: Judged, case: Case) -> list[Word]:
    return [w for w in _telling(line, case) if w in line.support.strange]


def _telling(line: Judged, case: Case) -> list[Word]:
    """A verb of saying only frames what a headline promises: `warns`, `criticises`."""
    frames = case.kinship.frames | case.language.words("frames")
    words = (w for w in line.line.words if w.form not in frames)
    return [w for w in words if w.sort is not Sort.FUNCTION]


def _share(case: Case, line: Judged, missing: list[Word]) -> float:
    """Weigh what is missing from the best window and from how the sources open."""
    telling = _telling(line, case)
    words = (w for w in line.line.words if w.sort is not Sort.FUNCTION)
    total = sum(case.index.weigh(word) for word in words)
    units, kin = case.index.units, case.retelling.kin
    read = zip(units, kin, strict=True)
    opening = join_kin([kin for (_article, line), kin in read if line < _OPENING])
    late = [word for word in telling if word.sense not in opening.senses]
    early = sum(_lost(case, w) * (1 - _KIN * (opening.carries(w) > 0)) for w in late)
    lost = sum(_lost(case, word) for word in missing)
    return (lost + early) / (2 * total) if total else 0.0


def _lost(case: Case, word: Word) -> float:
    """Weigh a missing word; one that a source has elsewhere counts half."""
    return case.index.weigh(word) * (0.5 if case.index.knows(word) else 1.0)


def _report_promise(case: Case, line: Judged, hedge: Word) -> Discrepancy:
    match, word = line.match, Span(hedge.start, hedge.end)
    assert match is not None  # find_promise needs a match
    place = match.window.place
    why = gettext(
        "The source says “%(word)s” here; the headline promises it as certain."
    ) % {"word": quote(case.sources[place.article], word)}
    return Discrepancy(
        Kind.HEADLINE_MISMATCH,
        _PROMISED,
        line.line.span,
        place,
        (Change(_instead(line, hedge), word),),
        why,
    )


def _instead(line: Judged, hedge: Word) -> Span | None:
    """Return the few words that stand in a hedge's place: `will` for `may`."""
    steps = (step for step in line.steps if hedge in step.source)
    step = next(steps, None)
    return step.change.derived if step and len(step.derived) <= _PLACE else None


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
