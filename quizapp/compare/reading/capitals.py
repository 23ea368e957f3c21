"""Which words with a capital are names."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from quizapp.compare.language import Language
from quizapp.compare.reading.folding import bare_form, normalise
from quizapp.compare.reading.text import Span

_SMALL = re.compile(r"\b[a-z]{4,}")
Found = tuple[int, int, str]  # where a word starts and ends, and the word
Cut = tuple[int, Span, Sequence[Found]]


def is_running(words: str) -> bool:
    """Say whether a longer word has no capital: in many a headline each has one.

    >>> is_running("Ann Ash saw Iron Rain"), is_running("Ann Ash talked")
    (False, True)
    """
    return _SMALL.search(words) is not None


def find_names(
    plain: str, folded: str, cuts: Sequence[Cut], language: Language
) -> frozenset[str]:
    """Return the folded names in the lines of a text, each with its place and words.

    The marks of `plain` are folded, those and the capitals of `folded`. A name is a
    word with a capital inside a line, unless the line gives a capital to everything, or
    a state anywhere. Where nouns have one too, a name stands beside another or a title
    and nowhere behind an article.
    """
    if "nouns" not in language.words("capitals"):
        telling = [found for _n, _span, found in cuts if not _is_title_case(found)]
        names = (
            bare_form(folded[start:end])
            for found in telling
            for _before, (start, end, _word) in _capitals(plain, found, language)
        )
        heads = [found[0] for found in telling if found and found[0][2][0].isupper()]
        first = (bare_form(folded[start:end]) for start, end, _word in heads)
        return frozenset(names) | _states(language).intersection(first)
    return _among_nouns(plain, cuts, language)


def _among_nouns(plain: str, cuts: Sequence[Cut], language: Language) -> frozenset[str]:
    titles, articles = language.words("titles"), language.words("determiners")
    names, nouns = set[str](), set[str]()
    for _number, _span, found in cuts:
        for (_start, end, last), (start, _end, word) in _capitals(
            plain, found, language
        ):
            name = bare_form(normalise(word))
            if last.lower() in articles:
                nouns.add(name)
            elif end + 1 < start:
                continue
            elif last.lower() in titles or last[0].isupper():
                names.add(name)
                if len(last) > 1 and last.lower() not in _common(language):
                    names.add(normalise(last))
    return frozenset(names - nouns)


@lru_cache(maxsize=16)
def _states(language: Language) -> frozenset[str]:
    """Names that are known for names where a line begins with them, too."""
    return frozenset(name for state in language.groups("states") for name in state)


@lru_cache(maxsize=16)
def _common(language: Language) -> frozenset[str]:
    """Words that are no names, capital or not."""
    days = language.words("calendar") - language.words("ambiguous")
    return language.words("stopwords") | days | language.words("titles")


def _capitals(
    plain: str, found: Sequence[Found], language: Language
) -> Iterator[tuple[Found, Found]]:
    """Yield the words whose capital means something, each with the word before it."""
    common, short = _common(language), language.words("abbreviations")
    for before, after in pairwise(found):
        word = after[2]
        if not word[0].isupper() or bare_form(word.lower()) in common:
            continue
        gap, last = plain[before[1] : after[0]], before[2]
        initial = len(last) == 1 and last.isupper()
        if not _opens(gap) or initial or last.lower() in short:
            yield before, after


@lru_cache(maxsize=1024)
def _opens(gap: str) -> bool:
    """A quotation mark, colon or stop before a capital makes it mean nothing.

    But where a comma ends a quotation the sentence goes on: `"It rained," Ash said`.
    """
    if gap in {" ", '," ', ",' "}:
        return False
    return any(mark in gap for mark in '":.!?') or " '" in gap


def _is_title_case(found: Sequence[Found]) -> bool:
    long = [word for _start, _end, word in found if len(bare_form(word)) > 3]
    return len(long) > 3 and sum(word[0].isupper() for word in long) > 0.7 * len(long)
