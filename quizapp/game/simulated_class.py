"""A class of simulated players: who they are, what they play, what they answer.

Everybody takes one test form, trains, and takes the other; half begin with A. In
between they learn: d′ grows from round to round, c stays.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from random import Random

from quizapp.game.format import Choice
from quizapp.game.line import Form
from quizapp.game.occasion import Occasion, form_on
from quizapp.game.question import Question
from quizapp.game.simulation import Reader

LASTED = timedelta(weeks=8)
ANSWERS_EACH = 70
MEMBERS = 30
MOST_MEMBERS = 500
ROUND = 10
HIDDEN_EVERY = 4  # every fourth round of training is read with the source hidden

BEFORE, GAIN, LEAN = (1.0, 0.25), (0.8, 0.15), (-0.2, 0.2)
"""Mean and spread, over players, of d′ at first, of what they gain, and of c."""


@dataclass(frozen=True, slots=True)
class Learner:
    """A player who learns, and how many answers they give in all."""

    before: Reader
    after: Reader
    first: Form
    answers: int

    def after_share(self, share: float) -> Reader:
        """Return the reader they are after this share of the training."""
        d = self.before.d + share * (self.after.d - self.before.d)
        return Reader(d, self.before.c)


@dataclass(frozen=True, slots=True)
class Dealt:
    """A question of a deal, and whether its line is faithful."""

    question: Question
    faithful: bool


Deals = Mapping[Form, Mapping[int, Sequence[Sequence[Dealt]]]]
"""By form and case, the deals there are to choose from."""


@dataclass(frozen=True, slots=True)
class Stock:
    """A pack to play: its number, title, language and rounds dealt beforehand."""

    number: int
    title: str
    language: str
    deals: Deals


@dataclass(frozen=True, slots=True)
class Played:
    """A round as played: `given` answers its first questions, in order.

    `number` counts the rounds of this case. `when` is a share of the whole time,
    0 to 1.
    """

    form: Form
    occasion: Occasion | None
    case: int
    number: int
    beside: bool
    when: float
    deal: Sequence[Dealt]
    given: tuple[tuple[Choice, int | None], ...]


def class_sizes(answers: int, groups: int | None) -> list[list[int]]:
    """Return for each group how many answers each of its members gives.

    Unless said otherwise, about thirty members give about seventy answers each; a
    group never has more members than one may have. The sum is `answers` exactly.

    >>> class_sizes(200, None)
    [[67, 67, 66]]
    """
    wanted = groups or max(1, round(answers / (ANSWERS_EACH * MEMBERS)))
    return [
        _parts(share, min(MOST_MEMBERS, ceil(share / ANSWERS_EACH)))
        for share in _parts(answers, wanted)
        if share
    ]


def _parts(total: int, parts: int) -> list[int]:
    """Cut a number into parts that differ by one at most, the larger ones first."""
    least, more = divmod(total, parts)
    return [least + (place < more) for place in range(parts)]


def make_learner(number: int, answers: int, rng: Random) -> Learner:
    """Draw a player; those with an even number begin with form A."""
    c = rng.gauss(*LEAN)
    d = max(0.0, rng.gauss(*BEFORE))
    gained = max(0.0, rng.gauss(*GAIN))
    first = Form.B if number % 2 else Form.A
    return Learner(Reader(d, c), Reader(d + gained, c), first, answers)


@dataclass(frozen=True, slots=True)
class _Sitting:
    form: Form
    occasion: Occasion | None
    case: int
    beside: bool
    when: float
    reader: Reader
    deal: Sequence[Dealt]


def play(learner: Learner, deals: Deals, rng: Random) -> Iterator[Played]:
    """Yield the rounds of a player until all their answers are given."""
    left = learner.answers
    numbers: dict[int, int] = {}
    for sitting in _path(learner, deals, rng):
        if left <= 0:
            return
        answered = sitting.deal[:left]
        left -= len(answered)
        numbers[sitting.case] = number = numbers.get(sitting.case, 0) + 1
        yield Played(
            sitting.form,
            sitting.occasion,
            sitting.case,
            number,
            sitting.beside,
            sitting.when,
            sitting.deal,
            tuple(
                sitting.reader.answer(each.question, faithful=each.faithful, rng=rng)
                for each in answered
            ),
        )


def _path(learner: Learner, deals: Deals, rng: Random) -> Iterator[_Sitting]:
    """Yield what a player sits: a test, training as far as it goes, the other test."""
    before = list(_test(Occasion.BEFORE, 0.0, learner, deals, rng))
    after = list(_test(Occasion.AFTER, 1.0, learner, deals, rng))
    tested = sum(len(sitting.deal) for sitting in (*before, *after))
    yield from before
    yield from _training(learner, deals, learner.answers - tested, rng)
    yield from after


def _test(
    occasion: Occasion, when: float, learner: Learner, deals: Deals, rng: Random
) -> Iterator[_Sitting]:
    form, reader = form_on(occasion, learner.first), learner.after_share(when)
    for case, offered in deals.get(form, {}).items():
        deal = rng.choice(offered)
        yield _Sitting(form, occasion, case, True, when, reader, deal)


def _training(
    learner: Learner, deals: Deals, answers: int, rng: Random
) -> Iterator[_Sitting]:
    cases = list(deals.get(Form.TRAINING, {}).items())
    left, place = answers, 0
    while cases and left > 0:
        case, offered = rng.choice(cases)
        # The last round is cut short, so that the test after it is taken whole.
        deal = rng.choice(offered)[:left]
        share = 1 - left / (answers + ROUND)
        left, place = left - len(deal), place + 1
        beside = place % HIDDEN_EVERY != 0
        reader = learner.after_share(share)
        yield _Sitting(Form.TRAINING, None, case, beside, share, reader, deal)
