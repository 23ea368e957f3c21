"""Known players in, known dials out: the model, and what the statistics make of it."""

from random import Random
from statistics import NormalDist, fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.game.discernment import Judgement, criterion, d_prime
from quizapp.game.draws import Draws
from quizapp.game.format import CARRIES, Format
from quizapp.game.question import Question
from quizapp.game.resampling import group_dials
from quizapp.game.simulation import CUTS, Reader, known

PEOPLE, LINES = 30, 20  # of either sort for each
SEEDS = range(40)
READERS = st.builds(Reader, st.floats(0, 3), st.floats(-1, 1))


def judged(reader: Reader, rng: Random, lines: int = LINES) -> list[Judgement]:
    """Let a reader judge so many lines of either sort."""
    found = []
    for faithful in (True, False) * lines:
        verdict, certainty = reader.judge(faithful=faithful, rng=rng)
        found.append(Judgement(faithful, verdict == CARRIES, certainty))
    return found


@pytest.mark.parametrize(("d", "c"), [(0.8, 0.0), (1.5, -0.3), (2.0, 0.4)])
def test_a_group_s_dials_recover_what_is_known(d: float, c: float) -> None:
    held = {"spotting": 0, "suspicion": 0}
    for seed in SEEDS:
        rng = Random(f"{seed} {d} {c}")
        readers = [
            Reader(max(0.0, rng.gauss(d, 0.3)), rng.gauss(c, 0.2))
            for _ in range(PEOPLE)
        ]
        truth = known(readers)
        dials = group_dials(
            [judged(reader, rng) for reader in readers], draws=Draws(str(rng.random()))
        )
        assert dials.spotting
        assert dials.suspicion
        held["spotting"] += dials.spotting.includes(truth.area)
        held["suspicion"] += dials.suspicion.includes(truth.criterion)
    # 95 % of 40 are 38; fewer than 35 come by chance once in a hundred times.
    assert min(held.values()) >= 35, held


@pytest.mark.parametrize(("d", "c"), [(1.0, 0.0), (1.5, -0.5), (2.0, 0.3)])
def test_one_reader_s_figures_recover_what_is_known(d: float, c: float) -> None:
    held = {"d": 0, "c": 0}
    for seed in range(200):
        said = judged(Reader(d, c), Random(f"{seed} {d} {c}"), lines=40)
        one, other = d_prime(said), criterion(said)
        assert one
        assert other
        held["d"] += one.includes(d)
        held["c"] += other.includes(c)
    assert min(held.values()) >= 182, held


@given(READERS, st.booleans())
def test_chances_are_chances(reader: Reader, faithful: bool) -> None:
    chances = reader.chances(faithful=faithful)
    assert len(chances) == len(CUTS) + 1
    assert min(chances) >= 0
    assert sum(chances) == pytest.approx(1)


@given(READERS)
def test_one_reader_is_known_as_they_were_made(reader: Reader) -> None:
    truth = known([reader])
    assert truth.criterion == pytest.approx(reader.c, abs=1e-5)
    # Six ratings lose a little of what a feeling without steps would tell.
    whole = NormalDist().cdf(reader.d / 2**0.5)
    assert 0.5 - 1e-9 <= truth.area <= whole + 1e-9


@given(READERS, st.floats(0.1, 1))
def test_whoever_tells_lines_apart_better_has_the_larger_area(
    reader: Reader, more: float
) -> None:
    better = Reader(reader.d + more, reader.c)
    assert known([better]).area > known([reader]).area


def test_a_drawn_verdict_follows_its_chances() -> None:
    reader, rng = Reader(1.2, -0.2), Random(4)
    drawn = [reader.judge(faithful=False, rng=rng) for _ in range(5000)]
    surely_not = fmean(said == ("parts", 3) for said in drawn)
    assert surely_not == pytest.approx(reader.chances(faithful=False)[5], abs=0.02)


@pytest.mark.parametrize("fmt", [Format.SPOT, Format.NAME, Format.MISSING])
def test_choices_are_better_than_chance_and_in_range(fmt: Format) -> None:
    question, rng = Question(fmt, 1, (1, 2, 3), 2), Random(5)
    said = [
        Reader(1.5, 0).answer(question, faithful=False, rng=rng) for _ in range(500)
    ]
    assert {choice for choice, _ in said} == {0, 1, 2}
    assert fmean(choice == 2 for choice, _ in said) > 0.6
    sure = {1, 2, 3} if fmt.asks_certainty else {None}
    assert {certainty for _, certainty in said} == sure


def test_at_least_one_word_is_marked() -> None:
    question, rng = Question(Format.MARK, 1, tuple("abcde"), (1, 2)), Random(6)
    for _ in range(200):
        choice, certainty = Reader(1.0, 0).answer(question, faithful=False, rng=rng)
        assert isinstance(choice, tuple)
        assert set(choice) <= set(range(5))
        assert choice
        assert certainty is None
