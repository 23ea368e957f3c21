"""Clauses of a source that deny, doubt or limit, and that nothing derived matches."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby

from quizapp.compare.align import Index, Match, build_index
from quizapp.compare.article import Article, Line, Sort, Word
from quizapp.compare.case import Case
from quizapp.compare.discrepancy import Place
from quizapp.compare.language import Language
from quizapp.compare.reports import find_cues
from quizapp.compare.shade import find_phrases, hedges_in, negations_in
from quizapp.compare.text import Span

# How much of a clause may stand elsewhere: more, where no limit stands with it.
_MATCHED, _UNSAID, _REPORTED = 0.5, 0.75, 0.4
_MOST = 10
_OTHER = 0.34  # of what a clause denies: a line with less of it tells something else
_FEW = 3  # telling words of a line that denies what stands before it
_ANSWER = 2  # lines of the paragraph after a charge that may answer it
_COVERED, _FAR = 0.35, 3  # lines away that still tell of the same thing


@dataclass(frozen=True, slots=True)
class Omission:
    """A clause that the derived article does not carry."""

    place: Place
    confidence: float


@dataclass(frozen=True, slots=True)
class _Clause:
    """A part of a source line: its words, and what makes it a limit."""

    words: tuple[Word, ...]
    limits: tuple[Word, ...]
    denied: bool
    reported: bool
    reply: bool
    spoken: bool
    whole: bool


@dataclass(frozen=True)
class _Lookup:
    """The lines of one source, each looked up in the derived article once."""

    article: Article
    derived: Index

    @cached_property
    def find(self) -> Callable[[int], Match | None]:
        """Return what matches a line best."""
        return cache(lambda at: self.derived.find(self._telling(at)))

    @cached_property
    def at_most(self) -> Callable[[int], float]:
        """Return a bound that costs less: the share of a line with words anywhere."""
        return cache(lambda at: self.derived.known(self._telling(at)))

    def denies(self, clause: _Clause, language: Language) -> bool:
        """Say whether a derived line with a word of the clause denies as well."""
        senses = {word.sense for word in _telling(clause.words)}
        return any(
            _strong(line.words, language)
            for line in self.derived.articles[0].lines
            if not senses.isdisjoint(word.sense for word in line.words)
        )

    def _telling(self, at: int) -> Sequence[Word]:
        return _telling(self.article.lines[at].words)

    def topic(self, at: int) -> float:
        """Say how far the derived article covers what a line is about.

        Lines further off count less; one that cannot raise the share is not looked up.
        """
        lines = range(max(0, at - _FAR), min(len(self.article.lines), at + _FAR + 1))
        about = 0.0
        for line in sorted(lines, key=lambda line: abs(line - at)):
            worth = 1.0 if abs(line - at) <= 1 else 0.8
            if worth * self.at_most(line) >= max(about, _COVERED):
                about = max(about, worth * _share(self.find(line)))
        return about if about >= _COVERED else 0.0


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
    look_up = _Lookup(article, derived)
    accuses = cache(lambda at: _accuses(article.lines[at], language))
    for at, line in enumerate(article.lines):
        if line.boilerplate or line.headline or not _may_limit(line, article, language):
            continue
        reply = any(
            article.lines[n].paragraph == line.paragraph and accuses(n)
            for n in range(max(0, at - _ANSWER), at)
        )
        clauses = list(_clauses(line, reply, article, language))
        if all(_at_most(clause, language) < case.bar for clause in clauses):
            continue
        told = [_told(clause, at, look_up, language) for clause in clauses]
        if all(share is None for share in told) or not (about := look_up.topic(at)):
            continue
        rated = [
            (_rate(clause, about, share, language), clause)
            for clause, share in zip(clauses, told, strict=True)
        ]
        # Clauses that were left out together are one omission.
        for left_out, run in groupby(rated, key=lambda pair: pair[0] > 0):
            if left_out:
                yield _join(number, list(run))


def _join(number: int, run: Sequence[tuple[float, _Clause]]) -> Omission:
    first, last = run[0][1].words[0], run[-1][1].words[-1]
    place = Place(number, first.start, last.end)
    return Omission(place, max(confidence for confidence, _clause in run))


def _may_limit(line: Line, article: Article, language: Language) -> bool:
    """Say whether a line quotes, or has a word that begins to limit: most have none."""
    found = not language.limiting.isdisjoint([word.form for word in line.words])
    return found or bool(article.quotations_in(line.span))


def _clauses(
    line: Line, reply: bool, article: Article, language: Language
) -> Iterator[_Clause]:
    """Cut a line where a limit usually begins."""
    joints = language.joints
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
        denied = _denies(words, language)
        whole = len(words) == len(line.words)
        yield _Clause(tuple(words), limits, denied, reported, reply, spoken, whole)


def _strong(words: Sequence[Word], language: Language) -> list[Word]:
    """Return the words that deny, and do not only set one thing against another."""
    contrasts = language.words("contrasts")
    denials = find_phrases(words, language, "denials")
    return [word for word in denials if word.form not in contrasts]


def _is_short_denial(clause: _Clause, language: Language) -> bool:
    """`The firm denies that.`: only the lines before show what it denies."""
    few = len(_telling(clause.words)) <= _FEW
    return clause.whole and few and bool(_strong(clause.words, language))


def _accuses(line: Line, language: Language) -> bool:
    """Say whether a line accuses or denies, so that the next one may answer it."""
    accusations = language.words("accusations")
    return any(word.form in accusations for word in line.words) or bool(
        find_phrases(line.words, language, "denials")
    )


def _denies(words: Sequence[Word], language: Language) -> bool:
    return not language.negating.isdisjoint([word.form for word in words])


def _telling(words: Sequence[Word]) -> Sequence[Word]:
    return [word for word in words if word.sort is not Sort.FUNCTION] or words


def _share(match: Match | None) -> float:
    return match.contained if match else 0.0


def _told(
    clause: _Clause, at: int, look_up: _Lookup, language: Language
) -> float | None:
    """Return the share of a limit that is told, None where there is no more to say."""
    if not _weight(clause, language):
        return None
    if _is_short_denial(clause, language):
        return None if look_up.denies(clause, language) else 0.0
    if any(word.sort is not Sort.FUNCTION for word in clause.words):
        words = _telling(clause.words)
        match = look_up.find(at) if clause.whole else look_up.derived.find(words)
        told = match.contained if match else 0.0
    else:  # `although she could not`: only the line shows what it is about
        match, told = look_up.find(at), _MATCHED
    if match and _is_other(clause, match, language):
        return min(told, _MATCHED)
    return told if told < _bar(clause, match, language) else None


def _is_other(clause: _Clause, match: Match, language: Language) -> bool:
    """What a clause denies is not in the line that is most like it."""
    denying = [*negations_in(clause.words, language), *_strong(clause.words, language)]
    if clause.spoken or not denying:
        return False
    first = min(word.start for word in denying)
    said = [w for w in clause.words if w.start > first and w not in denying]
    senses = {word.sense for word in said if word.sort is not Sort.FUNCTION}
    kept = senses.intersection(word.sense for word in match.window.words)
    return bool(senses) and len(kept) < _OTHER * len(senses)


def _rate(
    clause: _Clause, about: float, told: float | None, language: Language
) -> float:
    """Return the confidence that a limit was left out, 0 where none was."""
    if told is None:
        return 0.0
    weight = _weight(clause, language)
    return min(0.9, weight + 0.25 * (about - 0.5) + 0.3 * (_MATCHED - told))


def _at_most(clause: _Clause, language: Language) -> float:
    """Return the confidence of a clause of which nothing is told, on a told topic."""
    return _rate(clause, 1.0, 0.0, language) if _weight(clause, language) else 0.0


def _bar(clause: _Clause, match: Match | None, language: Language) -> float:
    """What limits is told only where something limits the derived words too."""
    if not (clause.limits or clause.denied):
        return _REPORTED
    words = match.window.words if match else ()
    limited = (
        _denies(words, language)
        or bool(hedges_in(words, language))
        or bool(find_phrases(words, language, "denials"))
    )
    return _MATCHED if limited else _UNSAID


def _weight(clause: _Clause, language: Language) -> float:
    """A denial weighs more than a `but`, that more than an answer to a charge.

    What is quoted is colour as a rule, and so is its `not`; a report that answers
    nothing is no limit. But any quotation that was left out is worth a hint below the
    default threshold: one labelled omission in ten shows by nothing else.
    """
    contrasts = language.words("contrasts")
    strong = any(word.form not in contrasts for word in clause.limits)
    report = (0.35 if clause.reply else 0.22) * clause.reported
    signs = [
        0.42 * bool(clause.limits),
        (0.16 if clause.spoken else 0.45) * clause.denied,
        0.18 if clause.spoken else report,
    ]
    several = sum(sign > 0 for sign in signs) - 1
    return max(0.55 * strong, *signs) + 0.04 * max(0, several)
