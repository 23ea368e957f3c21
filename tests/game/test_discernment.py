import random
from collections.abc import Callable
from itertools import pairwise, product
from math import comb, erf, exp, isclose, pi, sqrt
from statistics import NormalDist, mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.game.discernment import (
    Dials,
    Estimate,
    Judgement,
    auc,
    auc_interval,
    criterion,
    d_prime,
    dials,
    roc_area,
)

judgement = st.builds(
    Judgement, st.booleans(), st.booleans(), st.sampled_from((1, 2, 3))
)
both_sorts = st.lists(judgement, min_size=2, max_size=60).filter(
    lambda js: len({j.faithful for j in js}) == 2
)


def said(hits: int, misses: int, false_alarms: int, passed: int) -> list[Judgement]:
    """Judgements with these counts, all at the lowest certainty."""
    return (
        [Judgement(False, False, 1)] * hits
        + [Judgement(False, True, 1)] * misses
        + [Judgement(True, False, 1)] * false_alarms
        + [Judgement(True, True, 1)] * passed
    )


def swap_truth(judgements: list[Judgement]) -> list[Judgement]:
    return [
        Judgement(not j.faithful, j.called_faithful, j.certainty) for j in judgements
    ]


def swap_verdict(judgements: list[Judgement]) -> list[Judgement]:
    return [
        Judgement(j.faithful, not j.called_faithful, j.certainty) for j in judgements
    ]


# Ratings


@pytest.mark.parametrize(
    ("called_faithful", "certainty", "rating"),
    [
        (True, 3, 1),
        (True, 2, 2),
        (True, 1, 3),
        (False, 1, 4),
        (False, 2, 5),
        (False, 3, 6),
    ],
)
def test_verdict_and_certainty_make_six_points(
    called_faithful: bool, certainty: int, rating: int
) -> None:
    assert Judgement(True, called_faithful, certainty).rating == rating


@pytest.mark.parametrize("certainty", [0, 4, -1])
def test_a_certainty_off_the_scale_is_refused(certainty: int) -> None:
    with pytest.raises(ValueError, match="certainty is 1, 2 or 3"):
        Judgement(True, True, certainty)


# Published worked examples


def test_area_of_the_tomograms_of_hanley_and_mcneil_1982() -> None:
    # Table I: 58 normal and 51 abnormal images rated 1 to 5; W = 0.893.
    normal = [1] * 33 + [2] * 6 + [3] * 6 + [4] * 11 + [5] * 2
    abnormal = [1] * 3 + [2] * 2 + [3] * 2 + [4] * 11 + [5] * 33
    assert round(roc_area(normal, abnormal), 3) == 0.893


def test_area_and_interval_of_nap_in_the_r_package_singlecasees() -> None:
    # Its documented example; NAP is the same area, its interval Newcombe's fifth.
    before, after = [20, 20, 26, 25, 22, 23], [28, 25, 24, 27, 30, 30, 29]
    area = roc_area(before, after)
    assert area == pytest.approx(0.9166666666666666)
    assert auc_interval(area, 6, 7) == pytest.approx(
        (0.5973193600384168, 0.9859976893703788), abs=1e-9
    )


def test_log_linear_figures_of_the_r_package_statpsych() -> None:
    # signal(82, 46, 100, 100): d-prime 1.002793, bias −0.4019603.
    judgements = said(82, 18, 46, 54)
    sensitivity, bias = d_prime(judgements), criterion(judgements)
    assert sensitivity is not None
    assert bias is not None
    assert sensitivity.value == pytest.approx(1.002793, abs=1e-6)
    assert bias.value == pytest.approx(-0.4019603, abs=1e-7)


def test_the_face_recognition_example_of_macmillan_and_creelman() -> None:
    # H = .8, F = .4 give d′ = 1.095 and c = −.294; on many lines the correction fades.
    judgements = said(16000, 4000, 8000, 12000)
    sensitivity, bias = d_prime(judgements), criterion(judgements)
    assert sensitivity is not None
    assert bias is not None
    assert round(sensitivity.value, 3) == 1.095
    assert round(bias.value, 3) == -0.294


# Independent implementations


@given(both_sorts)
def test_area_is_the_share_of_pairs_told_apart(judgements: list[Judgement]) -> None:
    pairs = [
        1.0 if b.rating > a.rating else 0.5 if b.rating == a.rating else 0.0
        for a, b in product(judgements, judgements)
        if a.faithful and not b.faithful
    ]
    spotting = auc(judgements)
    assert spotting is not None
    assert spotting.value == pytest.approx(mean(pairs))


