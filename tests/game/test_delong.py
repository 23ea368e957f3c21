"""DeLong's interval, against the published properties of the area."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.game.delong import delong, difference
from quizapp.game.discernment import roc_area

ratings = st.lists(st.integers(1, 6), min_size=2, max_size=30)


@given(ratings, ratings)
def test_the_area_is_the_empirical_one(without: list[int], having: list[int]) -> None:
    found = delong(without, having)
    assert found is not None
    assert found.value == pytest.approx(roc_area(without, having))
    assert 0 <= found.low <= found.value <= found.high <= 1


@given(ratings, ratings)
def test_swapping_the_sides_mirrors_the_interval(
    without: list[int], having: list[int]
) -> None:
    one, other = delong(without, having), delong(having, without)
    assert one is not None
    assert other is not None
    assert (one.low, one.high) == pytest.approx((1 - other.high, 1 - other.low))


@given(ratings, ratings)
def test_only_the_order_of_ratings_counts(
    without: list[int], having: list[int]
) -> None:
    found = delong(without, having)
    cubed = delong([r**3 for r in without], [r**3 for r in having])
    assert found == cubed


def test_a_worked_example() -> None:
    """Ten and ten ratings worked by hand: placements, their variances, the interval."""
    without = [1, 2, 2, 3, 1, 4, 2, 3, 1, 2]
    having = [3, 4, 5, 6, 2, 5, 4, 6, 3, 5]
    v10 = [sum((x > y) + 0.5 * (x == y) for y in without) / 10 for x in having]
    v01 = [sum((x > y) + 0.5 * (x == y) for x in having) / 10 for y in without]
    area = sum(v10) / 10
    variance = sum(
        sum((v - area) ** 2 for v in values) / 9 / 10 for values in (v10, v01)
    )
    found = delong(without, having)
    assert found is not None
    assert found.value == pytest.approx(area)
    assert found.low == pytest.approx(area - 1.959964 * variance**0.5, abs=1e-6)


def test_one_rating_on_a_side_tells_nothing() -> None:
    assert delong([1], [2, 3]) is None
    assert difference(([1], [2, 3]), ([1, 2], [3, 4])) is None
