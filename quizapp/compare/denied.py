"""What a source says is not so, or not proven, told as a fact."""

from collections.abc import Iterator, Sequence

from quizapp.compare.article import Sort, Word
from quizapp.compare.case import Case, Judged
from quizapp.compare.kin import read_kin
from quizapp.compare.language import Language
from quizapp.compare.reports import reported_in
from quizapp.compare.shade import find_phrases, hedges_in, negates
from quizapp.compare.text import Span

_SHARE = 0.65  # of a line's telling words stand in what is denied
_LEAST = 2


def find_denial(line: Judged, case: Case) -> Span | None:
    """Return the words by which the source denies what a line tells, None for none.

    `They found no evidence that records were altered` told as `records were altered`;
    `a claim that he had thrown it was not upheld` as `he threw it`.
    """
    match, language = line.match, case.language
    telling = [word for word in line.own if word.sort is not Sort.FUNCTION]
    if match is None or len(telling) < _LEAST or _is_careful(line, case):
        return None
    article = case.sources[match.window.article]
    for said in article.lines[match.window.first : match.window.last + 1]:
        for clause, denial in _denied_clauses(said.words, language):
            kin = read_kin(clause)
            carried = sum(kin.carries(word) > 0 for word in telling)
            if carried >= max(_LEAST, _SHARE * len(telling)):
                return denial
    return None


def _is_careful(line: Judged, case: Case) -> bool:
    """The line denies or doubts it too, or leaves it to somebody."""
    words, language = line.line.words, case.language
    careful = language.words("frames") | language.words("negative")
    return (
        any(word.form in careful or negates(word, language) for word in words)
        or bool(hedges_in(words, language))
        or bool(reported_in(line.line, case.derived, language))
    )


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
