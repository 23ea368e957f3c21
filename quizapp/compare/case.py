"""A case: sources and a derived article, aligned once for all checks."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.compare.align import Index, Match, build_index
from quizapp.compare.article import Article, Line, Sort, Word, read_article
from quizapp.compare.difference import Alignment, align_words
from quizapp.compare.language import Language
from quizapp.compare.quotation_match import QuotedPiece, match_quotations
from quizapp.compare.support import Support, measure_support


@dataclass(frozen=True, slots=True)
class Judged:
    """A derived line with its best match and all that is quoted in it.

    `own` are the words outside quotation marks; `alignment` sets them beside the
    matched window, by sense.
    """

    number: int
    line: Line
    match: Match | None
    support: Support
    pieces: tuple[QuotedPiece, ...]
    own: tuple[Word, ...]
    alignment: Alignment | None

    @property
    def is_quoted(self) -> bool:
        """Say whether quotations make up most of the line."""
        told = [word for word in self.own if word.sort is not Sort.FUNCTION]
        said = [w for w in self.line.words if w.sort is not Sort.FUNCTION]
        return bool(self.pieces) and len(told) * 2 < len(said)


@dataclass(frozen=True, slots=True)
class Case:
    """Everything the checks look at."""

    language: Language
    sources: tuple[Article, ...]
    derived: Article
    index: Index
    lines: tuple[Judged, ...]


def open_case(sources: Sequence[str], derived: str, language: Language) -> Case:
    """Cut the texts, index the sources, align every derived line."""
    read = tuple(read_article(text, language) for text in sources)
    article, index = read_article(derived, language), build_index(read)
    lines = tuple(
        _judge(number, line, article, index, language)
        for number, line in enumerate(article.lines)
    )
    return Case(language, read, article, index, lines)


def _judge(
    number: int, line: Line, article: Article, index: Index, language: Language
) -> Judged:
    match = index.find(line.words)
    support = measure_support(line, match, index)
    pieces = match_quotations(line, article, index)
    own = tuple(word for word in line.words if not _is_in(word, pieces))
    aligned = align_words(own, match.window.words, by_sense=True) if match else None
    return Judged(number, line, match, support, pieces, own, aligned)


def _is_in(word: Word, pieces: Sequence[QuotedPiece]) -> bool:
    return any(p.span.start <= word.start and word.end <= p.span.end for p in pieces)
