"""Datelines, and a date in the place of another where no alignment shows it."""

from quizapp.compare.language import Language
from quizapp.compare.matching.case import Case, Judged
from quizapp.compare.reading.article import Article, Line, Sort, Word
from quizapp.compare.reading.text import Span

_DATELINE = 60  # letters of a place, a day and an agency


def new_dateline(line: Judged, case: Case) -> tuple[Word, ...]:
    """Return the words that say where and when a line was written: no detail of it.

    Where the source has a dateline too, one may be set beside the other.
    """
    words = _dateline(line.line, case.derived, case.language)
    if not words or line.match is None:
        return words
    window, source = line.match.window, case.sources[line.match.window.article]
    told = source.lines[window.first : window.last + 1]
    return () if any(_dateline(n, source, case.language) for n in told) else words


def _dateline(line: Line, article: Article, language: Language) -> tuple[Word, ...]:
    """`HAVNES, 3 May - `, `Havnes, 3 May - `."""
    end = article.folded.find(" - ", line.start, line.start + _DATELINE)
    words = article.words_in(Span(line.start, max(end, line.start)))
    dated = any(word.form in language.words("calendar") for word in words)
    first = article.text[words[0].start : words[0].end] if words else ""
    loud = first.isupper() and len(first) > 1
    plain = (w for w in words if w.sort is not Sort.NUMBER)
    if not (loud or (dated and all(map(article.is_capital, plain)))):
        return ()
    return words


def find_other_day(line: Judged, case: Case) -> tuple[Word, Word] | None:
    """Return the one date in which a line parts from a line of its window.

    The date may stand elsewhere there, so that no step shows it.
    """
    days, match = case.language.words("calendar"), line.match
    here = line.line.words
    if match is None or days.isdisjoint(word.form for word in here):
        return None
    window, source = match.window, case.sources[match.window.article]
    for told in source.lines[window.first : window.last + 1]:
        if len(told.words) != len(here):
            continue
        both = zip(here, told.words, strict=True)
        parted = [(mine, theirs) for mine, theirs in both if mine.stem != theirs.stem]
        if len(parted) == 1 and all(word.form in days for word in parted[0]):
            return parted[0]
    return None
