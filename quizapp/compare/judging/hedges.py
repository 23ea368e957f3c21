"""What a hedge limits, and whether a rewrite tells that."""

from collections.abc import Sequence
from itertools import pairwise, takewhile

from quizapp.compare.judging.shade import find_phrases, hedges_in, negates
from quizapp.compare.language import Language
from quizapp.compare.matching.case import Case, Judged
from quizapp.compare.matching.difference import Step
from quizapp.compare.matching.kin import read_kin
from quizapp.compare.reading.article import Sort, Word

_HEADS = 3  # content words of which one is the head of what is hedged
_REACH = 5  # words that a hedge may stand away from what it hedges


def is_made_sure(hedge: Word, step: Step, language: Language) -> bool:
    """`May` made `will` or `is going to`: nothing excuses that."""
    sure = language.pairs("certain").get(hedge.form, "").split()
    if any(word.form in sure for word in step.derived):
        return True
    return bool(sure) and bool(find_phrases(step.derived, language, "plain"))


def is_told(hedge: Word, line: Judged, case: Case) -> bool:
    """The rewrite tells what the source hedges: a word soon after it, or before."""
    own = read_kin([w for w in line.line.words if w.sort is not Sort.FUNCTION])
    told = [own.carries(word) for word in limited_words(hedge, line, case)]
    made = (step for step in line.steps if hedge in step.source)
    if any(is_made_sure(hedge, step, case.language) for step in made):
        return any(told)
    window = line.match.window if line.match else None
    several = window is not None and window.first < window.last
    return sum(told) > 1 or (any(told) and not (several and len(told) > 1))


def limited_words(hedge: Word, line: Judged, case: Case) -> Sequence[Word]:
    """Return the words that a hedge limits: those soon after it, else before."""
    words = sentence_of(hedge, line, case)
    at = next((n for n, word in enumerate(words) if word.start == hedge.start), 0)
    beyond = _in_clause(words[at : at + 1 + _REACH], line, case)[1:]
    if hedge.form in case.language.words("attributives"):
        close = _in_clause(beyond, line, case, any_word=True)
        noun = list(takewhile(lambda word: word.sort is not Sort.FUNCTION, close))
        if noun:
            return noun[-1:]
    after = [word for word in beyond if word.sort is not Sort.FUNCTION]
    if after and after[0].sort is Sort.NUMBER:  # `up to six boats`
        return after[:1]
    return after[:_HEADS] or words[max(0, at - _REACH) : at]


def _in_clause(
    words: Sequence[Word], line: Judged, case: Case, *, any_word: bool = False
) -> Sequence[Word]:
    """Cut where another clause begins: `… could expect, and that it would cost`.

    At a comma before `any_word`, else only before what opens a clause.
    """
    text = case.sources[line.match.window.article].folded if line.match else ""
    opens = case.language.words("ands") | case.language.words("contrasts")
    for number, (before, word) in enumerate(pairwise(words), 1):
        comma = "," in text[before.end : word.start]
        if comma and (any_word or word.form in opens):
            return words[:number]
    return words


def sentence_of(hedge: Word, line: Judged, case: Case) -> Sequence[Word]:
    """A hedge reaches no further than its sentence."""
    if line.match is None:
        return ()
    window = line.match.window
    lines = case.sources[window.article].lines[window.first : window.last + 1]
    return next((n.words for n in lines if n.start <= hedge.start < n.end), ())


def is_stated(hedge: Word, line: Judged, case: Case) -> bool:
    """Another line of the sources has all that is hedged, without any hedge.

    Of the same thing: a name is hedged, or the word before the hedge stands there too.
    """
    heads, told = limited_words(hedge, line, case), case.retelling
    words = [w for w in sentence_of(hedge, line, case) if w.start < hedge.start]
    about = [word for word in words[-_REACH:] if word.sort is not Sort.FUNCTION]
    if len(heads) < 2:
        return False
    named = any(word.sort is not Sort.CONTENT for word in heads)
    return any(
        all(kin.carries(word) for word in heads)
        and (named or not about or any(kin.carries(word) for word in about))
        and _is_plain(place, case)
        for place, kin in zip(told.index.units, told.kin, strict=True)
    )


def _is_plain(place: tuple[int, int], case: Case) -> bool:
    article, number = place
    words = case.sources[article].lines[number].words
    denied = any(negates(word, case.language) for word in words)
    return not denied and not hedges_in(words, case.language)
