"""What a source leaves open, keeps to itself or puts off, told as settled."""

from collections.abc import Iterator, Sequence

from quizapp.compare.judging.shade import find_phrases, hedges_in, negates
from quizapp.compare.language import Language
from quizapp.compare.matching.case import Case, Judged
from quizapp.compare.matching.kin import read_kin
from quizapp.compare.reading.article import Line, Sort, Word, telling_words
from quizapp.compare.reading.numbers import number_value
from quizapp.compare.reading.text import Span

_CARRIED = 0.6  # of a line, by its window
_LEAD = 5  # words before `whether` that may say who weighs it
_CLAUSE = 12
_REACH = 5  # telling words by which a clause is known
_KEPT, _ASKED = 0.6, 0.5
_DATE = 6  # words behind `before` that may give a day
_YEARS = range(1900, 2200)


def find_unsettled(line: Judged, case: Case) -> Span | None:
    """Return the words by which the source leaves open what a line settles.

    `Is deciding whether to investigate` told as `is investigating`; `declined to say
    whether she would stay` as `she would stay`; `none was likely before March` as `he
    will decide in March`.
    """
    match, language = line.match, case.language
    asks = line.line.span.cut(case.derived.folded).endswith("?")
    if match is None or line.is_quoted or asks:
        return None
    lines = case.sources[match.window.article].lines
    for said in lines[match.window.first : match.window.last + 1]:
        if found := _unsaid(said, line, case) or _weighed(said, line, case):
            return found
        if found := _put_off(said, line, language):
            return found
    return None


def _weighed(said: Line, line: Judged, case: Case) -> Span | None:
    """`Was considering whether any of it required investigation` told as done."""
    if line.support.carried < _CARRIED:
        return None
    language = case.language
    weighing, own = language.words("weighed"), telling_words(line.own)
    told, theirs = read_kin(own), said.words
    for at, word in enumerate(theirs):
        lead = theirs[max(0, at - _LEAD) : at]
        by = next((w for w in lead if w.form in weighing), None)
        if by is None or word.form not in language.words("whethers"):
            continue
        clause = _at_issue(theirs[at + 1 : at + 1 + _CLAUSE], language)
        kept = [w for w in clause if told.carries(w)]
        if not kept or len(kept) < _ASKED * len(clause):
            continue
        issue = read_kin(clause)
        mine = [w for w in own if issue.carries(w)]
        careful = _leaves_open(line, mine, language)
        if not careful and not _is_told_plainly(kept, said, line, case):
            return Span(by.start, word.end)
    return None


def _at_issue(clause: Sequence[Word], language: Language) -> Sequence[Word]:
    """What a `whether` asks: the verb behind *to*, what is needed, else the clause."""
    for number, word in enumerate(clause):
        if word.form in language.words("contrasts"):
            clause = clause[:number]
            break
    if clause and clause[0].form in language.words("infinitives"):
        return telling_words(clause)[:1]
    needs = language.words("needed")
    at = next((n for n, word in enumerate(clause) if word.form in needs), None)
    if at is not None:
        return telling_words(clause[at + 1 :])[:_REACH] or telling_words(clause[:at])
    return telling_words(clause)[:_REACH]


def _leaves_open(line: Judged, mine: Sequence[Word], language: Language) -> bool:
    """The line weighs, doubts, denies or hedges it too, in whatever words."""
    openly = ("whethers", "ifs", "weighed", "weighing", "pending", "negative")
    careful = frozenset[str]().union(*map(language.words, openly))
    words = [word for word in line.line.words if word not in mine]
    hedged = [word for word in hedges_in(line.line.words, language) if word in words]
    return bool(hedged) or any(w.form in careful or negates(w, language) for w in words)


def _is_told_plainly(
    kept: Sequence[Word], said: Line, line: Judged, case: Case
) -> bool:
    """Another line of the sources tells it and most of the rest: who, for one."""
    told, language = case.retelling, case.language
    least = _KEPT * len(own := telling_words(line.own))
    for (article, number), kin in zip(told.index.units, told.kin, strict=True):
        other = case.sources[article].lines[number]
        if other == said or not kin.senses.issuperset(w.sense for w in kept):
            continue
        enough = sum(kin.carries(word) > 0 for word in own) >= least
        denied = any(negates(word, language) for word in other.words)
        if enough and not denied and not hedges_in(other.words, language):
            return True
    return False


def _unsaid(said: Line, line: Judged, case: Case) -> Span | None:
    """`Declined to say whether he trusted her` told as `he no longer trusted her`."""
    language = case.language
    opened = find_phrases(said.words, language, "unsaid")
    if not opened or _says_so(line, language):
        return None
    clause = [word for word in said.words if word.start > opened[-1].end][:_CLAUSE]
    told = read_kin(telling_words(line.own))
    asked = telling_words(clause)[:_REACH]
    kept = [word for word in asked if told.carries(word)]
    few = len(kept) < max(2, _KEPT * len(asked))
    if few or _is_told_plainly(kept, said, line, case):
        return None
    return Span(opened[0].start, opened[-1].end)


def _says_so(line: Judged, language: Language) -> bool:
    """The line says too that somebody did not answer, or leaves it open."""
    words = line.line.words
    open_forms = (
        language.words("whethers") | language.words("ifs") | language.words("answers")
    )
    denies = language.words("negative")
    return bool(hedges_in(words, language)) or any(
        word.form in open_forms or word.form in denies for word in words
    )


def _put_off(said: Line, line: Judged, language: Language) -> Span | None:
    """`None was likely before March`, `tight until at least March` told as in March."""
    keeps, words = language.words("bounding"), line.line.words
    bounded = any(word.form in keeps or negates(word, language) for word in words)
    if bounded or line.support.carried < _CARRIED:
        return None
    told = {word.sense for word in words}
    for first, last in _bounds(said.words, language):
        after = [word for word in said.words if word.start > last.end][:_DATE]
        day = next((word for word in after if _is_day(word, language)), None)
        if day is not None and day.sense in told:
            return Span(first.start, day.end)
    return None


def _bounds(words: Sequence[Word], language: Language) -> Iterator[tuple[Word, Word]]:
    """Yield where a clause puts off what it tells, the first word and the last."""
    if until := find_phrases(words, language, "putoff"):
        yield until[0], until[-1]
    for at, word in enumerate(words):
        lead = words[max(0, at - _CLAUSE) : at]
        by = next((w for w in reversed(lead) if negates(w, language)), None)
        if by is None or word.form not in language.words("befores"):
            continue
        between = lead[lead.index(by) + 1 :]
        if any(w.form in language.words("ahead") for w in between):
            yield by, word


def _is_day(word: Word, language: Language) -> bool:
    year = word.sort is Sort.NUMBER and (number_value(word.stem) or 0) in _YEARS
    return year or word.form in language.words("calendar")