@given(both_sorts)
def test_area_is_the_area_under_the_drawn_curve(judgements: list[Judgement]) -> None:
    faithful = [j.rating for j in judgements if j.faithful]
    discrepant = [j.rating for j in judgements if not j.faithful]
    curve = [
        (
            sum(r >= cut for r in faithful) / len(faithful),
            sum(r >= cut for r in discrepant) / len(discrepant),
        )
        for cut in range(7, 0, -1)
    ]
    steps = pairwise(curve)
    trapezia = sum((x2 - x1) * (y1 + y2) / 2 for (x1, y1), (x2, y2) in steps)
    spotting = auc(judgements)
    assert spotting is not None
    assert spotting.value == pytest.approx(trapezia)


@pytest.mark.parametrize("area", [0.3, 0.5, 0.86, 0.97])
@pytest.mark.parametrize(("m", "n"), [(5, 5), (10, 14), (40, 40)])
def test_the_ends_of_the_interval_are_just_z_away(area: float, m: int, n: int) -> None:
    for end in auc_interval(area, m, n):
        half = (m + n) / 2
        q1, q2 = end / (2 - end), 2 * end**2 / (1 + end)
        spread = (half - 1) * (q1 - end**2 + q2 - end**2)
        deviation = sqrt((end * (1 - end) + spread) / (m * n))
        assert abs(area - end) / deviation == pytest.approx(1.959964, abs=1e-5)


@pytest.mark.parametrize("counts", [(8, 2, 4, 6), (10, 0, 0, 10), (3, 17, 1, 9)])
def test_bias_by_hand(counts: tuple[int, int, int, int]) -> None:
    hits, misses, false_alarms, passed = counts

    def z_and_variance(count: int, total: int) -> tuple[float, float]:
        rate, low, high = (count + 0.5) / (total + 1), -9.0, 9.0
        while high - low > 1e-12:
            middle = (low + high) / 2
            below = (1 + erf(middle / sqrt(2))) / 2 < rate
            low, high = (middle, high) if below else (low, middle)
        density = exp(-low * low / 2) / sqrt(2 * pi)
        return low, rate * (1 - rate) / total / density**2

    z_h, var_h = z_and_variance(hits, hits + misses)
    z_f, var_f = z_and_variance(false_alarms, false_alarms + passed)
    bias = criterion(said(*counts))
    sensitivity = d_prime(said(*counts))
    spread = 1.959964 * sqrt(var_h + var_f)
    for estimate, value, half in (
        (bias, -(z_h + z_f) / 2, spread / 2),
        (sensitivity, z_h - z_f, spread),
    ):
        assert estimate is not None
        assert estimate.value == pytest.approx(value)
        assert estimate.low == pytest.approx(value - half, abs=1e-5)
        assert estimate.high == pytest.approx(value + half, abs=1e-5)


# Coverage: an interval has to hold what it promises at the size of a few rounds


CUTS = (-1.2, -0.6, 0.0, 0.6, 1.2)


def chances(centre: float) -> list[float]:
    """How often each of the six ratings is given to lines around `centre`."""
    ends = [0.0, *(NormalDist(centre).cdf(cut) for cut in CUTS), 1.0]
    return [high - low for low, high in pairwise(ends)]


@pytest.mark.parametrize("distance", [0.0, 1.2, 2.4, 3.2])
@pytest.mark.parametrize("n", [10, 20])
def test_the_interval_of_the_area_holds_what_it_promises(
    distance: float, n: int
) -> None:
    faithful, discrepant = chances(-distance / 2), chances(distance / 2)
    true = sum(
        p * q * ((b > a) + 0.5 * (b == a))
        for (a, p), (b, q) in product(enumerate(faithful), enumerate(discrepant))
    )
    chance, held, draws = random.Random(1982), 0, 1500
    for _ in range(draws):
        area = roc_area(
            chance.choices(range(6), faithful, k=n),
            chance.choices(range(6), discrepant, k=n),
        )
        low, high = auc_interval(area, n, n)
        held += low <= true <= high
    assert 0.935 < held / draws < 0.99


@pytest.mark.parametrize("bias", [-0.5, 0.0, 0.5])
@pytest.mark.parametrize("sensitivity", [0.0, 1.0, 2.0])
def test_the_interval_of_the_bias_holds_what_it_promises(
    bias: float, sensitivity: float
) -> None:
    n, normal = 10, NormalDist()
    hit = normal.cdf(sensitivity / 2 - bias)
    false_alarm = normal.cdf(-sensitivity / 2 - bias)
    held = 0.0
    for h, f in product(range(n + 1), repeat=2):
        estimate = criterion(said(h, n - h, f, n - f))
        assert estimate is not None
        if estimate.includes(bias):
            held += (
                comb(n, h)
                * hit**h
                * (1 - hit) ** (n - h)
                * comb(n, f)
                * false_alarm**f
                * (1 - false_alarm) ** (n - f)
            )
    assert held > 0.94


