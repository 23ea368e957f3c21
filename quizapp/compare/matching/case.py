"""A case: sources and a derived article, aligned once for all checks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from quizapp.compare.language import Language
from quizapp.compare.matching.align import Index, Match, build_index
from quizapp.compare.matching.difference import (
    Alignment,
    Step,
    align_words,
    settle_moved,
)
from quizapp.compare.matching.kin import NOTHING, Kin
from quizapp.compare.matching.quotation_match import QuotedPiece, match_quotations
from quizapp.compare.matching.retold import ONE_LINE, Retelling, build_retelling
from quizapp.compare.matching.support import UNMEASURED, Support, measure_support
from quizapp.compare.reading.article import Article, Line, Sort, Word, read_article
from quizapp.compare.reading.doubled import Respelt, find_doubled
from quizapp.compare.reading.kinship import Kinship, read_kinship
from quizapp.compare.reading.text import Span

_REMEMBERED = 100_000  # code points of sources that are worth keeping
_HEADING = 8  # words of a crosshead
_FOUND = 0.5  # of a line's weight: enough to know its source by
_SHARED = 4  # telling words by which another line is known
_POOR, _OTHER = 0.7, 0.6  # a window to look beyond, and what another line must tell


@dataclass(frozen=True, slots=True)
class Judged:
    """A derived line with its best match and all that is quoted in it.

    `own` are the words outside quotation marks; `alignment` sets the line beside the
    matched window, by sense, and `steps` are those of its own words.
    """

    number: int
    line: Line
    match: Match | None
    kin: Kin  # what the match can carry
    support: Support
    pieces: tuple[QuotedPiece, ...]
    own: tuple[Word, ...]
    alignment: Alignment | None
    steps: tuple[Step, ...]

    @property
    def is_close(self) -> bool:
        """Say whether four of five words stand in the source in the same order."""
        alignment = self.alignment
        if alignment is None:
            return False
        return len(alignment.pairs) >= 0.8 * len(alignment.derived)

    @property
    def is_quoted(self) -> bool:
        """Say whether quotations make up most of the line."""
        told, said = _count_telling(self.own), _count_telling(self.line.words)
        return bool(self.pieces) and told * 2 < said


@dataclass(frozen=True, slots=True)
class Case:
    """Everything the checks look at.

    `respelt` has the other forms of names with letters that the language lacks. A
    finding less sure than `bar` is not asked for: who can tell that before a costly
    look need not take it.
    """

    language: Language
    kinship: Kinship
    retelling: Retelling
    sources: tuple[Article, ...]
    derived: Article
    index: Index
    lines: tuple[Judged, ...]
    told: frozenset[str]  # every folded source line, to know a whole line again
    respelt: Respelt
    bar: float


def is_crosshead(line: Judged, case: Case) -> bool:
    """Say whether a line heads what follows: short, alone, without a full stop.

    It may ask.
    """
    alone = case.derived.paragraphs[line.line.paragraph] == line.line.span
    text = line.line.span.cut(case.derived.folded).rstrip("'\")")
    return alone and len(line.line.words) <= _HEADING and text[-1:] not in (*".!:", "…")


def open_case(
    sources: Sequence[str], derived: str, language: Language, bar: float = 0.0
) -> Case:
    """Cut the texts, index the sources, align every derived line."""
    short = sum(map(len, sources)) <= _REMEMBERED
    respelt = find_doubled((*sources, derived), language)
    read = _recall if short else _read
    retelling = read(tuple(sources), language, frozenset(respelt.items()))
    article, index = read_article(derived, language, respelt), retelling.index
    lines = tuple(
        _judge(number, line, article, retelling)
        for number, line in enumerate(article.lines)
    )
    given, kinship = index.articles, retelling.kinship
    told = frozenset([n.span.cut(a.folded) for a in given for n in a.lines])
    return Case(
        language, kinship, retelling, given, article, index, lines, told, respelt, bar
    )


def _read(
    sources: tuple[str, ...], language: Language, respelt: frozenset[tuple[str, str]]
) -> Retelling:
    forms = dict(respelt)
    index = build_index([read_article(text, language, forms) for text in sources])
    return build_retelling(index, read_kinship(language))


# A rewrite is compared again and again while somebody works on it; its sources stay.
_recall = lru_cache(maxsize=4)(_read)


def _judge(number: int, line: Line, article: Article, retelling: Retelling) -> Judged:
    match = _find(line, retelling)
    pieces = match_quotations(line, article, retelling.index)
    own = line.words
    if pieces:
        own = tuple(word for word in own if not _is_in(word, pieces))
    bare = Judged(number, line, None, NOTHING, UNMEASURED, pieces, own, None, ())
    if match:
        return _beside(bare, match, retelling)
    support = measure_support(line, None, NOTHING, retelling.index, retelling.kinship)
    return replace(bare, support=support)


def _beside(line: Judged, match: Match, retelling: Retelling) -> Judged:
    """Measure a line beside one window, and align it."""
    index, words = retelling.index, line.line.words
    kin = retelling.kin_of(match.window)
    support = measure_support(line.line, match, kin, index, retelling.kinship)
    alignment = align_words(words, match.window.words, by_sense=True)
    steps = tuple(_own_steps(alignment, line.own, match, index))
    return replace(
        line, match=match, kin=kin, support=support, alignment=alignment, steps=steps
    )


def beside_other(line: Judged, case: Case) -> Judged | None:
    """Return a line beside a sentence outside its window that tells more of it.

    Only where too few of its words stand in the window: their kin may stand elsewhere.
    """
    if line.match is None or line.match.contained >= _POOR:
        return None
    retelling, window = case.retelling, line.match.window
    other = retelling.find(line.own, ONE_LINE)
    if other is None or other.contained < _OTHER:
        return None
    kin = retelling.kin_of(other.window)
    shared = [w for w in line.own if w.sort is not Sort.FUNCTION and kin.carries(w)]
    if len(shared) < _SHARED:
        return None
    article, number = other.window.article, other.window.first
    if article == window.article and window.first <= number <= window.last:
        return None
    return _beside(line, other, retelling)


def _find(line: Line, retelling: Retelling) -> Match | None:
    """Look for the words; where too few stand together, for their kin."""
    match = retelling.index.find(line.words)
    if match and match.contained >= _FOUND:
        return match
    return retelling.find(line.words) or match


def _own_steps(
    alignment: Alignment, own: Sequence[Word], match: Match, index: Index
) -> Iterator[Step]:
    """Keep the steps of a line's own words; what the source quotes stands apart."""
    article = index.articles[match.window.article]
    mine = {word.start for word in own}
    said = [q.span for q in article.quotations_in(match.window.place.span)]
    # Beside what is mostly a quotation, its own words only say who speaks.
    framing = 2 * _count_telling(own) < _count_telling(alignment.derived)
    for step in settle_moved(alignment):
        derived = tuple(word for word in step.derived if word.start in mine)
        told = tuple(w for w in step.source if not any(_holds(s, w) for s in said))
        source = step.source if derived and not framing else told
        if derived or (source and not step.derived):
            yield Step(derived, source)


def _count_telling(words: Sequence[Word]) -> int:
    return sum([word.sort is not Sort.FUNCTION for word in words])


def _holds(span: Span, word: Word) -> bool:
    return span.start <= word.start and word.end <= span.end


def _is_in(word: Word, pieces: Sequence[QuotedPiece]) -> bool:
    return any(_holds(piece.span, word) for piece in pieces)
