"""Hedges that an honest rewrite may drop."""

from itertools import pairwise

from quizapp.compare.judging.hedges import (
    is_made_sure,
    is_stated,
    limited_words,
    sentence_of,
)
from quizapp.compare.judging.reports import find_cues, reported_in
from quizapp.compare.judging.shade import find_phrases, negates
from quizapp.compare.language import Language
from quizapp.compare.matching.case import Case, Judged
from quizapp.compare.matching.difference import Step
from quizapp.compare.matching.kin import read_kin
from quizapp.compare.reading.article import Sort, Word

_PURPOSE = 60  # code points from `so that` to what it opens


def may_drop(hedge: Word, step: Step, line: Judged, case: Case) -> bool:
    """Say whether a line that lacks a hedge of its source is as careful without it.

    `step` is where the hedge was dropped.
    """
    language = case.language
    if _is_direct(hedge, line, case) or _is_retold(hedge, line, case):
        return True
    if _is_wished(hedge, step, language) or _is_purpose(hedge, line, language):
        return True
    if is_made_sure(hedge, step, language):
        return False
    if _is_bounded(hedge, line, case) or _is_rounded(hedge, line, case):
        return True
    if _is_ability(hedge, line, case):
        return True
    return _is_attributed(hedge, line, case) or _is_open(hedge, line, case)


def _is_bounded(hedge: Word, line: Judged, case: Case) -> bool:
    """`Up to 18 months` told as `as long as 18 months`."""
    limited, words = limited_words(hedge, line, case), line.line.words
    bounds = case.language.words("bounds")
    return any(
        word.sense == limited[0].sense and before.form in bounds
        for before, word in pairwise(words)
        if limited and word.sort is Sort.NUMBER
    )


def _is_rounded(hedge: Word, line: Judged, case: Case) -> bool:
    """`Estimated at £2m` told as `about £2m`: it is no surer."""
    if hedge.form not in case.language.words("reckoned"):
        return False
    limited, words = limited_words(hedge, line, case), line.line.words
    near = case.language.pairs("roundings")
    figures = [word.sense for word in limited if word.sort is Sort.NUMBER]
    return any(
        near.get(before.form) == "near" and word.sense in figures
        for before, word in pairwise(words)
    )


def _is_ability(hedge: Word, line: Judged, case: Case) -> bool:
    """`Where you could buy a hinge` told as `to buy a hinge`: who can, may."""
    if hedge.form not in case.language.words("abilities"):
        return False
    limited = read_kin(limited_words(hedge, line, case)[:1])
    leads = case.language.words("infinitives")
    return any(
        before.form in leads and limited.carries(word)
        for before, word in pairwise(line.line.words)
    )


def _is_purpose(hedge: Word, line: Judged, language: Language) -> bool:
    """`They waited so that it could be costed` leaves nothing open."""
    words = line.match.window.words if line.match else ()
    opened = find_phrases(words, language, "purposes")
    return any(0 < hedge.start - word.end < _PURPOSE for word in opened)


def _is_direct(hedge: Word, line: Judged, case: Case) -> bool:
    """`She said it would rain` is told directly as `it will rain`.

    `They may reply` gives leave, as `they have until May to reply` does.
    """
    language = case.language
    direct = language.pairs("backshift").get(hedge.form)
    if any(word.form == direct for word in line.own):
        return not (_is_proposed(line, language) or _is_conditional(hedge, line, case))
    gives_leave = hedge.form in language.words("permitting")
    return gives_leave and bool(find_phrases(line.own, language, "permissions"))


def _is_conditional(hedge: Word, line: Judged, case: Case) -> bool:
    """`Would make the trip if the council agrees` is not `will make the trip`."""
    ifs = case.language.words("ifs")
    theirs = (w for w in sentence_of(hedge, line, case) if w.start > hedge.start)
    kept = any(word.form in ifs for word in line.line.words)
    return not kept and any(word.form in ifs for word in theirs)


def _is_proposed(line: Judged, language: Language) -> bool:
    """`Would close under a plan` is no reported speech: `will close` is surer."""
    proposals = language.words("proposals")
    theirs = line.match.window.words if line.match else ()
    here, there = (
        any(word.form in proposals for word in words)
        for words in (line.line.words, theirs)
    )
    return there and not here


def _is_retold(hedge: Word, line: Judged, case: Case) -> bool:
    """Another word still sets two things side by side; or `said it would be` told.

    Reported speech turns `will` into `would`, which leaves nothing open.
    """
    language = case.language
    if hedge.form in language.words("likeness"):
        return any(w.form in language.words("comparing") for w in line.own)
    if language.pairs("backshift").get(hedge.form) not in language.phrases("plain"):
        return False
    words = sentence_of(hedge, line, case)
    before = (w.form for w in words if w.start < hedge.start)
    said = any(form in language.words("cues") for form in before)
    return said and bool(reported_in(line.line, case.derived, language))


def _is_wished(hedge: Word, step: Step, language: Language) -> bool:
    """`She expected a report` told as `she wanted a report`: she still does."""
    weak, wishes = language.words("weakhedges"), language.words("wishes")
    return hedge.form in weak and any(word.form in wishes for word in step.derived)


def _is_attributed(hedge: Word, line: Judged, case: Case) -> bool:
    """`She claimed that` is told as `she said that`: somebody still answers for it.

    Where the source names another speaker beside the hedge, it says more than that.
    """
    language, match = case.language, line.match
    if match is None or hedge.form not in language.words("hearsay"):
        return False
    told = read_kin(reported_in(line.line, case.derived, language))
    limited = limited_words(hedge, line, case)
    if not any(told.carries(word) for word in limited):
        return False
    article = case.sources[match.window.article]
    lines = article.lines[match.window.first : match.window.last + 1]
    said = next((n for n in lines if n.start <= hedge.start < n.end), None)
    cues = find_cues(said, article, language) if said else []
    near = (cue for cue in cues if cue.start <= limited[-1].start)
    return all(cue.start == hedge.start for cue in near)


def _is_open(hedge: Word, line: Judged, case: Case) -> bool:
    """A weak hedge told as a `not`: `whether it rained`, `there is no proof`.

    Or the source itself tells as a fact elsewhere what it hedges here.
    """
    language = case.language
    weak = hedge.form in language.words("weakhedges")
    theirs = sentence_of(hedge, line, case)
    denied = any(negates(word, language) for word in line.own)
    pending = bool(find_phrases(line.own, language, "notyet"))
    doubted = any(negates(word, language) for word in theirs)
    if weak and (pending if doubted else denied):  # `has not decided whether`
        return True
    return is_stated(hedge, line, case)
