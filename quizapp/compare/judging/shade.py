"""How much a changed word matters: from typography to a changed number."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from quizapp.compare.language import Language
from quizapp.compare.matching.difference import Step
from quizapp.compare.reading.article import Sort, Word
from quizapp.compare.reading.numbers import is_fair_rounding


class Shade(IntEnum):
    """What a step changes, the mildest first."""

    COSMETIC = 0
    GRAMMAR = 1
    SYNONYM = 2
    DROPPED = 3
    ADDED = 4
    CONTENT = 5
    HEDGE = 6
    NAME = 7
    OPPOSITE = 8
    NEGATION = 9
    NUMBER = 10


def shade_step(step: Step, language: Language) -> Shade:
    """Say what the words of one step change.

    >>> from quizapp.compare.language import find_language
    >>> shade_step(Step((), ()), find_language("en")).name
    'COSMETIC'
    """
    mine, theirs = list(step.derived), list(step.source)
    if _numbers_differ(mine, theirs):
        return Shade.NUMBER
    if has_negation(mine, language) != has_negation(theirs, language):
        return Shade.NEGATION
    if _turns_round(mine, theirs, language):
        return Shade.OPPOSITE
    if _names(mine) and _names(theirs) and not _names(mine) & _names(theirs):
        return Shade.NAME
    if bool(hedges_in(mine, language)) != bool(hedges_in(theirs, language)):
        return Shade.HEDGE
    return _plain_shade(mine, theirs, language)


def _letters(words: Iterable[Word]) -> str:
    return "".join([word.form for word in words])


def _plain_shade(
    mine: Sequence[Word], theirs: Sequence[Word], language: Language
) -> Shade:
    new = [w for w in mine if w.sort is not Sort.FUNCTION]
    gone = [w for w in theirs if w.sort is not Sort.FUNCTION]
    if _letters(mine) == _letters(theirs):  # `copycat`, `copy cat`
        return Shade.COSMETIC
    if not new and not gone:
        turned = _is_turned(mine, theirs, language)
        return Shade.GRAMMAR if turned else Shade.COSMETIC
    if not new:
        return Shade.DROPPED
    if not gone:
        return Shade.ADDED
    if all(_is_respelt(word, gone, language) for word in new):
        return Shade.COSMETIC
    same = {word.sense for word in new} == {word.sense for word in gone}
    return Shade.SYNONYM if same else Shade.CONTENT


def _is_turned(
    derived: Sequence[Word], source: Sequence[Word], language: Language
) -> bool:
    """`Only` or `if` more or less, `we` for `they`: small words that change a lot."""
    whole = language.expansions
    here, there = ({whole.get(w.form, w.form) for w in ws} for ws in (derived, source))
    if (here ^ there) & language.words("turning"):
        return True
    rows = [row.split() for row in language.lines("exchanged")]
    mine, theirs = ({w.form for w in words} for words in (derived, source))
    given = {n for n, row in enumerate(rows) if not mine.isdisjoint(row)}
    told = {n for n, row in enumerate(rows) if not theirs.isdisjoint(row)}
    return bool(given and told) and given.isdisjoint(told)


def _is_respelt(word: Word, others: Iterable[Word], language: Language) -> bool:
    """`organised` and `organized` are one word, `county` and `country` are two."""
    mine = language.respell(word.form)
    return any(language.respell(other.form) == mine for other in others)


def _numbers_differ(mine: Iterable[Word], theirs: Iterable[Word]) -> bool:
    left = {word.stem for word in mine if word.sort is Sort.NUMBER}
    right = {word.stem for word in theirs if word.sort is Sort.NUMBER}
    new, gone = left - right, right - left
    if not new or not gone:
        return False
    return not all(any(is_fair_rounding(n, g) for g in gone) for n in new)


def _names(words: Iterable[Word]) -> set[str]:
    return {word.stem for word in words if word.sort is Sort.NAME}


def has_negation(words: Iterable[Word], language: Language) -> bool:
    """Say whether an odd number of the words turn the statement round."""
    return bool(len(negations_in(tuple(words), language)) % 2)


def negations_in(words: Sequence[Word], language: Language) -> tuple[Word, ...]:
    """Return the words that deny something; `no more than six` denies nothing."""
    found = tuple(word for word in words if negates(word, language))
    bounds = find_phrases(words, language, "nonegations") if found else ()
    return tuple(word for word in found if word not in bounds)


def negates(word: Word, language: Language) -> bool:
    """Say whether a word is a negation, or short for one: the `t` of `don't`."""
    return word.form in language.negating


def denied_words(words: Sequence[Word], language: Language) -> list[tuple[Word, Word]]:
    """Return the next telling word after every negation, and the negation."""
    found = []
    for word in negations_in(words, language):
        after = words[words.index(word) + 1 :]
        found += [(w, word) for w in after if w.sort is not Sort.FUNCTION][:1]
    return found


def _turns_round(
    mine: Iterable[Word], theirs: Sequence[Word], language: Language
) -> bool:
    return any(are_opposites(a, b, language) for a in mine for b in theirs)


def are_opposites(one: Word, other: Word, language: Language) -> bool:
    """Say whether one word turns the other round, by stem or by sense."""
    pairs = language.opposites
    known = (one.stem, other.stem) in pairs or (one.sense, other.sense) in pairs
    return known or _is_negated(one, other, language)


def _is_negated(one: Word, other: Word, language: Language) -> bool:
    """`able` and `unable`: one word is the other behind a negating prefix."""
    short, long = one.form, other.form
    if len(short) > len(long):
        short, long = long, short
    if len(short) < 4 or not long.endswith(short):
        return False
    return long.removesuffix(short) in language.words("prefixes")


def hedges_in(words: Sequence[Word], language: Language) -> tuple[Word, ...]:
    """Return the words that make a statement less than certain."""
    found = find_phrases(words, language, "hedges")
    if not found:
        return ()
    sure = settled_in(words, language)
    return tuple(word for word in found if word not in sure)


def settled_in(words: Sequence[Word], language: Language) -> frozenset[Word]:
    """Return the words that only look like a hedge: `is due to the`, `4 May`."""
    phrases = find_phrases(words, language, "nohedges")
    return frozenset([*phrases, *_dates(words, language)])


def _dates(words: Sequence[Word], language: Language) -> Iterator[Word]:
    """`May 4`, and `4 May` where no verb follows."""
    months = language.words("calendar")
    for at, word in enumerate(words):
        if word.form not in months:
            continue
        before, after = words[max(0, at - 1) : at], words[at + 1 : at + 2]
        acts = any(_acts(other, language) for other in after)
        if any(map(_is_figure, after)) or (any(map(_is_figure, before)) and not acts):
            yield word


def _is_figure(word: Word) -> bool:
    return word.sort is Sort.NUMBER and word.form[0].isdigit()


def _acts(word: Word, language: Language) -> bool:
    """`Of the 14, 4 may have left`."""
    verbs = language.words("trails") | language.words("passives")
    return negates(word, language) or word.form in verbs


def find_phrases(
    words: Sequence[Word], language: Language, name: str
) -> tuple[Word, ...]:
    """Return the words of every phrase of the list `name`, longest first."""
    phrases = language.phrases(name)
    starts = [at for at, word in enumerate(words) if word.form in phrases]
    if not starts:
        return ()
    found, forms = list[Word](), tuple([word.form for word in words])
    for at in starts:
        for phrase in phrases[forms[at]]:
            end = at + len(phrase)
            if forms[at:end] == phrase and words[at] not in found:
                found += words[at:end]
                break
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Shaded:
    """A step and what it changes."""

    step: Step
    shade: Shade


def shade_steps(steps: Iterable[Step], language: Language) -> tuple[Shaded, ...]:
    """Shade every step, the gravest first."""
    shaded = [Shaded(step, shade_step(step, language)) for step in steps]
    return tuple(sorted(shaded, key=lambda s: -s.shade))
