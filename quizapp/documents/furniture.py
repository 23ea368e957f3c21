"""Which paragraphs belong to the page, not to the story."""

from quizapp.compare.language import Language
from quizapp.compare.reading.article import read_article
from quizapp.compare.reading.text import Span


def find_furniture(text: str, language: Language) -> tuple[Span, ...]:
    """Return the paragraphs that look like page furniture, in code points of `text`.

    What counts is what a comparison leaves out: bylines, captions, calls to
    subscribe, lines without a letter.

    >>> from quizapp.compare.language import find_language
    >>> text = "Rain fell on Tuesday.\\n\\nRead more"
    >>> [s.cut(text) for s in find_furniture(text, find_language("en"))]
    ['Read more']
    """
    article = read_article(text, language)
    numbers = sorted({line.paragraph for line in article.lines if line.boilerplate})
    return tuple(article.paragraphs[number] for number in numbers)
