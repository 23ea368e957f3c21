"""Clauses of a source that deny, doubt or limit, and that nothing derived tells.

How likely such a clause was left out, and matters, is a logistic regression on the
labelled pairs: what the derived lines tell of the clause, how much of the article and
around the clause they draw on, and what sort of clause it is.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from quizapp.compare.discrepancy import Place
from quizapp.compare.judging.reports import find_cues
from quizapp.compare.judging.shade import find_phrases
from quizapp.compare.language import Language
from quizapp.compare.matching.align import Index, build_index
from quizapp.compare.matching.case import Case
from quizapp.compare.matching.kin import Kin, join_kin, read_kin
from quizapp.compare.reading.article import Article, Line, Sort, Word
from quizapp.compare.reading.text import Span

# What a clause weighs: what the lines drawn from its line tell of it, what any line
# does, how much of the article is drawn on; whether it limits, whether it is quoted,
# its length. Scaled so that 0.8 is right four times in five, and 0.5 once in eight: the
# labels name only what matters most.
_BASE, _HERE, _ANYWHERE, _DRAWN = -2.36, -2.0, -0.85, 4.2
_LIMITS, _SPOKEN, _LENGTH = 0.33, -0.5, 0.41
_LONG = 15  # telling words of a clause that says as much as any
# However little is told: who tells a claim owes its answer, and other limits rather
# than what is not told at all.
_OWED, _LEAST = 0.75, 0.55
_ANSWERED = 0.6  # of an answer, in a line that denies as well
_WHOLE = 0.9  # of any clause, wherever it is told
_SUREST, _MOST = 0.9, 10


@dataclass(frozen=True, slots=True)
class Omission:
    """A clause that the derived article does not carry."""

    place: Place
    confidence: float


@dataclass(frozen=True, slots=True)
class _Clause:
    """A part of a source line, and of which sort it is.

    It `limits` in words of denial, doubt or contrast, `denies` in those that are more
    than *but*, and at least `bears` on what is told where it says *not* or is said.
    """

    span: Span
    telling: Sequence[Word]
    limits: bool
    denies: bool
    spoken: bool
    bears: bool


@dataclass(frozen=True, slots=True)
class _Retold:
    """What the derived article tells of a source line: the lines that draw on it."""

    share: float  # of its article's lines that anything draws on
    here: Kin
    drawn: bool
    begun: bool  # drawn on here, or right before in its paragraph
    derived: Index

    def here_of(self, words: Sequence[Word]) -> float:
        """Return how much of some words the lines that draw on their line tell."""
        return sum([self.here.carries(word) for word in words]) / len(words)


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
    article, language = case.sources[number], case.language
    drawn = _draw(number, case)
    share = (sum(map(bool, drawn)) + 1) / (len(drawn) + 2)  # a few lines say little
    for at, line in enumerate(article.lines):
        if line.boilerplate or line.headline or not _may_limit(line, article, language):
            continue
        if tuple([word.form for word in line.words]) in derived.verbatim:
            continue
        here = drawn[at]
        before = at > 0 and article.lines[at - 1].paragraph == line.paragraph
        begun = bool(here or (before and drawn[at - 1]))
        kin = join_kin([read_kin(one.words) for one in here])
        retold = _Retold(share, kin, bool(here), begun, derived)
        clauses = _clauses(line, article, language)
        rated = [(_rate(clause, retold, language), clause) for clause in clauses]
        # Clauses that were left out together are one omission.
        for left_out, run in groupby(rated, key=lambda pair: pair[0] >= case.bar):
            if left_out:
                yield _join(number, list(run))


def _draw(number: int, case: Case) -> list[list[Line]]:
    """Return, for each line of a source, the derived lines that draw on it."""
    drawn: list[list[Line]] = [[] for _line in case.sources[number].lines]
    for judged in case.lines:
        window = judged.match.window if judged.match else None
        if window and window.article == number and not judged.line.boilerplate:
            for at in range(window.first, window.last + 1):
                drawn[at].append(judged.line)
    return drawn


def _join(number: int, run: Sequence[tuple[float, _Clause]]) -> Omission:
    first, last = run[0][1].span, run[-1][1].span
    place = Place(number, first.start, last.end)
    return Omission(place, max(confidence for confidence, _clause in run))


def _may_limit(line: Line, article: Article, language: Language) -> bool:
    """Say whether a line quotes, or has a word that begins to limit: most have none."""
    found = not language.limiting.isdisjoint([word.form for word in line.words])
    return found or bool(article.quotations_in(line.span))


def _clauses(line: Line, article: Article, language: Language) -> Iterator[_Clause]:
    """Cut a line where a limit usually begins."""
    joints, contrasts = language.joints, language.words("contrasts")
    cuts = joints.finditer(article.folded, line.start, line.end) if joints else ()
    starts = [(line.start, ""), *((cut.start(1), cut.group(1)) for cut in cuts)]
    ends = [*(start for start, _joint in starts[1:]), line.end]
    cues, reported = find_cues(line, article, language), False
    for (start, joint), end in zip(starts, ends, strict=True):
        words = [w for w in line.words if start <= w.start and w.end <= end]
        if not words:
            continue
        # `She said that … and that …`: such a joint takes the report up again.
        reported = reported and " " in joint
        reported = reported or any(start <= cue.start < end for cue in cues)
        spoken = bool(article.quotations_in(Span(start, end)))
        limits = find_phrases(words, language, "denials")
        negated = not language.negating.isdisjoint([word.form for word in words])
        yield _Clause(
            Span(words[0].start, words[-1].end),
            [word for word in words if word.sort is not Sort.FUNCTION] or words,
            bool(limits),
            any(word.form not in contrasts for word in limits),
            spoken,
            bool(limits) or negated or reported or spoken,
        )


def _rate(clause: _Clause, retold: _Retold, language: Language) -> float:
    """Return how sure it is that a clause was left out and matters (0..1)."""
    if not clause.bears:
        return 0.0
    words, share = clause.telling, retold.share
    match = retold.derived.find(words)
    told = match.contained if match else 0.0
    if told >= _WHOLE:
        return 0.0
    denied = bool(match and told >= _ANSWERED and _denies(match.window.words, language))
    if clause.limits:
        owed = not denied and _is_answer(clause, retold)
        share = max(share, _OWED if owed else _LEAST)
    score = _BASE + _DRAWN * share + _LIMITS * clause.limits + _SPOKEN * clause.spoken
    score += _LENGTH * min(1.0, len(words) / _LONG)
    score += _HERE * retold.here_of(words) + _ANYWHERE * told
    return min(_SUREST, 1 / (1 + math.exp(-score)))


def _is_answer(clause: _Clause, retold: _Retold) -> bool:
    """A denial of what is told right before, or a limit within a line that is told."""
    return retold.begun if clause.denies else clause.limits and retold.drawn


def _denies(words: Sequence[Word], language: Language) -> bool:
    negated = not language.negating.isdisjoint([word.form for word in words])
    return negated or bool(find_phrases(words, language, "denials"))
