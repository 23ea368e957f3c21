"""Our figures beside those of scikit-learn and SciPy, on whatever Hypothesis finds."""

from collections import defaultdict
from random import Random

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss, roc_auc_score, roc_curve

from quizapp.game.board import measure_all
from quizapp.game.calibration import STATED, brier, reliability
from quizapp.game.discernment import Judgement, auc, criterion, d_prime, roc_area
from quizapp.game.draws import Draws
from quizapp.game.format import CARRIES, PARTS, Format
from quizapp.game.items import FEWEST_OTHERS, MetLines, Trial, add_trial, analyse
from quizapp.game.proportion import correlation, wilson
from quizapp.game.resampling import count

judgement = st.builds(
    Judgement, st.booleans(), st.booleans(), st.sampled_from((1, 2, 3))
)
both_sorts = st.lists(judgement, min_size=2, max_size=80).filter(
    lambda js: len({j.faithful for j in js}) == 2
)


def split(judgements: list[Judgement]) -> tuple[list[bool], list[int]]:
    """Return truth and rating as scikit-learn takes them."""
    return [not j.faithful for j in judgements], [j.rating for j in judgements]


@given(both_sorts)
def test_the_area_is_that_of_scikit_learn(judgements: list[Judgement]) -> None:
    truth, rating = split(judgements)
    found = auc(judgements)
    assert found is not None
    assert found.value == pytest.approx(roc_auc_score(truth, rating))


measure = st.floats(-50, 50, allow_nan=False)


@given(st.lists(measure, min_size=1), st.lists(measure, min_size=1))
def test_so_it_is_on_any_scale(without: list[float], having: list[float]) -> None:
    truth = [0] * len(without) + [1] * len(having)
    assert roc_area(without, having) == pytest.approx(
        roc_auc_score(truth, without + having)
    )


@given(both_sorts)
def test_the_five_cuts_lie_on_the_curve_of_scikit_learn(
    judgements: list[Judgement],
) -> None:
    truth, rating = split(judgements)
    alarms, hits, cuts = roc_curve(truth, rating, drop_intermediate=False)
    theirs = dict(zip(cuts, zip(alarms, hits, strict=True), strict=True))
    ours = measure_all({"all": {1: count(judgements)}}, draws=Draws("1"))["all"].cuts
    for cut, point in zip((6, 5, 4, 3, 2), ours, strict=True):
        # A cut that nobody's rating lies at is the next stricter one.
        known = min((c for c in theirs if c >= cut), default=max(theirs))
        assert point == pytest.approx(theirs[known])


@given(st.lists(judgement, min_size=1, max_size=80))
def test_brier_and_reliability_are_those_of_scikit_learn(
    judgements: list[Judgement],
) -> None:
    right = [j.right for j in judgements]
    stated = [STATED[j.certainty] for j in judgements]
    score = brier_score_loss(right, stated, labels=[False, True], pos_label=True)
    assert brier(judgements) == pytest.approx(score)
    shares, means = calibration_curve(right, stated, n_bins=5)
    told = [level for level in reliability(judgements) if level.n]
    assert [level.share for level in told] == pytest.approx(list(shares))
    assert [level.stated for level in told] == pytest.approx(list(means))


def lines_of(faithful: bool) -> st.SearchStrategy[list[Judgement]]:
    said = st.builds(Judgement, st.just(faithful), st.booleans(), st.just(1))
    return st.lists(said, min_size=10, max_size=40)


@given(st.builds(list.__add__, lines_of(True), lines_of(False)))
def test_d_prime_and_c_are_z_scores_of_scipy(judgements: list[Judgement]) -> None:
    rates = []
    for faithful in (False, True):
        called = [not j.called_faithful for j in judgements if j.faithful is faithful]
        rates.append((sum(called) + 0.5) / (len(called) + 1))
    hits, alarms = stats.norm.ppf(rates)
    apart, lean = d_prime(judgements), criterion(judgements)
    assert apart is not None
    assert lean is not None
    assert apart.value == pytest.approx(hits - alarms)
    assert lean.value == pytest.approx(-(hits + alarms) / 2)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilsons_interval_is_that_of_scipy(counts: tuple[int, int]) -> None:
    ends = stats.binomtest(*counts).proportion_ci(0.95, method="wilson")
    assert wilson(*counts) == pytest.approx((ends.low, ends.high), abs=1e-12)


pairs = st.lists(st.tuples(measure, measure), min_size=4, max_size=60)


@given(pairs)
def test_a_correlation_and_its_interval_are_those_of_scipy(
    drawn: list[tuple[float, float]],
) -> None:
    first, second = (list(side) for side in zip(*drawn, strict=True))
    # Where a side hardly varies, both sides are left with rounding.
    assume(min(np.std(first), np.std(second)) > 1e-3)
    theirs = stats.pearsonr(first, second)
    assume(abs(theirs.statistic) < 1 - 1e-9)
    ends = theirs.confidence_interval(0.95)
    found = correlation(first, second)
    assert found is not None
    assert found.value == pytest.approx(theirs.statistic, abs=1e-9)
    assert (found.low, found.high) == pytest.approx((ends.low, ends.high), abs=1e-7)


@pytest.mark.parametrize("seed", range(5))
def test_discrimination_is_the_point_biserial_of_scipy_where_lines_are_missing(
    seed: int,
) -> None:
    """Forty people each meet some of nine lines; the line itself is left out."""
    rng = Random(seed)
    met: dict[int, dict[str, bool]] = defaultdict(dict)
    for person in range(40):
        skill = rng.random()
        for line in rng.sample("abcdefghi", rng.randrange(2, 10)):
            met[person][line] = rng.random() < skill
    people: dict[int, MetLines] = defaultdict(dict)
    for who, mine in met.items():
        for line, ok in mine.items():
            said = PARTS if ok else CARRIES
            one = Trial(line, Format.JUDGE, False, said, 2, float(ok))
            add_trial(people[who], one)
    for item in analyse(people.values()):
        able = [
            mine
            for mine in met.values()
            if item.line in mine and len(mine) > FEWEST_OTHERS
        ]
        here = [mine[item.line] for mine in able]
        rest = [np.mean([ok for k, ok in m.items() if k != item.line]) for m in able]
        theirs = stats.pointbiserialr(here, rest).statistic
        assert item.discrimination is not None
        assert item.discrimination.value == pytest.approx(theirs)
        assert item.discrimination.n == len(able)
