"""Pieces of the sentences that say why: quoted words, short enough to read."""

from quizapp.compare.article import Article
from quizapp.compare.text import Span

_LONGEST = 90


def quote(article: Article, span: Span | None) -> str:
    """Return the words of `span` on one line, shortened in the middle.

    >>> from quizapp.compare.language import find_language
    >>> from quizapp.compare.article import read_article
    >>> quote(read_article("Rain  fell.", find_language("en")), Span(0, 10))
    'Rain fell'
    """
    if span is None:
        return ""
    words = " ".join(span.cut(article.text).split())
    if len(words) <= _LONGEST:
        return words
    half = _LONGEST // 2
    return f"{words[:half].rsplit(' ', 1)[0]} … {words[-half:].split(' ', 1)[-1]}"
