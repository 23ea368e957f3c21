"""Titles in quotation marks: a film, a programme, a law is named, and nobody quoted."""

import re

from quizapp.compare.language import Language
from quizapp.compare.reading.text import Span, cut_words

_NEAR = 60  # code points before the title that are looked at
_LOWER = re.compile(r"\b[a-z]{4,}")  # in a headline every word has a capital
_OWNER = re.compile(r"\w'$|'s$| on$")  # `Keats'`, `CNN's`, `a guest on`
_BEHIND = re.compile(r" (?:[\w-]+ )?([a-z]+)\b")


def names_work(plain: str, quoted: Span, language: Language) -> bool:
    """Say whether the marks of `quoted` hold a title beside what it is the title of.

    Its words have capitals, and the noun stands before it (*the film*, *an episode of*)
    or behind it (*radio programme*); two words or more may also follow their owner
    (*CNN's*) or *on*. The marks of `plain` are folded.

    >>> from quizapp.compare.language import find_language
    >>> text = 'He saw the film "Iron Rain" twice.'
    >>> names_work(text, Span(16, 27), find_language("en"))
    True
    """
    works, small = language.words("works"), language.words("stopwords")
    words = [found.group() for found in cut_words(plain, quoted.start, quoted.end)]
    if not works or not _is_title(words, small):
        return False
    before = plain[max(0, quoted.start - _NEAR) : quoted.start].rstrip(" ,")
    before = before.rpartition("\n")[2]
    if len(words) > 1 and _LOWER.search(before) and _OWNER.search(before):
        return True
    behind = _BEHIND.match(plain, quoted.end)
    noun = before.removesuffix(" of").rpartition(" ")[2].lower()
    return noun in works or (behind is not None and behind.group(1) in works)


def _is_title(words: list[str], small: frozenset[str]) -> bool:
    """Every word that is not small has a capital or is a number, the first one too."""
    if not words or words[0][0].islower():
        return False
    return not any(word[0].islower() and word not in small for word in words)
