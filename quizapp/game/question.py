"""Questions: one format applied to one line, with its options and its key."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from quizapp.compare.kinds import Kind
from quizapp.game.correction import changed_words, words_of
from quizapp.game.format import CARRIES, PARTS, Choice, Format
from quizapp.game.line import Line

MOST_WORDS_TO_MARK = 60
MOST_CHANGED_WORDS = 12
KINDS_OFFERED = 4
STATEMENTS_KEPT = 3
FOILS_IN_SPOT = 2

# Kinds whose change lies in the words themselves. In a manufactured quotation it lies
# in the marks, in an unsupported line everywhere: nothing to take a pencil to.
WORDS_TELL = frozenset(
    {
        Kind.ALTERED_QUOTE,
        Kind.CHANGED_DETAIL,
        Kind.MISATTRIBUTED_QUOTE,
        Kind.SHIFTED_CERTAINTY,
    }
)

FAMILIES = (
    (
        Kind.ALTERED_QUOTE,
        Kind.MANUFACTURED_QUOTE,
        Kind.MISATTRIBUTED_QUOTE,
        Kind.UNSOURCED_QUOTE,
    ),
    (
        Kind.CHANGED_DETAIL,
        Kind.SHIFTED_CERTAINTY,
        Kind.STRIPPED_ATTRIBUTION,
        Kind.INTERNAL_INCONSISTENCY,
    ),
    (
        Kind.UNSUPPORTED_CLAIM,
        Kind.UNSUPPORTED_EDITORIAL,
        Kind.HEADLINE_MISMATCH,
        Kind.SHIFTED_CERTAINTY,
    ),
)


@dataclass(frozen=True, slots=True)
class Stocked:
    """A line as it lies in stock: its number there, and how it went before.

    `missed` is None where the player has not seen the line, else whether the last
    answer to it was wrong; `seen` counts how often it was answered.
    """

    number: int
    line: Line
    missed: bool | None = None
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """One question as dealt.

    `line` is the number of the line asked about. `options` are what is offered, in
    the order shown: line numbers for `spot`, kinds for `name`, words for `mark`,
    `restore` and `missing`, nothing for `judge`. `key` is the right choice; it never
    reaches a browser before the answer is in.
    """

    format: Format
    line: int
    options: tuple[int | str, ...]
    key: Choice


def formats_of(line: Line) -> frozenset[Format]:
    """Return the formats in which this line can be the one asked about."""
    if line.derived is None:
        enough = len(line.kept) >= STATEMENTS_KEPT
        return frozenset({Format.MISSING}) if enough else frozenset()
    if line.faithful:
        return frozenset({Format.JUDGE})
    found = {Format.JUDGE, Format.SPOT}
    if not line.headline:
        found.add(Format.NAME)  # "headline" above it would name the kind
    if line.kinds[0] in WORDS_TELL and _fits_marking(line.derived.words, line):
        found.add(Format.MARK)
    if line.gap:
        found.add(Format.RESTORE)
    return frozenset(found)


def _fits_marking(text: str, line: Line) -> bool:
    words, changed = len(words_of(text)), len(changed_words(line))
    few = changed <= MOST_CHANGED_WORDS and changed <= words / 2
    return changed > 0 and few and words <= MOST_WORDS_TO_MARK


def ask(
    fmt: Format, stocked: Stocked, *, foils: Sequence[Stocked] = (), rng: Random
) -> Question:
    """Put a question of this format about a line.

    `foils` are faithful lines for `spot`. Options come in an order drawn from `rng`.
    """
    line, number = stocked.line, stocked.number
    if fmt is Format.JUDGE:
        return Question(fmt, number, (), CARRIES if line.faithful else PARTS)
    if fmt is Format.MARK:
        words = words_of(line.derived.words) if line.derived else []
        return Question(fmt, number, tuple(words), changed_words(line))
    right, wrong = _options(fmt, stocked, foils, rng)
    options = [right, *wrong]
    rng.shuffle(options)
    return Question(fmt, number, tuple(options), options.index(right))


def _options(
    fmt: Format, stocked: Stocked, foils: Sequence[Stocked], rng: Random
) -> tuple[int | str, list[int | str]]:
    line = stocked.line
    if fmt is Format.SPOT:
        return stocked.number, [foil.number for foil in foils]
    if fmt is Format.NAME:
        return line.kinds[0].value, list(_wrong_kinds(line, rng))
    if fmt is Format.RESTORE and line.gap:
        return line.gap.words, list(line.gap.others)
    kept = rng.sample(line.kept, STATEMENTS_KEPT)
    return line.passages[0].excerpt.words, [k.source for k in kept]


def _wrong_kinds(line: Line, rng: Random) -> list[str]:
    """Draw kinds an honest reader could not name here, related ones first."""
    ruled_out = {*line.kinds, Kind.OMITTED_CONTEXT}
    family = {k for f in FAMILIES if line.kinds[0] in f for k in f} - ruled_out
    rest = [k for k in Kind if k not in ruled_out and k not in family]
    near = sorted(family)
    rng.shuffle(near)
    rng.shuffle(rest)
    return [kind.value for kind in (near + rest)[: KINDS_OFFERED - 1]]
