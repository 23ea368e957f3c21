"""Whether two articles are worth comparing, said before anybody waits for it."""

import re
from collections.abc import Iterator, Mapping

from quizapp.packs.plain import tidy
from quizapp.wording import gettext

FEWEST_WORDS = 30
MOST_SOURCES = 5
# A story that retells another keeps some runs of three words; of two that have
# nothing to do with each other, fewer than one run in a hundred is the same.
_RUN, _FEWEST_RUNS, _LEAST_SHARE = 3, 2, 0.012
# Where words are not parted by blanks, letters are counted instead.
_LETTERS_A_WORD, _LETTERS = 8, 5


def words_in(text: str) -> int:
    """Count the words of a text, in any script.

    >>> words_in("Rain fell on Tuesday."), words_in("雨" * 80)
    (4, 10)
    """
    return max(len(text.split()), len(text) // _LETTERS_A_WORD)


def text_faults(texts: Mapping[str, str]) -> dict[str, str]:
    """Return a sentence for each text that is too short, or stands there twice.

    `texts` are by name, the derived article first.
    """
    faults: dict[str, str] = {}
    seen: set[str] = set()
    for name, text in texts.items():
        if words_in(text) < FEWEST_WORDS:
            faults[name] = gettext(
                "That is shorter than %(n)s words: too little to compare. Bring the "
                "whole article."
            ) % {"n": FEWEST_WORDS}
        elif (folded := tidy(text).casefold()) in seen:
            faults[name] = gettext(
                "This is the same text as another one here. Bring the rewrite and "
                "what it was made from."
            )
        else:
            seen.add(folded)
    return faults


def strange_sources(derived: str, sources: Mapping[str, str]) -> dict[str, str]:
    """Return a sentence for each source that shares almost nothing with `derived`."""
    runs = _runs(derived)
    sentence = gettext(
        "These two share almost nothing. Is this the source that the story was "
        "made from?"
    )
    return {
        name: sentence
        for name, text in sources.items()
        if _are_strangers(runs, _runs(text))
    }


def without_paragraphs(text: str, unwanted: frozenset[str]) -> str:
    """Return a text without the paragraphs that are named.

    >>> without_paragraphs("Rain fell.\\n\\nRead more", frozenset({"Read more"}))
    'Rain fell.'
    """
    return "\n\n".join(p for p in text.split("\n\n") if p not in unwanted)


def likely_headline(text: str) -> str:
    """Return the first paragraph that reads like a headline, or "".

    A word or two that a page puts above it ("Updated at:") are passed over, as long
    as a headline follows within five paragraphs.

    >>> likely_headline("Updated:\\n\\nFerry to stop early\\n\\nIt stops, Osk said.")
    'Ferry to stop early'
    """
    *opening, _last = text.split("\n\n", 6)
    found = (each for each in opening[:5] if _reads_like_a_headline(each))
    return next(found, "")


def _reads_like_a_headline(paragraph: str) -> bool:
    few = len(paragraph) <= 150 and len(paragraph.split()) > 2
    return few and paragraph[-1] not in ".:;,?"


def _are_strangers(one: frozenset[object], other: frozenset[object]) -> bool:
    fewest = max(_FEWEST_RUNS, _LEAST_SHARE * min(len(one), len(other)))
    return len(one & other) < fewest


def _runs(text: str) -> frozenset[object]:
    return frozenset(_each_run(text.casefold()))


def _each_run(text: str) -> Iterator[object]:
    words = re.findall(r"\w+", text)
    if len(words) * _LETTERS_A_WORD * 2 < len(text):
        joined = "".join(words)
        yield from (joined[n : n + _LETTERS] for n in range(len(joined)))
    else:
        yield from zip(*(words[n:] for n in range(_RUN)), strict=False)
