"""Another figure for a figure."""

from random import Random

from quizapp.compare.reading.article import Article, Sort, Word

_DIGITS = "123456789"


def other_figure(article: Article, word: Word, chance: Random) -> str:
    """Return a figure of two digits or more with one of them changed, else nothing.

    No digit becomes nought, so that what was exact never looks like honest rounding.

    >>> from quizapp.compare.reading.article import read_article
    >>> from quizapp.compare.language import find_language
    >>> article = read_article("It cost £83.", find_language("en"))
    >>> other_figure(article, article.words[-1], Random(1)) in ("£83", "")
    False
    """
    figure = article.text[word.start : word.end]
    places = [n for n, digit in enumerate(figure) if digit in f"0{_DIGITS}"]
    if word.sort is not Sort.NUMBER or len(places) < 2:
        return ""
    # The first digit would show at once in a year, the last noughts in a round sum.
    at = chance.choice([n for n in places[1:] if figure[n] != "0"] or places[:1])
    other = chance.choice([digit for digit in _DIGITS if digit != figure[at]])
    return figure[:at] + other + figure[at + 1 :]
