"""The plan of a workshop: which lines are asked about, and how."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from random import Random

from quizapp.errors import BadInput
from quizapp.game.format import Format
from quizapp.game.line import Line
from quizapp.game.question import FOILS_IN_SPOT, Question, Stocked, ask, formats_of
from quizapp.game.workshop import Board, Names, Rhythm, WhichTests
from quizapp.wording import gettext

MOST_QUESTIONS = 30
SUGGESTED = 8


@dataclass(frozen=True, slots=True)
class Choosable:
    """A line that a workshop can ask about, and the formats it fits."""

    key: str
    line: Line
    formats: frozenset[Format]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a workshop asks and how; `timer` is in seconds, None for no clock.

    `group` gives its members a seat by the names they have.
    """

    questions: tuple[tuple[str, Format], ...]
    beside: bool = True
    rhythm: Rhythm = Rhythm.DISCUSS
    names: Names = Names.NICKNAMES
    board: Board = Board.OFF
    timer: int | None = None
    tests: WhichTests = WhichTests.NONE
    group: int | None = None


def deal_plan(stock: dict[str, Stocked], plan: Plan, rng: Random) -> Sequence[Question]:
    """Return the questions of a plan, in its order.

    Raises `BadInput` where it names a line or a format that does not fit.
    """
    if not 0 < len(plan.questions) <= MOST_QUESTIONS:
        raise BadInput(
            gettext("Choose one to %(most)s lines for a workshop.")
            % {"most": MOST_QUESTIONS}
        )
    asked = {key for key, _ in plan.questions}
    foils = [
        stocked
        for key, stocked in stock.items()
        if key not in asked and stocked.line.faithful and not stocked.line.headline
    ]
    rng.shuffle(foils)
    return [_ask(stock, key, fmt, foils, rng) for key, fmt in plan.questions]


def _ask(
    stock: dict[str, Stocked], key: str, fmt: Format, foils: list[Stocked], rng: Random
) -> Question:
    stocked = stock.get(key)
    if stocked is None or fmt not in formats_of(stocked.line):
        raise BadInput(gettext("One of the lines has changed meanwhile. Choose again."))
    wanted = FOILS_IN_SPOT if fmt is Format.SPOT else 0
    if len(foils) < wanted:
        raise BadInput(
            gettext("Too few sound lines are left to hide a line among. Choose fewer.")
        )
    beside = [foils.pop() for _ in range(wanted)]
    return ask(fmt, stocked, foils=beside, rng=rng)


def suggest(lines: Sequence[Choosable]) -> frozenset[str]:
    """Return the keys of a mix to begin with: half sound, the others of many kinds.

    At most eight, and the same each time, so that a page looked at twice is one page.
    """
    sound = [each.key for each in lines if each.line.faithful]
    parting: dict[str, list[str]] = {}
    for each in lines:
        if not each.line.faithful:
            parting.setdefault(each.line.kinds[0].value, []).append(each.key)
    half = min(SUGGESTED // 2, len(sound), sum(map(len, parting.values())))
    by_turns = (key for row in zip_longest(*parting.values()) for key in row if key)
    return frozenset((*_spread(sound, half), *islice(by_turns, half)))


def _spread(keys: Sequence[str], wanted: int) -> Sequence[str]:
    """Choose so many keys, evenly from the first to the last."""
    return [keys[n * len(keys) // wanted] for n in range(wanted)]
