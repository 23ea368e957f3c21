"""A group's dials: the figures are the pooled ones, the intervals those of people."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from quizapp.game.discernment import Judgement, auc, criterion
from quizapp.game.draws import Draws
from quizapp.game.resampling import group_dials

judged = st.lists(
    st.builds(Judgement, st.booleans(), st.booleans(), st.integers(1, 3)),
    min_size=4,
    max_size=12,
)


def reader(rng: Random, *, hits: float, flags: float, lines: int) -> list[Judgement]:
    return [
        Judgement(faithful, rng.random() >= (flags if faithful else hits), 2)
        for faithful in [True, False] * (lines // 2)
    ]


@given(st.lists(judged, min_size=6, max_size=12))
def test_the_figures_are_those_of_all_answers_together(
    people: list[list[Judgement]],
) -> None:
    pooled = [each for one in people for each in one]
    found = group_dials(people, draws=Draws("1"))
    if found.spotting is None or found.suspicion is None:
        assert found.lines_missing or not all(
            sum(j.faithful is sort for j in pooled) >= 10 for sort in (True, False)
        )
        return
    area, lean = auc(pooled), criterion(pooled)
    assert area is not None
    assert lean is not None
    assert found.spotting.value == area.value
    assert found.suspicion.value == lean.value
    assert 0 <= found.spotting.low <= area.value <= found.spotting.high <= 1


@given(st.lists(judged, min_size=6, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_people_does_not_move_the_figures(
    people: list[list[Judgement]], rng: Random
) -> None:
    shuffled = people[:]
    rng.shuffle(shuffled)
    one, other = (group_dials(each, draws=Draws("1")) for each in (people, shuffled))
    assert (one.spotting is None) == (other.spotting is None)
    if one.spotting and other.spotting:
        assert one.spotting.value == other.spotting.value


def test_four_people_are_too_few_to_draw_anew() -> None:
    rng = Random(3)
    people = [reader(rng, hits=0.8, flags=0.2, lines=20) for _ in range(4)]
    assert group_dials(people, draws=Draws("1")).spotting is None


def test_people_who_differ_make_the_interval_wider_than_answers_would() -> None:
    rng = Random(5)
    sharp = [reader(rng, hits=0.98, flags=0.02, lines=20) for _ in range(10)]
    lost = [reader(rng, hits=0.5, flags=0.5, lines=20) for _ in range(10)]
    found = group_dials(sharp + lost, draws=Draws("1")).spotting
    pooled = auc([each for one in sharp + lost for each in one])
    assert found is not None
    assert pooled is not None
    assert found.high - found.low > pooled.high - pooled.low


def test_most_intervals_hold_the_figure_that_made_the_answers() -> None:
    """Of 40 simulated classes, nine in ten intervals hold the true area."""
    rng = Random(1)
    # With one certainty the area is (1 + hits − flags) / 2.
    held = 0
    for _ in range(40):
        people = [reader(rng, hits=0.8, flags=0.3, lines=10) for _ in range(25)]
        found = group_dials(people, draws=Draws("1")).spotting
        assert found is not None
        held += found.low <= 0.75 <= found.high
    assert held >= 36
