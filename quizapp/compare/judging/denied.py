"""What a source says is not so, or not proven, told as a fact."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from quizapp.compare.judging.reports import reported_in
from quizapp.compare.judging.shade import find_phrases, hedges_in, negates, negations_in
from quizapp.compare.language import Language
from quizapp.compare.matching.case import Case, Judged, is_crosshead
from quizapp.compare.matching.kin import Kin, read_kin
from quizapp.compare.reading.article import Article, Line, Word, telling_words
from quizapp.compare.reading.text import Span

_SHARE = 0.65  # of a line's telling words stand in what is denied
_LEAST = 2
_SHORT = 8  # words of a sentence that denies one thing
_ABOUT, _KEPT, _REACH = 0.5, 0.6, 5


def find_denial(line: Judged, case: Case) -> Span | None:
    """Return the words by which the source denies what a line tells, None for none.

    `They found no evidence that records were altered` told as `records were altered`;
    `a claim that he had thrown it was not upheld` as `he threw it`.
    """
    match, language = line.match, case.language
    by_others = {w.start for w in reported_in(line.line, case.derived, language)}
    telling = telling_words(
        w for w in line.own if not by_others or w.start in by_others
    )
    if match is None or len(telling) < _LEAST or _is_careful(line, case):
        return None
    article = case.sources[match.window.article]
    lines = article.lines[match.window.first : match.window.last + 1]
    for said in lines:
        for clause, denial in _denied_clauses(said.words, language):
            kin = read_kin(clause)
            carried = sum(kin.carries(word) > 0 for word in telling)
            if carried >= max(_LEAST, _SHARE * len(telling)):
                return denial
    found = (_denied_event(said, telling, case) for said in lines)
    return next(filter(None, found), None)


def _denied_event(said: Line, own: Sequence[Word], case: Case) -> Span | None:
    """`No one has been arrested.` beside a line that tells of an arrest.

    A sentence of its own that denies one thing, which no other sentence tells.
    """
    language, words = case.language, said.words
    if len(words) > _SHORT or not words or not negates(words[0], language):
        return None
    light = language.words("lightverbs")
    event = [word for word in telling_words(words[1:]) if word.form not in light]
    if len(event) != 1 or not any(read_kin(event).carries(word) for word in own):
        return None
    told, senses = case.retelling, {event[0].sense}
    for (article, number), kin in zip(told.index.units, told.kin, strict=True):
        other = case.sources[article].lines[number]
        denied = any(negates(word, language) for word in other.words)
        if senses <= kin.senses and not denied:
            return None
    return Span(words[0].start, words[-1].end)


def find_denied_scope(line: Judged, case: Case) -> Span | None:
    """Return a `not` and what it denies, where a line that denies nothing tells that.

    `Two orders, neither of which related to unit 6` told as `two orders on unit 6`. The
    rest of the line must be of that sentence too.
    """
    language, match, own = case.language, line.match, telling_words(line.own)
    if match is None or is_crosshead(line, case) or _is_careful(line, case):
        return None
    if any(word.form in language.words("pending") for word in line.own):
        return None  # `still has to be tested` for `not yet tested`
    told = read_kin(telling_words(line.line.words))
    article = case.sources[match.window.article]
    scopes = (
        _told_scope(by, _scope(by, said, article, language), told, language)
        for said in article.lines[match.window.first : match.window.last + 1]
        if _is_about(read_kin(said.words), own)
        for by in negations_in(said.words, language)
    )
    return next(filter(None, scopes), None)


def _is_about(kin: Kin, own: Sequence[Word]) -> bool:
    return sum(kin.carries(word) > 0 for word in own) >= _ABOUT * len(own)


def _told_scope(
    by: Word, scope: Sequence[Word], told: Kin, language: Language
) -> Span | None:
    """Return a `not` and what it denies if most of that is told.

    `Not seen since May` was seen in May, `not ruled out a vote` leaves a vote open.
    """
    if any(word.form in language.words("sinces") for word in scope):
        return None
    denied = telling_words(scope)[:_REACH]
    kept = [word for word in denied if told.carries(word)]
    if denied[:1] != kept[:1] and by.form not in language.words("nobody"):
        return None
    enough = len(kept) >= max(_LEAST, _KEPT * len(denied))
    return Span(by.start, kept[-1].end) if enough else None


def _scope(
    by: Word, said: Line, article: Article, language: Language
) -> Sequence[Word]:
    """Return the words behind a `not`, as far as a mark or a contrast."""
    after = [word for word in said.words if word.start > by.start]
    for number, (before, word) in enumerate(pairwise((by, *after))):
        marked = any(mark in article.folded[before.end : word.start] for mark in ",;:")
        if marked or word.form in language.words("contrasts"):
            return after[:number]
    return after


def _is_careful(line: Judged, case: Case) -> bool:
    """The line denies or doubts it too, or leaves it to somebody's view."""
    words, language = line.line.words, case.language
    careful = language.words("frames") | language.words("negative")
    return any(
        word.form in careful or negates(word, language) for word in words
    ) or bool(hedges_in(words, language))


def _denied_clauses(
    words: Sequence[Word], language: Language
) -> Iterator[tuple[Sequence[Word], Span]]:
    """Yield the words that a phrase denies, behind it or before, and the phrase."""
    opened = find_phrases(words, language, "unproven")
    for number, word in enumerate(words[:-1]):
        if word in opened and words[number + 1] not in opened:
            denial = Span(opened[0].start, word.end)
            yield _clause(words[number + 1 :], language), denial
    verdict = find_phrases(words, language, "verdicts")
    charges = language.words("charged")
    for number, word in enumerate(words):
        if verdict and word.form in charges and word.start < verdict[0].start:
            clause = [w for w in words[number + 1 :] if w.start < verdict[0].start]
            yield clause, Span(verdict[0].start, verdict[-1].end)


def _clause(words: Sequence[Word], language: Language) -> Sequence[Word]:
    """Cut what follows where a contrast begins."""
    contrasts = language.words("contrasts")
    end = next((n for n, w in enumerate(words) if w.form in contrasts), len(words))
    return words[:end]
