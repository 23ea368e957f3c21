"""Which derived lines no source carries, and how sure that is."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from quizapp.compare.judging.opinion import is_flourish, is_opinion, judging_words
from quizapp.compare.judging.reports import reported_in
from quizapp.compare.judging.shade import find_phrases
from quizapp.compare.matching.case import Case, Judged, is_crosshead
from quizapp.compare.reading.article import Sort, Word, telling_words
from quizapp.compare.reading.numbers import is_fair_rounding

# A line whose support is below a bar is unsupported. What raises and lowers the bar was
# weighed by logistic regression on the labelled pairs, with all, two fifths and none of
# the lists of kin (a story of other words), and rounded.
_BASE, _FOLLOWS, _NAMES, _FIGURE, _JUDGES = 0.015, 0.3, 0.42, 0.1, 0.04
_REPORTED, _WORD, _ENOUGH = 0.075, 0.05, 6
_CARRIED, _STANCE = 0.6, 0.62  # what is carried so far is not unsupported
_FOLLOWED = 0.5  # who follows the sources less than this tells another story
_STEEP, _SUREST = 4.0, 0.85
_ALIKE, _ASKED = 0.5, 0.6
_KEEPS, _APART, _SAID, _FEW, _SOME, _DEPARTED = 0.84, 0.45, 0.08, 4, 8, 0.55
_VIEW, _UNTOLD, _LOADED = 0.55, 0.35, 0.7
_QUOTES, _CROSSHEAD, _FLOURISH, _ALL = 0.2, 0.36, 0.2, 0.8


def unsupported_lines(case: Case, *, views: bool) -> Iterator[tuple[Judged, float]]:
    """Yield the narrated lines below the bar, with a confidence in 0..1.

    Only those that judge, urge or foretell where `views`, else only the others.
    """
    bar = _Bar.of(case)
    for line in case.lines:
        if line.line.boilerplate or line.line.headline or line.is_quoted:
            continue
        telling = [w for w in line.own if w.sort is not Sort.FUNCTION]
        if len(telling) < 2 or is_opinion(line, case) is not views:
            continue
        if _is_inquiry(line, case):
            yield line, _ASKED
            continue
        short = bar.shortfall(line)
        if short > 0:
            sure = min(_SUREST, 0.5 + _STEEP * short)
            yield line, sure - _milder(line, case)
        elif bar.departs(line):
            yield line, _DEPARTED - _milder(line, case)
        elif any(view(line, case) for view in (_is_view, _is_loaded, _ends_in_view)):
            yield line, _VIEW


@dataclass(frozen=True, slots=True)
class _Bar:
    """What a line's support is measured against.

    `follows` says how closely the rewrite follows its sources where it does so most
    (0..1): its closest quarter, for who retells in other words follows them nowhere,
    who copies and invents does so in places. A few lines say little about that.
    """

    case: Case
    follows: float
    shared: float  # own words of the sources, in the closest quarter of the lines
    figures: tuple[str, ...]  # of the sources

    @classmethod
    def of(cls, case: Case) -> "_Bar":
        body = [n for n in case.lines if not n.line.headline and not n.line.boilerplate]
        scores = sorted(line.support.score for line in body)
        best = scores[3 * len(scores) // 4 :]
        follows = max(_FOLLOWED, (math.fsum(best) + 1) / (len(best) + 1))
        own = sorted(line.support.contained for line in body)
        shared = own[3 * (len(own) - 1) // 4] if len(own) >= _SOME else 0.0
        senses = case.index.postings
        figures = tuple(s for s in senses if s.startswith("#"))
        return cls(case, follows, shared, figures)

    def departs(self, line: Judged) -> bool:
        """Say whether a line departs from the sources' words, beside the others.

        Who keeps nearly all of them elsewhere, and has hardly one of them here, tells
        something else; kin carry no such line. What somebody is said to say is told
        more freely.
        """
        telling = [w for w in line.own if w.sort is not Sort.FUNCTION]
        if len(telling) < _FEW or line.support.carried >= _ALL or self.shared < _KEEPS:
            return False
        least = self.shared - _APART
        if least > line.support.contained:
            told = reported_in(line.line, self.case.derived, self.case.language)
            least -= _SAID * bool(told)
        return least > line.support.contained

    def shortfall(self, line: Judged) -> float:
        """Return how far a line's support is below its bar, 0 where it is not.

        Names carry nothing of what is told of them, and a figure that no source has is
        news; what somebody is said to say is told more freely, and a few words say
        little, unless the writer says them of himself or herself.
        """
        if line.support.carried >= _STANCE:
            return 0.0
        language, judging = self.case.language, judging_words(line, self.case)
        stance = len(judging) > 1 and find_phrases(judging, language, "stances")
        if line.support.carried >= (_STANCE if stance else _CARRIED):
            return 0.0
        telling = [w for w in line.line.words if w.sort is not Sort.FUNCTION]
        names = sum(word.sort is Sort.NAME for word in telling)
        bar = _BASE + _FOLLOWS * self.follows + _NAMES * names / len(telling)
        bar += _FIGURE * any(self._is_new(word) for word in line.own)
        bar += _JUDGES * bool(judging)
        own = language.words("writer")
        if not any(word.form in own for word in judging):
            bar -= _WORD * max(0, _ENOUGH - len(telling))
            if bar > line.support.score:
                told = reported_in(line.line, self.case.derived, language)
                bar -= _REPORTED * bool(told)
        return max(0.0, bar - line.support.score)

    def _is_new(self, word: Word) -> bool:
        """Say whether a figure stands in no source, nor is a rounding of one there."""
        if word.sort is not Sort.NUMBER or self.case.index.knows(word):
            return False
        return not any(is_fair_rounding(word.sense, told) for told in self.figures)


def _is_view(line: Judged, case: Case) -> bool:
    """A stance that the window does not take; known names carry nothing of it."""
    if line.support.told >= _UNTOLD:
        return False
    words = line.match.window.words if line.match else ()
    language = case.language
    mine, theirs = (find_phrases(w, language, "stances") for w in (line.own, words))
    if theirs or not mine:
        return False
    return any(word in mine for word in judging_words(line, case))


def _is_loaded(line: Judged, case: Case) -> bool:
    """A few words that take a stance; or a crosshead that judges by a word of its own.

    `A botched plan`.
    """
    telling = [word for word in line.own if word.sort is not Sort.FUNCTION]
    judging = judging_words(line, case)
    if len(telling) > _FEW or not judging or line.support.carried > _LOADED:
        return False
    if not {*judging}.isdisjoint(find_phrases(line.own, case.language, "stances")):
        return True
    kin, mine = case.retelling.kin, [word for word in judging if word in telling]
    new = any(not any(k.carries(word) for k in kin) for word in mine)
    return new and is_crosshead(line, case)


def _ends_in_view(line: Judged, case: Case) -> bool:
    """`To drill there would be vandalism`: what a line ends in is what it says.

    By a judging word that no source has, nor kin of it, and that nobody is said to say.
    """
    last = telling_words(line.own)[-1]
    if last is not line.line.words[-1] or last not in judging_words(line, case):
        return False
    if any(kin.carries(last) for kin in case.retelling.kin):
        return False
    return not reported_in(line.line, case.derived, case.language)


def _is_inquiry(line: Judged, case: Case) -> bool:
    """Who did not answer this newsroom is news of its own, unless a source says so."""
    if not find_phrases(line.own, case.language, "inquiries"):
        return False
    told = (n.words for source in case.sources for n in source.lines)
    return not any(find_phrases(words, case.language, "inquiries") for words in told)


def _milder(line: Judged, case: Case) -> float:
    """A made-up quotation misleads first; a crosshead that does not judge is free."""
    if any(p.echo is None or p.echo.alike < _ALIKE for p in line.pieces):
        return _QUOTES
    if not is_crosshead(line, case) or judging_words(line, case):
        return 0.0
    return _FLOURISH if is_flourish(line, case) else _CROSSHEAD
