from collections import Counter
from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from quizapp.compare.kinds import Kind
from quizapp.game.deal import deal
from quizapp.game.format import CARRIES, Format
from quizapp.game.question import Question, Stocked, formats_of
from tests import cast
from tests.game.generated import stocks

seeds = st.integers(0, 2**32)
PLENTY = cast.stocked(
    [
        *(cast.sound(f"sound{n}") for n in range(20)),
        *(cast.altered(f"altered{n}") for n in range(10)),
        *(cast.claimed(f"claimed{n}") for n in range(10)),
        cast.omitted("omitted"),
    ]
)


def dealt(stock: list[Stocked], seed: int, size: int = 10) -> tuple[Question, ...]:
    return deal(stock, rng=Random(seed), size=size)


def shown(question: Question) -> set[int]:
    """Return the numbers of the lines a question shows."""
    foils = question.options if question.format is Format.SPOT else ()
    return {question.line, *map(int, foils)}


def turn(stocked: Stocked) -> int:
    return {True: 0, None: 1, False: 2}[stocked.missed]


@given(stocks, seeds, st.integers(0, 14))
def test_any_stock_can_be_dealt_from(
    stock: list[Stocked], seed: int, size: int
) -> None:
    assert len(dealt(stock, seed, size)) <= size


@given(stocks, seeds)
def test_no_line_is_shown_twice_in_a_round(stock: list[Stocked], seed: int) -> None:
    seen = Counter(n for q in dealt(stock, seed) for n in shown(q))
    assert set(seen.values()) <= {1}


@given(stocks, seeds)
def test_every_line_is_asked_in_a_format_it_fits(
    stock: list[Stocked], seed: int
) -> None:
    lines = {s.number: s.line for s in stock}
    for question in dealt(stock, seed):
        assert question.format in formats_of(lines[question.line])


@given(stocks, seeds)
def test_spotting_sets_one_line_among_two_sound_ones(
    stock: list[Stocked], seed: int
) -> None:
    lines = {s.number: s.line for s in stock}
    for question in dealt(stock, seed):
        if question.format is Format.SPOT:
            offered = [lines[int(n)] for n in question.options]
            assert sorted(line.faithful for line in offered) == [False, True, True]
            assert not any(line.headline for line in offered)


@given(stocks, seeds)
def test_the_same_seed_deals_the_same_round(stock: list[Stocked], seed: int) -> None:
    assert dealt(stock, seed) == dealt(stock, seed)


@given(stocks, seeds)
def test_what_was_missed_comes_first_then_what_was_not_seen(
    stock: list[Stocked], seed: int
) -> None:
    questions = dealt(stock, seed)
    taken = {n for q in questions for n in shown(q)}
    for faithful in (True, False):
        judged = {
            q.line
            for q in questions
            if q.format is Format.JUDGE and (q.key == CARRIES) == faithful
        }
        same = [s for s in stock if s.line.derived and s.line.faithful == faithful]
        left = [turn(s) for s in same if s.number not in taken]
        assert all(turn(s) <= min(left, default=2) for s in same if s.number in judged)


@given(seeds)
def test_about_half_of_the_judged_lines_are_sound(seed: int) -> None:
    keys = [q.key for q in dealt(PLENTY, seed) if q.format is Format.JUDGE]
    assert abs(keys.count(CARRIES) - len(keys) / 2) <= 1.5


def test_how_many_are_sound_cannot_be_counted_on() -> None:
    rounds = [dealt(PLENTY, seed) for seed in range(200)]
    counts = {sum(q.key == CARRIES for q in questions) for questions in rounds}
    assert len(counts) > 1


def test_a_sound_line_comes_as_often_as_one_that_parts() -> None:
    judged = [
        q.key
        for seed in range(500)
        for q in dealt(PLENTY, seed)
        if q.format is Format.JUDGE
    ]
    assert abs(judged.count(CARRIES) / len(judged) - 0.5) < 0.03


def test_ten_rounds_use_all_six_formats() -> None:
    rounds = [dealt(PLENTY, seed) for seed in range(10)]
    assert {q.format for questions in rounds for q in questions} == set(Format)


@given(seeds)
def test_a_full_stock_deals_a_full_round(seed: int) -> None:
    questions = dealt(PLENTY, seed)
    assert len(questions) == 10
    assert sum(q.format is Format.JUDGE for q in questions) == 6


@given(seeds)
def test_what_was_left_out_comes_last(seed: int) -> None:
    formats = [q.format for q in dealt(PLENTY, seed)]
    assert formats.index(Format.MISSING) == len(formats) - 1


def test_a_line_that_was_missed_is_asked_again() -> None:
    for seed in range(50):
        history = [
            Stocked(s.number, s.line, missed=s.number == 3, seen=1) for s in PLENTY
        ]
        assert 3 in {n for q in dealt(history, seed) for n in shown(q)}


def test_an_empty_stock_deals_nothing() -> None:
    assert dealt([], 0) == ()


@given(seeds, st.sampled_from([Kind.ALTERED_QUOTE, Kind.UNSUPPORTED_CLAIM]))
def test_a_kind_that_is_due_comes_first_and_half_stays_faithful(
    seed: int, kind: Kind
) -> None:
    stock = [replace(s, missed=False, seen=3) for s in PLENTY]
    # What is due was seen most of all, and would come last.
    stock = [replace(s, seen=9) if s.line.resembles is kind else s for s in stock]
    lines = {s.number: s.line for s in stock}
    questions = deal(stock, rng=Random(seed), due={kind})
    called = [q for q in questions if lines[q.line].resembles is kind]
    assert sum(not lines[q.line].faithful for q in called) >= 3
    judged = [q for q in questions if q.format is Format.JUDGE]
    assert 2 <= sum(lines[q.line].faithful for q in judged) <= 4


@given(stocks, seeds, st.sets(st.sampled_from(Kind)))
def test_whatever_is_due_a_round_is_as_long_and_shows_no_line_twice(
    stock: list[Stocked], seed: int, due: set[Kind]
) -> None:
    questions = deal(stock, rng=Random(seed), due=due)
    seen = Counter(n for q in questions for n in shown(q))
    assert set(seen.values()) <= {1}
    assert bool(questions) == bool(dealt(stock, seed))
