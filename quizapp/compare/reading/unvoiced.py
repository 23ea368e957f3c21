"""Marks that quote nobody: they hold a title, a byname, or what no voice has said."""

import re

from quizapp.compare.language import Language
from quizapp.compare.reading.capitals import is_running
from quizapp.compare.reading.text import Span, cut_words

_NEAR = 60  # code points beside the marks that are looked at
_OWNER = re.compile(r"\w'$|'s$|\b[Oo]n$")  # `Keats'`, `CNN's`, `a guest on`
_BEHIND = re.compile(r" (?:[\w-]+ )?([a-z]+)\b")
_NOTE = re.compile(r"\([^()]*\)[.!]?")
_BYNAME = re.compile(r"[A-Z]\w+(?: [A-Z]\w+)?")
_GIVEN = re.compile(r"(?:^|[^\w'-])([A-Z][a-z]+|[A-Z]\.) $")
_FAMILY = re.compile(r" [A-Z][a-z]+")


def quotes_nobody(plain: str, quoted: Span, inner: Span, language: Language) -> bool:
    """Say whether the marks of `quoted` hold no words of anybody.

    `inner` is what stands between the marks, which are folded in `plain`: the title of
    a work, a byname (`Robert "Bobby" Shaw`), or a transcript's note (`"(Laughter)"`).

    >>> from quizapp.compare.language import find_language
    >>> text = 'He saw the film "Iron Rain" twice.'
    >>> quotes_nobody(text, Span(16, 27), Span(17, 26), find_language("en"))
    True
    """
    held = inner.cut(plain)
    if _NOTE.fullmatch(held):
        return True
    line = plain.rfind("\n", 0, quoted.start) + 1
    before = plain[max(line, quoted.start - _NEAR) : quoted.start]
    small = language.words("stopwords")
    after = plain[quoted.end : quoted.end + _NEAR].partition("\n")[0]
    if _is_byname(held, before, after, small):
        return True
    words = [found.group() for found in cut_words(plain, quoted.start, quoted.end)]
    return _is_title(words, small) and _names_work(
        words, before.rstrip(" ,"), after, language.words("works")
    )


def _is_byname(held: str, before: str, after: str, small: frozenset[str]) -> bool:
    """A name between a given name or initial and the family's, in running text."""
    given = _GIVEN.search(before)
    if given is None or given.group(1).lower() in small or not _BYNAME.fullmatch(held):
        return False
    return is_running(before + after) and _FAMILY.match(after) is not None


def _names_work(
    words: list[str], before: str, after: str, works: frozenset[str]
) -> bool:
    """A title stands beside what it is the title of.

    The noun stands before it (*the film*, *an episode of*) or behind it (*radio
    programme*). In running text two words or more may also end with it (*a "Town Hall
    Forum"*), or follow their owner (*CNN's*) or *on*.
    """
    long = len(words) > 1 and works and is_running(before + after)
    if long and (words[-1].lower() in works or _OWNER.search(before)):
        return True
    behind = _BEHIND.match(after)
    noun = before.removesuffix(" of").rpartition(" ")[2].lower()
    return noun in works or (behind is not None and behind.group(1) in works)


def _is_title(words: list[str], small: frozenset[str]) -> bool:
    """Every word that is not small has a capital or is a number, the first one too."""
    if not words or words[0][0].islower():
        return False
    return not any(word[0].islower() and word not in small for word in words)
