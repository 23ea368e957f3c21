"""Words that judge, urge or foretell in the writer's own voice."""

from itertools import pairwise

from quizapp.compare.judging.reports import find_reports
from quizapp.compare.judging.shade import find_phrases, negates
from quizapp.compare.language import Language
from quizapp.compare.matching.case import Case, Judged, is_crosshead
from quizapp.compare.reading.article import Sort, Word

_LEAST = 2  # words that a crosshead tells


def judging_words(line: Judged, case: Case) -> tuple[Word, ...]:
    """Return the judging words of a line, outside its quotation marks.

    What somebody is said to say is not the writer's: `they say it never happened`. Who
    speaks of himself or herself there is the writer, and no reporter.
    """
    language = case.language
    opinions, writer = language.words("opinions"), language.words("writer")
    stances = find_phrases(line.own, language, "stances")
    # `Great Storm Bog` is no judgement, nor `not everyone`, nor `should it rain, …`.
    named = () if is_crosshead(line, case) else (Sort.NAME,)
    some = [b for a, b in pairwise(line.own) if _is_some(a, b, language)]
    some += [w for w in line.own[:1] if w.form in language.words("ifs")]
    judging = (w for w in line.own if w.form in opinions or w in stances)
    found = tuple(w for w in judging if w.sort not in named and w not in some)
    mine = tuple(word for word in line.own if word.form in writer)
    if not found:
        return mine
    reports = find_reports(line.line, case.derived, language)
    spans = [r.span for r in reports if r.span.start >= r.cue.start]
    told = (w for w in found if any(s.start <= w.start < s.end for s in spans))
    return tuple(sorted({*mine, *found}.difference(told), key=lambda w: w.start))


def _is_some(before: Word, word: Word, language: Language) -> bool:
    sized = word.form in language.steps("quantities")
    return sized and negates(before, language)


def is_opinion(line: Judged, case: Case) -> bool:
    """Say whether an unsupported line is the writer's view rather than a claim.

    Who asks in the midst of a story wants the readers to answer.
    """
    asks = line.line.span.cut(case.derived.folded).endswith("?")
    if asks and not line.pieces and not is_crosshead(line, case):
        return True
    return bool(judging_words(line, case)) or is_flourish(line, case)


def is_flourish(line: Judged, case: Case) -> bool:
    """Say whether a crosshead has no word of any source, nor kin: `Blood money`."""
    telling = [word for word in line.own if word.sort is not Sort.FUNCTION]
    asks = line.line.span.cut(case.derived.folded).endswith("?")
    if len(telling) < _LEAST or asks or not is_crosshead(line, case):
        return False
    return not any(case.retelling.whole.carries(word) for word in telling)
