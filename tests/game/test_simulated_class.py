"""A simulated class: exactly as many answers as asked for, in the order of a course."""

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.game.format import CARRIES, PARTS, Format
from quizapp.game.line import Form
from quizapp.game.occasion import Occasion
from quizapp.game.question import Question
from quizapp.game.simulated_class import (
    MOST_MEMBERS,
    Deals,
    Dealt,
    Played,
    class_sizes,
    make_learner,
    play,
)


def deal(first: int, size: int) -> Sequence[Dealt]:
    keys = (CARRIES, PARTS) * size
    return [
        Dealt(Question(Format.JUDGE, first + n, (), keys[n]), keys[n] == CARRIES)
        for n in range(size)
    ]


DEALS: Deals = {
    Form.TRAINING: {1: [deal(0, 10), deal(0, 9)], 2: [deal(50, 10)]},
    Form.A: {1: [deal(100, 8)], 2: [deal(150, 4)]},
    Form.B: {1: [deal(200, 8)], 2: [deal(250, 4)]},
}


def rounds(number: int, answers: int) -> list[Played]:
    rng = Random(answers)
    return list(play(make_learner(number, answers, rng), DEALS, rng))


@given(st.integers(1, 100_000), st.none() | st.integers(1, 60))
def test_sizes_add_up(answers: int, groups: int | None) -> None:
    sizes = class_sizes(answers, groups)
    assert sum(map(sum, sizes)) == answers
    assert all(0 < len(size) <= MOST_MEMBERS for size in sizes)
    assert all(min(size) > 0 for size in sizes)
    if groups:
        assert len(sizes) == min(groups, answers)


@given(st.integers(0, 1), st.integers(1, 300))
def test_a_player_gives_exactly_their_answers(number: int, answers: int) -> None:
    played = rounds(number, answers)
    assert sum(len(one.given) for one in played) == answers
    assert all(len(one.given) <= len(one.deal) for one in played)


@pytest.mark.parametrize(("number", "first"), [(0, Form.A), (1, Form.B)])
def test_a_test_comes_before_and_the_other_after(number: int, first: Form) -> None:
    played = rounds(number, 70)
    second = Form.B if first is Form.A else Form.A
    assert [one.form for one in played[:2]] == [first, first]
    assert [one.form for one in played[-2:]] == [second, second]
    assert {one.form for one in played[2:-2]} == {Form.TRAINING}
    assert {one.occasion for one in played[:2]} == {Occasion.BEFORE}
    assert {one.occasion for one in played[-2:]} == {Occasion.AFTER}
    assert all(len(one.given) == len(one.deal) for one in played)


def test_rounds_come_in_their_time_and_are_counted_by_case() -> None:
    played = rounds(0, 200)
    assert [one.when for one in played] == sorted(one.when for one in played)
    for case in (1, 2):
        numbers = [one.number for one in played if one.case == case]
        assert numbers == list(range(1, len(numbers) + 1))
    assert {one.beside for one in played} == {True, False}


def test_players_learn_and_keep_their_lean() -> None:
    learner = make_learner(0, 70, Random(1))
    ways = [learner.after_share(share) for share in (0.0, 0.5, 1.0)]
    assert (ways[0], ways[2]) == (learner.before, learner.after)
    assert ways[0].d < ways[1].d < ways[2].d
    assert {way.c for way in ways} == {learner.before.c}


def test_the_same_seed_makes_the_same_class() -> None:
    assert rounds(0, 120) == rounds(0, 120)
