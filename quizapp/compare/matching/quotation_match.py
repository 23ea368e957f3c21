"""Match what a derived article quotes with what its sources quote or tell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizapp.compare.matching.align import Index
from quizapp.compare.matching.difference import (
    Alignment,
    Runs,
    match_words,
)
from quizapp.compare.reading.article import Article, Line, Sort, Word
from quizapp.compare.reading.quotes import Quotation
from quizapp.compare.reading.text import Span


@dataclass(frozen=True, slots=True)
class Echo:
    """The source words a quoted piece matches.

    `alike` is the weighted share of the piece found in order (0..1), `spoken`
    the share of the matched words inside the source's quotation marks, and
    `quotation` the source quotation they lie in.
    """

    article: int
    alignment: Alignment
    alike: float
    spoken: float
    quotation: Quotation | None


@dataclass(frozen=True, slots=True)
class QuotedPiece:
    """The part of a quotation inside one line, between two ellipses.

    `span` is the part with its marks, `words` what is compared.
    """

    quotation: Quotation
    span: Span
    words: tuple[Word, ...]
    echo: Echo | None


def match_quotations(
    line: Line, article: Article, index: Index
) -> tuple[QuotedPiece, ...]:
    """Return the quoted pieces of a line, each with its echo in the sources."""
    return tuple(
        QuotedPiece(quotation, span, words, _find(words, article.folded, index))
        for quotation in article.quotations_in(line.span)
        for span, words in _pieces(quotation, line, article.folded)
    )


def _find(words: Sequence[Word], folded: str, index: Index) -> Echo | None:
    return find_verbatim(words, folded, index) or find_echo(words, index)


def _pieces(
    quotation: Quotation, line: Line, folded: str
) -> Iterator[tuple[Span, tuple[Word, ...]]]:
    """Cut the shared part at ellipses and square brackets' dots."""
    start = max(quotation.span.start, line.start)
    end = min(quotation.span.end, line.end)
    words = [w for w in line.words if start <= w.start and w.end <= end]
    piece: list[Word] = []
    for word in words:
        if piece and is_elided(folded[piece[-1].end : word.start]):
            yield Span(piece[0].start, piece[-1].end), tuple(piece)
            piece = []
        piece.append(word)
    if piece:
        yield Span(min(start, piece[0].start), end), tuple(piece)


def is_elided(gap: str) -> bool:
    """Say whether what stands between two words marks that some were left out."""
    return "…" in gap or ".." in gap or ". ." in gap


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Quoted words, what each weighs, and where to look for them."""

    words: Sequence[Word]
    weights: Sequence[float]
    index: Index

    def echo(self, article: int, theirs: Sequence[Word], runs: Runs) -> Echo:
        """Return the echo that words of a source give, matched as `runs` say."""
        alignment = Alignment.of(self.words, theirs, runs)
        spoken, quotation = _spoken(alignment, self.index.articles[article])
        return Echo(article, alignment, self.alike(runs), spoken, quotation)

    def alike(self, runs: Runs) -> float:
        """Weigh the matched words; a long run without a change counts for more."""
        weights = self.weights
        matched = sum([w for at, _, width in runs for w in weights[at : at + width]])
        longest = max([width for _at, _, width in runs])
        return min(1.0, matched / sum(weights) + 0.03 * max(0, longest - 3))


def find_echo(words: Sequence[Word], index: Index) -> Echo | None:
    """Return the source words most like `words`, None where nothing is."""
    best: Echo | None = None
    wanted = _Wanted(words, _weigh(words, index), index)
    for window in index.around(words):
        runs = match_words(words, window.words)
        # What is less alike cannot be the best, whoever says it.
        if not runs or (best and round(wanted.alike(runs), 3) < _rank(best)[0]):
            continue
        echo = wanted.echo(window.article, window.words, runs)
        if best is None or _rank(echo) > _rank(best):
            best = echo
    return best


def _rank(echo: Echo) -> tuple[float, float, int]:
    """Prefer the likest words, then spoken ones, then the shortest stretch."""
    return round(echo.alike, 3), echo.spoken, -len(echo.alignment.source_run)


def find_verbatim(words: Sequence[Word], folded: str, index: Index) -> Echo | None:
    """Return the words as a source has them, letter by letter.

    Quoted ones first, then those that open a quotation; whatever the sources' order.
    """
    letters = folded[words[0].start : words[-1].end]
    best: tuple[tuple[float, bool], Echo] | None = None
    wanted = _Wanted(words, _weigh(words, index), index)
    for number, article in sorted(enumerate(index.articles), key=lambda a: a[1].text):
        for place in _places(letters, article.folded):
            theirs = article.words_in(place)
            if not (runs := match_words(words, theirs)):
                continue
            echo = wanted.echo(number, theirs, runs)
            rank = echo.spoken, _opens(echo, article)
            if best is None or rank > best[0]:
                best = rank, echo
            if rank >= (1.0, True):  # nothing is better than that
                return echo
    return best[1] if best else None


def _opens(echo: Echo, article: Article) -> bool:
    """Say whether a quotation of the source begins with the words."""
    said = echo.quotation
    if said is None:
        return False
    led = Span(said.span.start, echo.alignment.source_run[0].start)
    return not article.words_in(led)


def _places(letters: str, text: str) -> Iterator[Span]:
    """Yield where whole words stand; the first few dozen will do."""
    at = text.find(letters)
    for _number in range(40):
        if at < 0:
            return
        end = at + len(letters)
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            yield Span(at, end)
        at = text.find(letters, end)


def _weigh(words: Sequence[Word], index: Index) -> list[float]:
    return [index.weigh(word) + _PLAIN[word.sort] for word in words]


_PLAIN = {Sort.FUNCTION: 0.25, Sort.CONTENT: 0.3, Sort.NAME: 0.0, Sort.NUMBER: 0.0}


def _spoken(alignment: Alignment, article: Article) -> tuple[float, Quotation | None]:
    """Say how much of the match is direct speech in the source, and which."""
    run = alignment.source_run
    near = article.quotations_in(Span(run[0].start, run[-1].end))
    matched = [alignment.source[right] for _left, right in alignment.pairs]
    inside = [(sum(_holds(q, w) for w in matched), q) for q in near]
    if article.answers and not inside:
        return sum(article.is_said(word) for word in matched) / len(matched), None
    if not inside:
        return 0.0, None
    share = sum(count for count, _quotation in inside) / len(matched)
    best = max(inside, key=lambda counted: (counted[0], -counted[1].span.start))
    return share, best[1] if best[0] else None


def _holds(quotation: Quotation, word: Word) -> bool:
    return quotation.span.start <= word.start and word.end <= quotation.span.end
