"""Plant a discrepancy of a named kind into a faithful rewrite, by a seed.

For tests and for practice lines; what it makes is made up and must say so.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from quizapp.compare.article import Article, Line, Sort, Word, read_article
from quizapp.compare.kinds import Kind
from quizapp.compare.language import Language, find_language
from quizapp.compare.quotes import Quotation
from quizapp.compare.text import Span


@dataclass(frozen=True, slots=True)
class Planted:
    """The rewrite with one discrepancy, its kind, and the words that were changed."""

    text: str
    kind: Kind
    span: Span


@dataclass(frozen=True, slots=True)
class _Edit:
    """Replace the words of `span` by `words`."""

    span: Span
    words: str


def plant(
    rewrite: str, kind: Kind, chance: Random, *, language: str = "en"
) -> Planted | None:
    """Change `rewrite` in one place, so that it carries a discrepancy of `kind`.

    All chance comes from `chance`. Returns None where the text offers no place, or
    for a kind that cannot be planted in one place.

    >>> planted = plant("The pool lost 83 pounds.", Kind.CHANGED_DETAIL, Random(1))
    >>> planted.kind.value, planted.text.startswith("The pool lost")
    ('changed_detail', True)
    """
    planter = _PLANTERS.get(kind)
    if planter is None:
        return None
    spoken = find_language(language)
    article = read_article(rewrite, spoken)
    edits = list(planter(article, spoken, chance))
    return _apply(rewrite, kind, chance.choice(edits)) if edits else None


def _apply(text: str, kind: Kind, edit: _Edit) -> Planted:
    changed = text[: edit.span.start] + edit.words + text[edit.span.end :]
    start = edit.span.start
    return Planted(changed, kind, Span(start, start + max(len(edit.words), 1)))


def _story(article: Article) -> Iterator[Line]:
    """Yield the lines that belong to the story, headlines left out."""
    return (n for n in article.lines if not (n.boilerplate or n.headline))


def _is_quoted(article: Article, span: Span) -> bool:
    return any(quotation.span.overlaps(span) for quotation in article.quotations)


def _alter_quote(
    article: Article, language: Language, chance: Random
) -> Iterator[_Edit]:
    """Put another word into a quotation of six words or more."""
    for quotation in article.quotations:
        words = article.words_in(quotation.inner)
        content = [w for w in words if w.sort is Sort.CONTENT and len(w.form) > 3]
        if len(words) >= 6 and content:
            word = chance.choice(content)
            yield _Edit(_span(word), chance.choice(_STRANGERS))


def _manufacture_quote(
    article: Article, _language: Language, _chance: Random
) -> Iterator[_Edit]:
    """Put marks round a told line of eight words or more."""
    for line in _story(article):
        if len(line.words) >= 8 and not _is_quoted(article, line.span):
            words = line.span.cut(article.text).rstrip(".!?")
            yield _Edit(line.span, f"“{words},” an official said.")


def _misattribute(
    article: Article, _language: Language, _chance: Random
) -> Iterator[_Edit]:
    """Give a quotation to another speaker named in the article."""
    said = [q for q in article.quotations if _is_attributed(article, q)]
    for quotation in said:
        for other in said:
            mention, stranger = quotation.speaker, other.speaker
            if mention and stranger and not set(quotation.name) & set(other.name):
                yield _Edit(mention, stranger.cut(article.text))


def _is_attributed(article: Article, quotation: Quotation) -> bool:
    named = bool(quotation.name) and not quotation.by_pronoun
    long = len(article.words_in(quotation.inner)) >= 6
    return named and quotation.near and long


def _change_number(
    article: Article, _language: Language, chance: Random
) -> Iterator[_Edit]:
    """Change one digit of a figure of two digits or more."""
    for line in _story(article):
        for word in line.words:
            digits = [n for n in range(word.start, word.end) if _is_digit(article, n)]
            told = word.sort is Sort.NUMBER and not _is_quoted(article, _span(word))
            if told and len(digits) >= 2:
                yield _digit(article, chance.choice(digits), chance)


def _is_digit(article: Article, at: int) -> bool:
    return article.text[at] in "0123456789"


def _digit(article: Article, at: int, chance: Random) -> _Edit:
    others = [digit for digit in "123456789" if digit != article.text[at]]
    return _Edit(Span(at, at + 1), chance.choice(others))


def _drop_hedge(
    article: Article, language: Language, _chance: Random
) -> Iterator[_Edit]:
    """Make a plain future of *may*, *might* and *could*."""
    swaps = language.pairs("certain")
    for line in _story(article):
        for word in line.words:
            if word.form in swaps and not _is_quoted(article, _span(word)):
                yield _Edit(_span(word), swaps[word.form])


def _add_line(sentences: Sequence[str]) -> "_Planter":
    """Make a planter that puts a made-up sentence after a line of the story."""

    def planter(
        article: Article, _language: Language, chance: Random
    ) -> Iterator[_Edit]:
        for line in _story(article):
            ends = article.text[line.end - 1 : line.end] == "."
            if ends and not _is_quoted(article, line.span):
                yield _Edit(Span(line.end, line.end), " " + chance.choice(sentences))

    return planter


def _span(word: Word) -> Span:
    return Span(word.start, word.end)


_STRANGERS = ("marmalade", "trombone", "velvet", "cactus")
_CLAIMS = (
    "Burglars emptied the vicarage cellar on Sunday.",
    "Twelve camels escaped from a travelling circus in Bavaria.",
)
_VIEWS = (
    "It is a shameful spectacle, and everyone should be outraged.",
    "Only a fool would trust such reckless nonsense again.",
)
_QUOTES = ("“I have eaten nothing but turnips since Easter,” one pensioner sighed.",)

_Planter = Callable[[Article, Language, Random], Iterator[_Edit]]

_PLANTERS: dict[Kind, _Planter] = {
    Kind.ALTERED_QUOTE: _alter_quote,
    Kind.MANUFACTURED_QUOTE: _manufacture_quote,
    Kind.MISATTRIBUTED_QUOTE: _misattribute,
    Kind.UNSOURCED_QUOTE: _add_line(_QUOTES),
    Kind.CHANGED_DETAIL: _change_number,
    Kind.SHIFTED_CERTAINTY: _drop_hedge,
    Kind.UNSUPPORTED_CLAIM: _add_line(_CLAIMS),
    Kind.UNSUPPORTED_EDITORIAL: _add_line(_VIEWS),
}

PLANTABLE = tuple(_PLANTERS)
