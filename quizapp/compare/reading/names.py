"""Names in several spellings, in their grammatical shapes, and cut short."""

from collections.abc import Sequence
from itertools import groupby

from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

from quizapp.compare.reading.article import Sort, Word
from quizapp.compare.reading.doubled import AS_IS, Respelt

_MISSPELT = 2  # letters that two spellings of one name differ in at most


def are_one_name(one: str, other: str) -> bool:
    """Say whether one folded name is a grammatical shape of the other.

    >>> are_one_name("serbia", "serbian"), are_one_name("ash", "astley")
    (True, False)
    """
    short, long = sorted((one, other), key=len)
    if len(short) < 4:
        return short == long
    stem = short[: max(4, len(short) - 2)]
    return long.startswith(stem) and len(long) - len(short) <= 3


def are_two_spellings(one: str, other: str) -> bool:
    """Say whether two different names look like one name, once misspelt.

    >>> are_two_spellings("astley", "ashley"), are_two_spellings("serbia", "serbian")
    (True, False)
    """
    if one == other or min(len(one), len(other)) < 5:
        return False
    if one.startswith(other) or other.startswith(one):
        return False
    allowed = 1 if max(len(one), len(other)) < 8 else _MISSPELT
    return int(DamerauLevenshtein.distance(one, other)) <= allowed


def find_spellings(one: str, others: Sequence[str]) -> list[int]:
    """Return the places of those among `others` that look like `one` misspelt.

    >>> find_spellings("astley", ["serbia", "ashley", "astley"])
    [1]
    """
    measure = DamerauLevenshtein.distance
    near = process.extract_iter(one, others, scorer=measure, score_cutoff=_MISSPELT)
    return [at for form, _far, at in near if are_two_spellings(one, form)]


def is_short_for(short: Word, words: Sequence[Word]) -> bool:
    """Say whether a word is made of the first letters of names that stand together.

    `EU` is short for `European Union`.
    """
    return any(
        is_name and short.form == "".join(name.form[0] for name in run)
        for is_name, run in groupby(words, key=lambda word: word.sort is Sort.NAME)
    )


def are_strangers(
    mine: tuple[str, ...], theirs: tuple[str, ...], respelt: Respelt = AS_IS
) -> bool:
    """Say whether two names share no word, not even in another spelling.

    >>> are_strangers(("desmond", "fairlie"), ("fairlie",))
    False
    """
    if not mine or not theirs:
        return False
    return all(
        fuzz.ratio(respelt.get(a, a), respelt.get(b, b)) < 80
        for one in mine
        for other in theirs
        for a in (one, *one.split("-"))
        for b in (other, *other.split("-"))
    )
