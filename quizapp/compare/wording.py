"""Pieces of the sentences that say why: quoted words, short enough to read."""

from quizapp.compare.reading.article import Article
from quizapp.compare.reading.text import Span

_LONGEST = 90
_DOUBLE = '“”„«»"'
_EDGES = _DOUBLE + "'‘’‚‹› ,"


def quote(article: Article, span: Span | None) -> str:
    """Return the words of `span` on one line, shortened in the middle.

    A sentence that quotes them pairs its marks: one without partner is left out.

    >>> from quizapp.compare.language import find_language
    >>> from quizapp.compare.reading.article import read_article
    >>> quote(read_article("Rain  fell.", find_language("en")), Span(0, 10))
    'Rain fell'
    """
    if span is None:
        return ""
    words = " ".join(span.cut(article.text).split())
    words = _paired(words)
    if len(words) <= _LONGEST:
        return words
    half = _LONGEST // 2
    return f"{words[:half].rsplit(' ', 1)[0]} … {words[-half:].split(' ', 1)[-1]}"


def quote_said(article: Article, span: Span) -> str:
    """Return direct speech in marks, whatever marks or none it has in the article.

    >>> from quizapp.compare.language import find_language
    >>> from quizapp.compare.reading.article import read_article
    >>> quote_said(read_article("'Rain,' he said", find_language("en")), Span(0, 7))
    '“Rain”'
    """
    return f"“{quote(article, span).strip(_EDGES)}”"


def _paired(words: str) -> str:
    """Leave out a double mark that has no partner.

    >>> _paired("“He left."), _paired("“Go,” he said"), _paired("“Go”")
    ('He left.', '“Go,” he said', '“Go”')
    """
    marks = [letter for letter in words if letter in _DOUBLE]
    return words.replace(marks[0], "") if len(marks) == 1 else words
