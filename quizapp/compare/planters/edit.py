"""One change to a text, and what every planter asks of an article."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from quizapp.compare.language import Language
from quizapp.compare.reading.article import Article, Line, Word
from quizapp.compare.reading.text import Span


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the words of `span` by `words`.

    `beside` is what a reader must see next to the change to recognise it.
    """

    span: Span
    words: str
    beside: Span | None = None


Planter = Callable[[Article, Language, Random], Iterator[Edit]]


def story_lines(article: Article) -> Iterator[Line]:
    """Yield the lines that belong to the story, headlines left out."""
    return (n for n in article.lines if not (n.boilerplate or n.headline))


def is_quoted(article: Article, span: Span) -> bool:
    """Say whether a stretch shares a code point with direct speech."""
    return bool(article.quotations_in(span))


def span_of(word: Word) -> Span:
    """Return the place of a word."""
    return Span(word.start, word.end)


def like(shape: str, word: str) -> str:
    """Return `word` with the capital that `shape` has.

    >>> like("Rise", "fall"), like("rise", "fall")
    ('Fall', 'fall')
    """
    return word[:1].upper() + word[1:] if shape[:1].isupper() else word
