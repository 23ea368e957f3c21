"""A `not` more or less: the word it denies told without it, or denied in the rewrite.

The words round the denied one must stand on both sides, wherever a freely told line
puts them; then only the denial is left to differ.
"""

from collections.abc import Iterator, Sequence

from quizapp.compare.discrepancy import Change
from quizapp.compare.judging.shade import (
    are_opposites,
    denied_words,
    negates,
    negations_in,
)
from quizapp.compare.language import Language
from quizapp.compare.matching.case import Case, Judged
from quizapp.compare.matching.kin import Kin, read_kin
from quizapp.compare.reading.article import Article, Sort, Word
from quizapp.compare.reading.text import Span

_CARRIED, _CARRIED_BY_DENIAL = 0.6, 0.8
_NEAR = 6  # words round a denied one that show what it is said of
_SHARE = 0.7  # of them stand on the other side too
_TURNED, _UNSURE = 0.75, 0.45
_BRIEF = 12  # words: told freely, a longer line may put a `not` otherwise
_REACH = 3  # words from a `not` to the word it denies


def find_turned(line: Judged, case: Case) -> Change | None:
    """Return the `not` that only one side has, None where both say the same."""
    if line.match is None or line.support.carried < _CARRIED:
        return None
    language, theirs = case.language, line.match.window.words
    here, there = (
        bool(negations_in(words, language)) for words in (line.line.words, theirs)
    )
    if here is there or _hedges_denial(line.line.words, language):
        return None
    if _is_last(line.line.words, theirs, language):
        return None
    if there:
        return next(_lost(line, case), None)
    if _hedges_denial(theirs, language):
        return None
    return next(_added(line, theirs, case), None)


def sure_of_turned(line: Judged) -> float:
    """How sure it is that a `not` more or less says something else."""
    brief = len(line.line.words) <= _BRIEF
    return _TURNED if brief or line.is_close else _UNSURE


def _is_last(mine: Sequence[Word], theirs: Sequence[Word], language: Language) -> bool:
    """`Last seen in 1934` denies that it was seen since."""
    lasts, sinces = language.words("lasts"), language.words("sinces")
    here, there = ({word.form for word in words} for words in (mine, theirs))
    return bool((here & lasts and there & sinces) or (there & lasts and here & sinces))


def _lost(line: Judged, case: Case) -> Iterator[Change]:
    """`Had not been ruled out` told as `had been ruled out`."""
    match, language = line.match, case.language
    if match is None:
        return
    mine = read_kin([w for w in line.line.words if w.sort is not Sort.FUNCTION])
    article = case.sources[match.window.article]
    for said in article.lines[match.window.first : match.window.last + 1]:
        if _hedges_denial(said.words, language):
            continue
        for head, by in _denied(said.words, article, language):
            told = _stated(head, said.words, line.own)
            opposed = _has_opposite(head, line.line.words, language)
            if told and not opposed and _is_about(head, by, said.words, mine, 1):
                yield Change(_span(told, told), _span(by, head))


def _added(line: Judged, theirs: Sequence[Word], case: Case) -> Iterator[Change]:
    """`Will cost more` told as `will not cost more`."""
    language = case.language
    if line.support.carried < _CARRIED_BY_DENIAL:
        return
    for head, by in _denied(line.own, case.derived, language):
        told = _stated(head, line.own, theirs)
        opposed = _has_opposite(head, theirs, language)
        if told and not opposed and _is_about(head, by, line.own, line.kin, 2):
            yield Change(_span(by, head), _span(told, told))


def _denied(
    words: Sequence[Word], article: Article, language: Language
) -> Iterator[tuple[Word, Word]]:
    """Yield what stands just behind a `not`; `do-not-call` denies nothing."""
    quantities = language.steps("quantities")
    for head, by in denied_words(words, language):
        between = words[words.index(by) + 1 : words.index(head)]
        far = len(between) >= _REACH
        some = any(word.form in quantities for word in between)  # `not all of them`
        joined = article.folded[by.end : head.start] == "-"
        if head.sort is Sort.CONTENT and not (far or some or joined):
            yield head, by


def _is_about(
    head: Word, by: Word, words: Sequence[Word], other: Kin, least: int
) -> bool:
    """What stands round a denied word is on the other side as well."""
    first, last = words.index(by), words.index(head) + 1
    near = (*words[max(0, first - _NEAR) : first], *words[last : last + _NEAR])
    telling = [word for word in near if word.sort is not Sort.FUNCTION]
    shared = sum(other.carries(word) > 0 for word in telling)
    return shared >= max(least, _SHARE * len(telling))


def _stated(head: Word, here: Sequence[Word], there: Sequence[Word]) -> Word | None:
    """Return the word that only the other side states, without the `not`."""
    mine, theirs = (
        [w for w in words if w.sort is Sort.CONTENT and w.sense == head.sense]
        for words in (here, there)
    )
    return theirs[0] if len(theirs) >= len(mine) else None


def _has_opposite(head: Word, words: Sequence[Word], language: Language) -> bool:
    """`Not open` told as `closed`."""
    return any(are_opposites(word, head, language) for word in words)


def _hedges_denial(words: Sequence[Word], language: Language) -> bool:
    limits = language.words("negative")
    return any(w.form in limits and not negates(w, language) for w in words)


def _span(first: Word, last: Word) -> Span:
    return Span(first.start, last.end)
