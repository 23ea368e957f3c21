"""Plant in told lines: details, certainty, and who says so."""

from collections.abc import Iterator
from random import Random

from quizapp.compare.judging.reports import Report, find_reports, trails
from quizapp.compare.judging.shade import find_phrases, hedges_in
from quizapp.compare.language import Language
from quizapp.compare.planters.edit import Edit, is_quoted, like, span_of, story_lines
from quizapp.compare.planters.figures import other_figure
from quizapp.compare.reading.article import Article, Line, Word
from quizapp.compare.reading.text import Span

_SAID = 4  # words of a report that stand alone
_SUBJECT = 14  # words of a subject and what stands with it
_HEARER = 5  # words from `told` to `that`: `the council on Monday`


def change_detail(
    article: Article, language: Language, chance: Random
) -> Iterator[Edit]:
    """Change a digit of a figure, or name another day or month."""
    dates = _dates(language)
    for line in story_lines(article):
        for word in line.words:
            if is_quoted(article, span_of(word)):
                continue
            if figure := other_figure(article, word, chance):
                yield Edit(span_of(word), figure)
            elif word.form in dates and _is_date(article, line, word, language):
                other = chance.choice([d for d in dates[word.form] if d != word.form])
                yield Edit(span_of(word), like(article.text[word.start], other))


def _dates(language: Language) -> dict[str, list[str]]:
    """Return every word of the calendar with its row: days, months, seasons."""
    rows = [line.split() for line in language.lines("calendar")]
    return {day: row for row in rows if len(row) > 1 for day in row}


def _is_date(article: Article, line: Line, word: Word, language: Language) -> bool:
    """Capitalised inside its line, and no hedge: `may` is more often a verb."""
    named = article.text[word.start].isupper() and word.start > line.start
    return named and not hedges_in([word], language)


def drop_hedge(article: Article, language: Language, _chance: Random) -> Iterator[Edit]:
    """Make a certainty of a hedge such as *may*, *might* and *could*."""
    swaps = language.pairs("certain")
    for line in story_lines(article):
        for word in hedges_in(line.words, language):
            if word.form in swaps and not is_quoted(article, span_of(word)):
                was = article.text[word.start : word.end]
                sure, *_others = swaps[word.form].split()
                yield Edit(span_of(word), like(was, sure))


def strip_attribution(
    article: Article, language: Language, _chance: Random
) -> Iterator[Edit]:
    """Leave of a line only what it reports somebody saying."""
    for line in story_lines(article):
        if is_quoted(article, line.span):
            continue
        reports = list(find_reports(line, article, language))
        # Without `she denied that` the line would say the opposite.
        denied = any(find_phrases([r.cue], language, "denials") for r in reports)
        plain = any(trails(r.cue, line, article, language) for r in reports)
        if len(reports) == 1 and not denied and not plain:
            yield from _bare(article, line, reports[0], language)


def _bare(
    article: Article, line: Line, report: Report, language: Language
) -> Iterator[Edit]:
    """Cut the report free: `Ann Ash said that it rained.` becomes `It rained.`"""
    words = list(article.words_in(report.span))
    if report.span.start >= report.cue.end:
        words = _after_cue(article, line, report, language)
    elif _is_torn(article, line, report, language):
        return
    if len(words) < _SAID or article.text[line.end - 1 : line.end] != ".":
        return
    said = Span(words[0].start, words[-1].end).cut(article.text)
    yield Edit(line.span, f"{said[:1].upper()}{said[1:]}.")


def _after_cue(
    article: Article, line: Line, report: Report, language: Language
) -> list[Word]:
    """Return what follows `said that` or `said,`, if only a subject goes before."""
    leads, dropped = language.words("leads"), language.words("plantdropped")
    subject = [word.form for word in line.words[1:] if word.start < report.cue.start]
    words = article.words_in(report.span)
    if len(subject) > _SUBJECT or leads & set(subject):
        return []
    joints = [n for n, word in enumerate(words) if word.form in dropped]
    if len(joints) == 1 and joints[0] <= _HEARER:
        return list(words[joints[0] + 1 :])
    begins = article.folded[report.cue.end] == "," and bool(words) and not joints
    # `sagte, dass sie fahre`: such an order of words would be no sentence.
    return list(words) if begins and words[0].form not in leads else []


def _is_torn(article: Article, line: Line, report: Report, language: Language) -> bool:
    """More is cut away than `, Ann Ash said` or `, according to its owner, Ann Ash`."""
    rest = Span(report.span.end, line.end)
    commas = rest.cut(article.folded).count(",")
    forms = {word.form for word in article.words_in(rest)}
    starts = report.span.start == line.start
    return not starts or not 0 < commas < 3 or bool(forms & language.words("leads"))
