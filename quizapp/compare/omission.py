"""Clauses of a source that deny, doubt or limit, and that nothing derived matches."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizapp.compare.align import Index, build_index
from quizapp.compare.article import Article, Line, Sort, Word
from quizapp.compare.case import Case
from quizapp.compare.discrepancy import Place
from quizapp.compare.shade import find_phrases

_CUT = re.compile(
    r"[,;] (?=(?:but|although|though|which|who|and that|while|unless)\b)| and that "
)
# How much of a clause may stand elsewhere: less, where its limiting word does too.
_MATCHED, _UNSAID = 0.5, 0.7
_MOST = 10


@dataclass(frozen=True, slots=True)
class Omission:
    """A clause that the derived article does not carry."""

    place: Place
    confidence: float


def find_omissions(case: Case) -> list[Omission]:
    """Return the gravest omissions, at most ten, the surest first."""
    derived = build_index([case.derived])
    found = [
        omission
        for number in range(len(case.sources))
        for omission in _of_article(number, derived, case)
    ]
    found.sort(key=lambda o: (-o.confidence, o.place.start))
    return found[:_MOST]


def _of_article(number: int, derived: Index, case: Case) -> Iterator[Omission]:
    article = case.sources[number]
    shares = [_told(line.words, derived) for line in article.lines]
    for at, line in enumerate(article.lines):
        about = _topic(shares, at)
        if not about or line.boilerplate or line.headline:
            continue
        for clause in _clauses(article, line):
            limits = find_phrases(clause, case.language, "denials")
            told = _told(clause, derived) if limits else 1.0
            kept = any(derived.knows(word) for word in limits)
            if told < (_MATCHED if kept else _UNSAID):
                place = Place(number, clause[0].start, clause[-1].end)
                yield Omission(place, _confidence(limits, told, about))


def _clauses(article: Article, line: Line) -> Iterator[Sequence[Word]]:
    """Cut a line where a limit usually begins."""
    cuts = [
        line.start,
        *(m.end() for m in _CUT.finditer(article.folded, line.start, line.end)),
    ]
    for start, end in zip(cuts, [*cuts[1:], line.end], strict=True):
        words = [w for w in line.words if start - 4 <= w.start and w.end <= end]
        words = [w for w in words if w.start >= start or w.form in ("but", "that")]
        if words:
            yield words


def _told(clause: Sequence[Word], derived: Index) -> float:
    """Say how much of a clause the derived article carries in one place."""
    telling = [word for word in clause if word.sort is not Sort.FUNCTION]
    match = derived.find(telling or clause)
    return match.contained if match else 0.0


def _topic(shares: Sequence[float], at: int) -> float:
    """Say how far the derived article covers what a line is about."""
    near = shares[max(0, at - 1) : at + 2]
    return max((share for share in near if share >= 0.35), default=0.0)


def _confidence(limits: Sequence[Word], told: float, about: float) -> float:
    """A denial weighs more than a `but`; a covered topic more than a remote one."""
    plain = {"but", "only", "though", "however", "alone"}
    strong = any(word.form not in plain for word in limits)
    return min(
        0.9, (0.5 if strong else 0.3) + 0.3 * (about - 0.35) + 0.2 * (_MATCHED - told)
    )
