"""Question analysis: known answers in, known figures out."""

import json
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.game.format import CARRIES, PARTS, Format
from quizapp.game.items import (
    FEWEST,
    Advice,
    MetLines,
    Trial,
    add_trial,
    analyse,
    read_lines,
    written_lines,
)
from quizapp.game.proportion import correlation, share, wilson

Answers = list[tuple[int, Trial]]


def trial(
    person: int, line: str, right: bool, *, faithful: bool = False
) -> tuple[int, Trial]:
    key = CARRIES if faithful else PARTS
    choice = key if right else (PARTS if faithful else CARRIES)
    return person, Trial(line, Format.JUDGE, faithful, choice, 2, float(right))


def met(trials: Answers) -> list[MetLines]:
    """Count up what each person met, in the order given."""
    people: dict[int, MetLines] = {}
    for at, (person, one) in enumerate(trials):
        add_trial(people.setdefault(person, {}), replace(one, at=at))
    return list(people.values())


def class_of(
    people: int, chance: float, odd: float, *, faithful: bool = False
) -> Answers:
    """Everybody answers five plain lines, and one odd line that the better miss."""
    rng = Random(3)
    found = []
    for person in range(people):
        skill = person / people
        for line in range(5):
            found.append(trial(person, f"plain{line}", rng.random() < skill))
        found.append(
            trial(
                person,
                "odd",
                rng.random() < chance + odd * (skill - 0.5),
                faithful=faithful,
            )
        )
    return found


def advice_on(trials: Answers, line: str) -> Advice | None:
    return next(item.advice for item in analyse(met(trials)) if item.line == line)


@pytest.mark.parametrize(
    ("chance", "odd", "faithful", "advice"),
    [
        (0.5, -0.9, False, Advice.KEY_DOUBTFUL),
        (0.2, 0.0, True, Advice.NOT_BELIEVED),
        (0.99, 0.0, False, Advice.TOO_EASY),
        (0.6, 0.8, False, Advice.FINE),
    ],
)
def test_a_line_is_told_from_its_answers(
    chance: float, odd: float, faithful: bool, advice: Advice
) -> None:
    assert advice_on(class_of(300, chance, odd, faithful=faithful), "odd") is advice


def test_nothing_is_told_from_nineteen_answers() -> None:
    trials = class_of(FEWEST - 1, 0.5, -0.9)
    assert {item.advice for item in analyse(met(trials))} == {None}


def test_a_line_is_not_held_against_itself() -> None:
    """With one other line each, nobody has met enough to be held against."""
    trials = [trial(p, line, p % 2 == 0) for p in range(40) for line in ("a", "b")]
    assert [item.discrimination for item in analyse(met(trials))] == [None, None]


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from("abc"), st.booleans())))
def test_counts_add_up_whatever_was_answered(rows: list[tuple[int, str, bool]]) -> None:
    items = analyse(met([trial(*row) for row in rows]))
    assert sum(item.n for item in items) == len(rows)
    for item in items:
        assert sum(item.choices.values()) == item.n
        assert item.facility is not None
        assert item.facility.low <= item.facility.value <= item.facility.high


def test_a_line_met_again_in_another_version_was_seen_before() -> None:
    """Lea meets the second version after the first, Otto the other way round."""
    lea = met([trial(1, "v1", True), trial(1, "v2", False), trial(1, "v2", True)])
    otto = met([trial(2, "v2", True), trial(2, "v1", True)])
    items = analyse(lea + otto, {"v1": "line", "v2": "line"})
    assert {item.line: item.seen_before for item in items} == {"v1": 1, "v2": 2}


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from("abc"), st.booleans())))
def test_what_was_kept_as_json_says_the_same(rows: list[tuple[int, str, bool]]) -> None:
    people = met([trial(*row) for row in rows])
    stored = [json.loads(json.dumps(written_lines(lines))) for lines in people]
    assert [read_lines(lines) for lines in stored] == people


@given(st.lists(st.tuples(st.floats(-5, 5), st.floats(-5, 5)), min_size=4))
def test_a_correlation_is_bounded_and_the_same_from_either_side(
    pairs: list[tuple[float, float]],
) -> None:
    a, b = zip(*pairs, strict=True)
    one, other = correlation(a, b), correlation(b, a)
    assert (one is None) == (other is None)
    if one and other:
        assert one.value == pytest.approx(other.value)
        assert -1 <= one.low <= one.value <= one.high <= 1


def test_a_worked_correlation() -> None:
    """Anscombe's first set: r = 0.81642; interval by Fisher's z."""
    x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
    y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]
    found = correlation(x, y)
    assert found is not None
    assert found.value == pytest.approx(0.81642, abs=1e-5)
    assert (found.low, found.high) == pytest.approx((0.4244, 0.9507), abs=1e-3)


def test_a_share_of_nothing_is_none() -> None:
    assert share(0, 0) is None
    assert wilson(0, 0) == (0.0, 1.0)
