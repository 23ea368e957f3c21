"""Intervals of groups hold what they promise: classes drawn from known readers."""

from random import Random

import pytest

from quizapp.game.change import counted_change
from quizapp.game.draws import Draws
from quizapp.game.resampling import Counts, counted_dials, tail
from quizapp.game.simulation import Reader, known

CLASSES = 200
SPREAD = (1.2, 0.4), (-0.2, 0.2)
"""Mean and spread of d′ and of c in the population."""


def reader(rng: Random, gained: float = 0.0) -> Reader:
    (d, apart), (c, about) = SPREAD
    return Reader(max(0.0, rng.gauss(d, apart)) + gained, rng.gauss(c, about))


def judged(one: Reader, lines: int, rng: Random) -> Counts:
    sides = []
    for faithful in (True, False):
        ratings = rng.choices(range(6), one.chances(faithful=faithful), k=lines // 2)
        sides.append(tuple(map(ratings.count, range(6))))
    return Counts(*sides)


@pytest.mark.parametrize("people", [8, 30])
def test_ninety_five_of_a_hundred_classes_hold_the_truth(people: int) -> None:
    """Forty lines each. By chance fewer than 90 % come once in a thousand times."""
    rng = Random(people)
    truth = known([reader(rng) for _ in range(5000)])
    held = [0, 0]
    for _ in range(CLASSES):
        everybody = [judged(reader(rng), 40, rng) for _ in range(people)]
        dials = counted_dials(everybody, draws=Draws(str(rng.random())))
        assert dials.spotting is not None
        assert dials.suspicion is not None
        held[0] += dials.spotting.includes(truth.area)
        held[1] += dials.suspicion.includes(truth.criterion)
    assert min(held) >= 0.9 * CLASSES, held


def test_the_change_of_a_class_is_held_as_well() -> None:
    """Twenty people, twenty lines in either test, who all gain 0.8 in d′."""
    rng = Random(20)
    population = [reader(rng) for _ in range(5000)]
    learnt = [Reader(one.d + 0.8, one.c) for one in population]
    true = known(learnt).area - known(population).area
    held = 0
    for _ in range(CLASSES):
        before, after = {}, {}
        for person in range(20):
            one = reader(rng)
            before[person] = judged(one, 20, rng)
            after[person] = judged(Reader(one.d + 0.8, one.c), 20, rng)
        moved = counted_change(before, after, draws=Draws(str(rng.random()))).spotting
        assert moved is not None
        held += moved.includes(true)
    assert held >= 0.9 * CLASSES


def test_a_class_that_is_always_right_is_not_told_to_the_last_digit() -> None:
    """Ten people who miss nothing say little about the next ten."""
    perfect = Counts((0, 0, 4, 0, 0, 0), (0, 0, 0, 4, 0, 0))
    dials = counted_dials([perfect] * 10, draws=Draws("1"))
    assert dials.spotting is not None
    assert dials.suspicion is not None
    assert dials.spotting.low < 0.85
    assert dials.spotting.high == 1
    assert dials.suspicion.low < -0.4 < 0.4 < dials.suspicion.high


def test_few_people_widen_an_interval_and_many_do_not() -> None:
    """The tails that make it R's t: qt(0.975, n − 1), put through √(n / (n − 1))."""
    assert tail(5) == pytest.approx(0.000955, rel=0.01)
    assert tail(10) == pytest.approx(0.00855, rel=0.01)
    assert tail(30) == pytest.approx(0.01881, rel=0.01)
    assert tail(1000) == pytest.approx(0.025, rel=0.02)
