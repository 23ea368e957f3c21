"""Something the source only reports somebody saying, told as plain fact."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from quizapp.compare.discrepancy import Change, Discrepancy
from quizapp.compare.judging.reports import find_cues, reported_words, trails
from quizapp.compare.judging.shade import find_phrases, hedges_in
from quizapp.compare.kinds import Kind
from quizapp.compare.language import Language
from quizapp.compare.matching.case import Case, Judged, is_crosshead
from quizapp.compare.reading.article import Article, Sort, Word
from quizapp.compare.reading.text import Span
from quizapp.compare.wording import quote
from quizapp.wording import gettext

_HARMLESS = 0.2  # what less can be wrong with takes from the confidence
_DENIED = 0.85  # what is denied must not be told as a fact
_NAMED = 24  # code points before an aside: what it is said of
_SUBJECT = 60  # code points to a verb of saying, from who says it
_CONTAINED, _CARRIED, _INSIDE, _MATCHED = 0.55, 0.75, 0.8, 3


def check(case: Case) -> Iterator[Discrepancy]:
    """Yield the lines without a cue whose matched words a source only reports."""
    for line in case.lines:
        if line.pieces or line.line.boilerplate or line.line.headline:
            continue
        if is_crosshead(line, case):
            continue
        if find_phrases(line.line.words, case.language, "attributions"):
            continue
        text = line.line.span.cut(case.derived.folded)
        # A mark without a partner shows speech that is attributed elsewhere.
        if text in case.told or '"' in text:
            continue
        frames = case.language.words("frames")
        cues = find_cues(line.line, case.derived, case.language)
        cues += [word for word in line.own if word.form in frames]
        for span, cue in _reported(case, line):
            if not _is_kept(case, line, span, cue) and _are_told(
                cues, case, line, span
            ):
                yield _report(case, line, span, cue)
                break


def _is_kept(case: Case, line: Judged, span: Span, cue: Word | None) -> bool:
    """The line keeps the cue; or the speaker, with a verb that may be a cue."""
    match = line.match
    if match is None or cue is None:
        return False
    if _is_passive(line, cue, case.language) or _is_still_open(line, cue, case):
        return True
    mine = {word.sense for word in line.line.words}
    missing = line.support.missing
    acts = _is_own_act(cue, case.sources[match.window.article], case.language)
    says = acts or any(_may_say(word, line, case.language) for word in missing)
    if cue.sense not in mine and not (missing and says):
        return False
    reported = {w.sense for w in case.sources[match.window.article].words_in(span)}
    outside = [
        w for w in match.window.words if _is_beside(w, cue) and w.sense not in reported
    ]
    return any(w.sense in mine for w in (cue, *outside) if w.sort is not Sort.FUNCTION)


def _may_say(word: Word, line: Judged, language: Language) -> bool:
    """No verb of saying is `row` in `in a row`, `booted` in `was booted`, or `got`."""
    words = line.line.words
    before = next((b for b, w in pairwise(words) if w.start == word.start), None)
    nouns = language.words("determiners") | language.words("passives")
    if before is not None and before.form in nouns:
        return False
    if word.form in language.saying | language.words("frames"):
        return True
    known = word.form in language.pairs("irregular")  # a verb of another sort
    return word in line.support.unknown and not known


def _is_passive(line: Judged, cue: Word, language: Language) -> bool:
    """`The trust has been told to hire` keeps what `has told the trust` says."""
    passives, words = language.words("passives"), line.line.words
    return any(
        word.form == cue.form and before.form in passives
        for before, word in pairwise(words)
    )


def _is_still_open(line: Judged, cue: Word, case: Case) -> bool:
    """`A plan that proposed a ban` told as `the plan would have banned it`."""
    hedges = case.language.phrases("hedges")
    return cue.form in hedges and bool(hedges_in(line.own, case.language))


def _is_beside(word: Word, cue: Word) -> bool:
    """Within the reach of a subject: `the council's head of property said`."""
    return abs(word.start - cue.start) < _SUBJECT


def _is_own(cue: Word, article: Article, language: Language) -> bool:
    """`The guards said they had been told`: what is said is of who says it."""
    after = article.words_in(Span(cue.end, cue.end + _NAMED))[:1]
    return any(word.form in language.words("pronouns") for word in after)


def _is_own_act(cue: Word, article: Article, language: Language) -> bool:
    """`The firm said it had sold ten`: who would know better? Not `had been told`."""
    after = article.words_in(Span(cue.end, cue.end + _NAMED))
    done = any(word.form in language.words("undergone") for word in after)
    return not done and any(w.form in language.words("pronouns") for w in after[:2])


def _leads(word: Word, cue: Word) -> bool:
    return 0 < cue.start - word.start < _SUBJECT


def _are_told(cues: Sequence[Word], case: Case, line: Judged, span: Span) -> bool:
    """A cue inside what is reported attributes nothing: `he says she called`.

    Nor does `to want` for `wants` in a quotation; `he said he feared` is `he fears`.
    """
    match = line.match
    if match is None:
        return False
    article = case.sources[match.window.article]
    told = article.words_in(span)
    if any(article.is_said(word) for word in told[:1]):
        return {cue.stem for cue in cues} <= {word.stem for word in told}
    return {cue.form for cue in cues} <= {word.form for word in told}


def _reported(case: Case, line: Judged) -> Iterator[tuple[Span, Word | None]]:
    """Yield the reported stretches that hold the line's matched words."""
    match = line.match
    if match is None or line.alignment is None:
        return
    retold = match.contained < _CONTAINED
    if retold and line.support.carried < _CARRIED:
        return
    senses = {word.sense for word in line.own if word.sort is not Sort.FUNCTION}
    words = [w for w in match.window.words if w.sense in senses]
    if len({word.sense for word in words}) < _MATCHED:
        return
    window = match.window
    article = case.sources[window.article]
    lines = iter(article.lines[window.first : window.last + 1])
    for span, cue in reported_words(article, lines, case.language):
        told = [w for w in words if span.start <= w.start and w.end <= span.end]
        if cue and _is_aside(told, article, span, case.language):
            continue
        inside = {word.sense for word in told}
        grave = cue is not None and cue.form in case.language.words("accusations")
        # Who says it may be whom it is about: `the guards said they had been told`.
        own = cue is not None and _is_own(cue, article, case.language)
        apart = [w for w in words if not (cue and own and _leads(w, cue)) or w in told]
        holds = len(inside) >= max(_INSIDE * len({w.sense for w in apart}), _MATCHED)
        if holds and (grave or not retold):
            yield span, cue


