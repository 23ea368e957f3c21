import random
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.game.calibration import STATED, Level, brier, reliability
from quizapp.game.discernment import Judgement
from quizapp.game.proportion import wilson

judgement = st.builds(
    Judgement, st.booleans(), st.booleans(), st.sampled_from((1, 2, 3))
)


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_intervals_of_newcombe_1998(
    count: int, n: int, low: float, high: float
) -> None:
    # Table I, method 3.
    assert wilson(count, n) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share_and_mirrors(counts: tuple[int, int]) -> None:
    count, n = counts
    low, high = wilson(count, n)
    assert 0 <= low <= count / n <= high <= 1
    assert wilson(n - count, n) == pytest.approx((1 - high, 1 - low))


def test_nothing_said_with_a_certainty_leaves_everything_open() -> None:
    level = reliability([])[2]
    assert level == Level(3, 0.95, right=0, n=0, low=0.0, high=1.0)
    assert level.share is None


def test_each_certainty_is_counted_on_its_own() -> None:
    judgements = [
        Judgement(faithful=True, called_faithful=True, certainty=1),
        Judgement(faithful=True, called_faithful=False, certainty=1),
        Judgement(faithful=False, called_faithful=False, certainty=3),
    ]
    levels = reliability(judgements)
    assert [(x.stated, x.right, x.n, x.share) for x in levels] == [
        (0.55, 1, 2, 0.5),
        (0.75, 0, 0, None),
        (0.95, 1, 1, 1.0),
    ]


@pytest.mark.parametrize(
    ("certainty", "right", "score"),
    [
        (1, True, 0.2025),
        (2, True, 0.0625),
        (3, True, 0.0025),
        (1, False, 0.3025),
        (2, False, 0.5625),
        (3, False, 0.9025),
    ],
)
def test_the_brier_score_of_one_verdict(
    certainty: int, right: bool, score: float
) -> None:
    assert brier([Judgement(True, right, certainty)]) == pytest.approx(score)


def test_no_verdicts_no_score() -> None:
    assert brier([]) is None


@given(st.lists(judgement, min_size=1))
def test_the_score_is_what_brier_1950_sums_over_both_outcomes(
    judgements: list[Judgement],
) -> None:
    # His score sums over right and wrong, so it is twice the one used here.
    doubled = mean(
        (STATED[j.certainty] - j.right) ** 2
        + (1 - STATED[j.certainty] - (not j.right)) ** 2
        for j in judgements
    )
    assert brier(judgements) == pytest.approx(doubled / 2)


@given(st.lists(judgement, min_size=1), st.randoms(use_true_random=False))
def test_order_and_the_side_that_is_right_do_not_matter(
    judgements: list[Judgement], chance: random.Random
) -> None:
    mirrored = [
        Judgement(not j.faithful, not j.called_faithful, j.certainty)
        for j in chance.sample(judgements, len(judgements))
    ]
    assert reliability(mirrored) == reliability(judgements)
    assert brier(mirrored) == pytest.approx(brier(judgements))


@given(st.lists(judgement))
def test_every_verdict_is_counted_once(judgements: list[Judgement]) -> None:
    assert sum(level.n for level in reliability(judgements)) == len(judgements)


@given(st.lists(judgement, min_size=1))
def test_no_score_is_beyond_the_surest_right_or_wrong(
    judgements: list[Judgement],
) -> None:
    score = brier(judgements)
    assert score is not None
    assert 0.0024 < score < 0.9026
