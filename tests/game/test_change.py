"""The change of a group: zero where nothing changed, told where something did."""

from random import Random

import pytest

from quizapp.game.change import change
from quizapp.game.discernment import Judgement
from quizapp.game.draws import Draws


def reader(rng: Random, hits: float, flags: float) -> list[Judgement]:
    return [
        Judgement(faithful, rng.random() >= (flags if faithful else hits), 2)
        for faithful in [True, False] * 8
    ]


def group(
    rng: Random, size: int, hits: float, flags: float
) -> dict[int, list[Judgement]]:
    return {n: reader(rng, hits, flags) for n in range(size)}


@pytest.mark.parametrize("after_from", [0, 100], ids=["paired", "unpaired"])
def test_a_group_that_learnt_to_tell_lines_apart_is_seen_to_have(
    after_from: int,
) -> None:
    rng = Random(2)
    before = group(rng, 30, hits=0.6, flags=0.4)
    after = {n + after_from: j for n, j in group(rng, 30, hits=0.9, flags=0.1).items()}
    found = change(before, after, draws=Draws("1"))
    assert found.paired is (after_from == 0)
    assert found.spotting is not None
    assert found.suspicion is not None
    assert found.spotting.low > 0
    assert found.suspicion.low < 0 < found.suspicion.high


def test_a_group_that_only_grew_suspicious_is_not_said_to_spot_more() -> None:
    rng = Random(4)
    before = group(rng, 40, hits=0.5, flags=0.3)
    after = group(rng, 40, hits=0.75, flags=0.55)
    found = change(before, after, draws=Draws("1"))
    assert found.spotting is not None
    assert found.suspicion is not None
    assert found.spotting.low < 0 < found.spotting.high
    assert found.suspicion.high < 0


def test_nothing_changed_where_both_tests_went_the_same() -> None:
    rng = Random(1)
    before = group(rng, 12, hits=0.8, flags=0.2)
    found = change(before, before, draws=Draws("1"))
    assert found.spotting is not None
    assert (found.spotting.value, found.spotting.low, found.spotting.high) == (0, 0, 0)


def test_four_people_are_too_few_for_a_change() -> None:
    rng = Random(1)
    few = group(rng, 4, hits=0.8, flags=0.2)
    assert change(few, few, draws=Draws("1")).spotting is None


def test_pairs_make_the_interval_narrower_than_strangers_would() -> None:
    """People differ much more than one person does from one test to the next."""
    rng = Random(6)
    skill = [rng.uniform(0.3, 1.0) for _ in range(40)]
    before = {n: reader(rng, s, 1 - s) for n, s in enumerate(skill)}
    after = {n: reader(rng, s, 1 - s) for n, s in enumerate(skill)}
    strangers = {n + 100: judged for n, judged in after.items()}
    paired, unpaired = (
        change(before, x, draws=Draws("1")).spotting for x in (after, strangers)
    )
    assert paired is not None
    assert unpaired is not None
    assert paired.high - paired.low < unpaired.high - unpaired.low


def test_a_group_that_is_always_right_in_the_end_has_no_lean_to_compare() -> None:
    rng = Random(3)
    before = group(rng, 20, hits=0.6, flags=0.4)
    after = group(rng, 20, hits=1.0, flags=0.0)
    found = change(before, after, draws=Draws("1"))
    assert found.spotting is not None
    assert found.spotting.low > 0
    assert found.suspicion is None
