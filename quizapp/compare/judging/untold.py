"""A hedge that a line drops, wherever it tells what was hedged."""

from quizapp.compare.judging.conditions import find_condition
from quizapp.compare.judging.dropped import may_drop
from quizapp.compare.judging.hedges import limited_words, sentence_of
from quizapp.compare.judging.shade import find_phrases, hedges_in, negates
from quizapp.compare.matching.case import Case, Judged
from quizapp.compare.matching.difference import Step
from quizapp.compare.matching.kin import read_kin
from quizapp.compare.reading.article import Sort, Word, telling_words

_BESIDE = 3  # words before a hedge that may deny it
_FORETOLD = 9  # words behind a hedge among which what it limits is known
_MOST = 12  # hedges of a window; nobody writes more
_SOME, _NEARLY = 0.4, 0.7  # the share of a line's words that stay


def find_untold(line: Judged, case: Case) -> Word | None:
    """Return the `may`, `could` or `if` without which a line tells a fact."""
    if line.is_quoted or _is_careful(line, case):
        return None
    found = _untold(line, case) or _foretold(line, case)
    return found or find_condition(line, case)


def _untold(line: Judged, case: Case) -> Word | None:
    """A `may` before what a line tells as a fact, wherever the line puts it.

    The line has no hedge of its own, and keeps close to the hedged sentence.
    """
    language, match = case.language, line.match
    own = telling_words(line.own)
    if match is None or not own:
        return None
    told, stems = read_kin(own), {word.stem for word in line.line.words}
    for hedge in hedges_in(match.window.words, language)[:_MOST]:
        if hedge.form not in language.words("possible") or hedge.stem in stems:
            continue
        head, *_others = limited_words(hedge, line, case) or (hedge,)
        theirs = sentence_of(hedge, line, case)
        before = [word for word in theirs if word.start < hedge.start][-_BESIDE:]
        if any(negates(word, language) for word in before):  # `no key could be found`
            continue
        said = read_kin(theirs)
        close = sum(said.carries(w) > 0 for w in own) >= _NEARLY * len(own)
        if not (close and told.carries(head)) or _is_denied(head, line, case):
            continue
        if not may_drop(hedge, Step((), (hedge,)), line, case):
            return hedge
    return None


def _foretold(line: Judged, case: Case) -> Word | None:
    """`Gusts could reach 95km/h` told as `gusts of 95km/h will batter the coast`.

    A line that says *will* and hedges nothing; the source has no *will* there, and what
    it hedges is known by a figure, a name or a day, or by two other words.
    """
    language, match = case.language, line.match
    own = telling_words(line.own)
    if match is None or not find_phrases(line.own, language, "plain"):
        return None
    if hedges_in(line.own, language):
        return None
    told, days = read_kin(own), language.words("calendar")
    lines = case.sources[match.window.article].lines
    lines = lines[match.window.first : match.window.last + 1]
    close = {n.start: sum(read_kin(n.words).carries(w) > 0 for w in own) for n in lines}
    foretold = [n for n in lines if find_phrases(n.words, language, "plain")]
    most = max((close[n.start] for n in foretold), default=0)
    for hedge in hedges_in(match.window.words, language)[:_MOST]:
        said = next(n for n in lines if n.start <= hedge.start < n.end)
        if hedge.form not in language.words("possible") or close[said.start] <= most:
            continue
        theirs = [word for word in said.words if word.start > hedge.start]
        near = telling_words(theirs[:_FORETOLD])
        kept = [word for word in near if told.carries(word)]
        marked = any(w.sort is not Sort.CONTENT or w.form in days for w in kept)
        if marked or (close[said.start] >= _SOME * len(own) and len(kept) > 1):
            return hedge
    return None


def _is_denied(head: Word, line: Judged, case: Case) -> bool:
    """The line has a `not` before what the source hedges."""
    language, words = case.language, line.line.words
    at = next((n for n, w in enumerate(words) if w.sense == head.sense), len(words))
    return any(negates(word, language) for word in words[:at])


def _is_careful(line: Judged, case: Case) -> bool:
    """The line hedges on its own, accuses, wishes or asks."""
    words, language = line.line.words, case.language
    theirs = {w.form for w in line.match.window.words} if line.match else set[str]()
    single = language.phrases("hedges")  # the `is` of `is due` hedges nothing
    own = [
        word
        for word in hedges_in(words, language)
        if word.sort is not Sort.FUNCTION or (word.form,) in single.get(word.form, ())
    ]
    careful = language.words("charges") | language.words("wishes")
    return (
        any(word.form in careful for word in words)
        or any(word.form not in theirs for word in own)
        or line.line.span.cut(case.derived.folded).endswith("?")
    )