# Properties


def every_figure(judgements: list[Judgement]) -> list[Estimate | None]:
    return [auc(judgements), criterion(judgements), d_prime(judgements)]


@given(both_sorts, st.randoms(use_true_random=False))
def test_order_does_not_matter(
    judgements: list[Judgement], chance: random.Random
) -> None:
    shuffled = chance.sample(judgements, len(judgements))
    assert every_figure(shuffled) == every_figure(judgements)


@given(both_sorts)
def test_figures_lie_in_their_intervals_and_bounds(judgements: list[Judgement]) -> None:
    spotting, suspicion = auc(judgements), criterion(judgements)
    assert spotting is not None
    assert suspicion is not None
    assert 0 <= spotting.low <= spotting.value <= spotting.high <= 1
    assert spotting.low < spotting.high
    assert suspicion.low < suspicion.value < suspicion.high


@given(both_sorts)
def test_swapping_the_truth_turns_spotting_round_and_leaves_the_lean(
    judgements: list[Judgement],
) -> None:
    before, after = every_figure(judgements), every_figure(swap_truth(judgements))
    assert turned(before[0], 1) == ends(after[0])
    assert before[1] is not None
    assert after[1] is not None
    assert isclose(before[1].value, after[1].value, abs_tol=1e-12)
    assert turned(before[2], 0) == ends(after[2])


@given(both_sorts)
def test_swapping_the_verdicts_turns_everything_round(
    judgements: list[Judgement],
) -> None:
    before, after = every_figure(judgements), every_figure(swap_verdict(judgements))
    assert turned(before[0], 1) == ends(after[0])
    assert turned(before[1], 0) == ends(after[1])
    assert turned(before[2], 0) == ends(after[2])


def ends(estimate: Estimate | None) -> tuple[float, float, float] | None:
    if estimate is None:
        return None
    return estimate.value, estimate.low, estimate.high


def turned(estimate: Estimate | None, about: int) -> object:
    """The figure and its ends mirrored: `about` less each of them."""
    if estimate is None:
        return None
    value, low, high = (
        about - estimate.value,
        about - estimate.high,
        about - estimate.low,
    )
    return pytest.approx((value, low, high), abs=1e-9)


ratings = st.lists(st.integers(1, 6), min_size=1, max_size=30)


@given(ratings, ratings)
@pytest.mark.parametrize("stretch", [exp, lambda x: x**3 - 7, lambda x: -1 / x])
def test_stretching_the_scale_changes_nothing(
    stretch: Callable[[float], float], without: list[int], having: list[int]
) -> None:
    stretched = roc_area(map(stretch, without), map(stretch, having))
    assert stretched == roc_area(without, having)


@given(st.floats(0, 1), st.integers(1, 50), st.integers(1, 50))
def test_more_lines_narrow_the_interval(area: float, m: int, n: int) -> None:
    low, high = auc_interval(area, m, n)
    nearer_low, nearer_high = auc_interval(area, 4 * m, 4 * n)
    assert low <= nearer_low + 1e-9
    assert nearer_high <= high + 1e-9


# Too few to tell


def lines(faithful: int, discrepant: int) -> list[Judgement]:
    return said(discrepant, 0, 0, faithful)


@pytest.mark.parametrize("figure", [auc, criterion, d_prime])
@pytest.mark.parametrize(("faithful", "discrepant"), [(0, 0), (12, 0), (0, 12)])
def test_no_figure_without_lines_of_both_sorts(
    figure: Callable[[list[Judgement]], Estimate | None], faithful: int, discrepant: int
) -> None:
    assert figure(lines(faithful, discrepant)) is None


@pytest.mark.parametrize(
    ("faithful", "discrepant", "missing"),
    [(0, 0, 20), (5, 5, 10), (12, 3, 7), (10, 9, 1), (9, 40, 1)],
)
def test_below_ten_and_ten_both_dials_wait(
    faithful: int, discrepant: int, missing: int
) -> None:
    assert dials(lines(faithful, discrepant)) == Dials(None, None, missing)
    assert d_prime(lines(faithful, discrepant)) is None


def test_from_ten_and_ten_both_dials_tell() -> None:
    judgements = lines(10, 10)
    both = dials(judgements)
    assert both == Dials(auc(judgements), criterion(judgements), 0)
    assert both.spotting is not None
    assert both.spotting.value == 1
    assert both.spotting.low == pytest.approx(0.80, abs=0.005)
    assert both.suspicion is not None
    assert both.suspicion.value == pytest.approx(0)
