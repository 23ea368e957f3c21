"""A gap for `restore`, proposed where wrong choices that fit can be found honestly.

Numbers stand among numbers and names among names; other words are left to a person,
who alone can see which of them fit.
"""

import re
from collections.abc import Iterable, Iterator

from quizapp.desk.soundness import fault_of
from quizapp.game.line import Change, Gap, Line

MOST_OTHERS = 3
_NUMBER = re.compile(r"([£$€]?)(\d[\d.,]*\d|\d)((?:%|[^\W\d_]{1,2})?)")
# In mid-sentence, where a capital means a name.
_NAME = re.compile(r"(?<=[^\W_A-Z.!?:] )[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+)*")


def propose_gap(line: Line, articles: Iterable[str]) -> Gap | None:
    """Return a gap in the first source's words, or None where none can be proposed.

    The first wrong choice is what the derived article has; the rest are taken from
    `articles`, numbers that are too few are made of the right one's digits.
    """
    text = " ".join(articles)
    for change in line.changes:
        others = tuple(_others(change, text))[:MOST_OTHERS]
        if len(others) >= 2:
            gap = Gap(change.source, others)
            if _fits(line, gap):
                return gap
    return None


def _fits(line: Line, gap: Gap) -> bool:
    passage = line.passages[0]
    return (
        not line.faithful
        and passage.carries
        and passage.excerpt.words.count(gap.words) == 1
        and fault_of(line) is None
    )


def _others(change: Change, text: str) -> Iterator[str]:
    """Yield wrong choices for the source's words, each once."""
    right, wrong = change.source, change.derived
    if _NUMBER.fullmatch(right) and _NUMBER.fullmatch(wrong):
        found: Iterable[str] = _numbers(right, text)
    elif _is_name(right) and _is_name(wrong):
        found = _names(right, text)
    else:
        return
    seen = {right.casefold()}
    for other in (wrong, *found):
        if other.casefold() not in seen:
            seen.add(other.casefold())
            yield other


def _numbers(right: str, text: str) -> Iterator[str]:
    """Yield numbers written like `right`, then some with its digits in other places."""
    shape = _shape(right)
    yield from (m[0] for m in _NUMBER.finditer(text) if _shape(m[0]) == shape)
    digits = [letter for letter in right if letter.isdigit()]
    for turn in range(1, len(digits)):
        turned = [*digits[turn:], *digits[:turn]]
        if turned[0] != "0":
            left = iter(turned)
            yield "".join(next(left) if c.isdigit() else c for c in right)


def _shape(number: str) -> str:
    return re.sub(r"\d", "0", number)


def _is_name(words: str) -> bool:
    return bool(words) and all(
        word[0].isupper() and word[1:2].islower() for word in words.split()
    )


def _names(right: str, text: str) -> Iterator[str]:
    """Yield the names of as many words as `right` that share none with it."""
    own = set(right.split())
    for match in _NAME.finditer(text):
        words = match[0].split()
        if len(words) == len(right.split()) and not own & set(words):
            yield match[0]