def _is_aside(
    told: Sequence[Word], article: Article, span: Span, language: Language
) -> bool:
    """`She accused the firm, which makes boats`: an aside is told by who writes.

    So is `Calder Foods, a firm with 70 boats`.
    """
    openers = language.words("relatives") | language.words("single")
    opened = [
        word.start - 2
        for word in article.words_in(span)
        if word.form in openers
        and article.folded[word.start - 2 : word.start].startswith(",")
    ]
    start = max(opened, default=-1)  # of the last aside
    if start < 0:
        return False
    end = article.folded.find(", ", start + 1, span.end)
    within = Span(start - _NAMED, end if end >= 0 else span.end)
    return all(within.holds(Span(word.start, word.end)) for word in told)


def _report(case: Case, line: Judged, span: Span, cue: Word | None) -> Discrepancy:
    match = line.match
    assert match is not None  # _reported found words in it
    article = case.sources[match.window.article]
    change = () if cue is None else (Change(None, Span(cue.start, cue.end)),)
    why = gettext(
        "The source only reports that somebody says this: “%(source)s”; the rewrite "
        "states it as a fact of its own."
    ) % {"source": quote(article, span)}
    return Discrepancy(
        Kind.STRIPPED_ATTRIBUTION,
        _confidence(case, line, span, cue),
        line.line.span,
        match.window.place,
        change,
        why,
    )


def _confidence(case: Case, line: Judged, span: Span, cue: Word | None) -> float:
    """An accusation needs its speaker most; a report may run on over lines."""
    if cue and cue.form in case.language.words("denying"):
        return _DENIED
    sure = 0.65 if line.match and line.match.contained > 0.75 else 0.5
    if cue and cue.form in case.language.words("accusations") | case.language.words(
        "claims"
    ):
        sure += 0.2
    elif _is_harmless(case, line, span, cue):
        sure -= _HARMLESS
    return sure - 0.1 if _runs_on(case, line) else sure


def _is_harmless(case: Case, line: Judged, span: Span, cue: Word | None) -> bool:
    """What somebody says of himself or herself, or plain news before its cue."""
    if cue is None or line.match is None:
        return _is_of_self(case, line, span)
    article = case.sources[line.match.window.article]
    said = next(n for n in article.lines if n.start <= cue.start < n.end)
    return trails(cue, said, article, case.language)


def _is_of_self(case: Case, line: Judged, span: Span) -> bool:
    """What somebody says of himself or herself: `Now I look at the board last`."""
    match = line.match
    if match is None:
        return False
    said = case.sources[match.window.article].words_in(span)
    return any(word.form in case.language.words("writer") for word in said)


def _runs_on(case: Case, line: Judged) -> bool:
    """The line before, in one paragraph, says who speaks."""
    if not line.number:
        return False
    before = case.lines[line.number - 1]
    together = before.line.paragraph == line.line.paragraph
    return together and bool(find_cues(before.line, case.derived, case.language))
