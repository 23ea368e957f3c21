from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.compare.kinds import Kind
from quizapp.game.format import CARRIES, PARTS, Format
from quizapp.game.line import Change, Excerpt, Line
from quizapp.game.question import Question, Stocked, ask, formats_of
from tests import cast
from tests.game.generated import kinds

LINE = Stocked(7, cast.altered("asked"))
FOILS = [Stocked(8, cast.sound("one")), Stocked(9, cast.sound("two"))]
WITH_OPTIONS = [Format.SPOT, Format.NAME, Format.RESTORE, Format.MISSING]
seeds = st.integers(0, 2**32)


def put(fmt: Format, seed: int) -> Question:
    about = Stocked(7, cast.omitted("asked")) if fmt is Format.MISSING else LINE
    return ask(fmt, about, foils=FOILS, rng=Random(seed))


def test_a_headline_is_never_to_be_named() -> None:
    assert Format.NAME not in formats_of(cast.headline("early"))


def long_line(words: int, changed: str) -> Line:
    text = " ".join(f"w{n:03}" for n in range(words))
    line = replace(cast.altered("long"), derived=Excerpt(text))
    return replace(line, changes=(Change(changed, "x"),))


@pytest.mark.parametrize(
    ("line", "formats"),
    [
        (cast.sound("a"), {Format.JUDGE}),
        (cast.altered("a"), set(Format) - {Format.MISSING}),
        (cast.claimed("a"), {Format.JUDGE, Format.SPOT, Format.NAME}),
        (cast.omitted("a"), {Format.MISSING}),
        (replace(cast.omitted("a"), kept=cast.omitted("a").kept[:2]), set()),
    ],
    ids=["sound", "altered", "claimed", "omitted", "too little kept"],
)
def test_a_line_is_played_in_the_formats_it_fits(
    line: Line, formats: set[Format]
) -> None:
    assert formats_of(line) == formats


@pytest.mark.parametrize(
    ("line", "can"),
    [
        (long_line(8, "w000 w001 w002 w003"), True),
        (long_line(8, "w000 w001 w002 w003 w004"), False),
        (long_line(60, "w000"), True),
        (long_line(61, "w000"), False),
        (long_line(8, ""), False),
    ],
    ids=["half", "more than half", "sixty words", "too long", "only dropped words"],
)
def test_a_line_can_be_marked_where_marking_means_something(
    line: Line, can: bool
) -> None:
    assert (Format.MARK in formats_of(line)) == can


@pytest.mark.parametrize(
    ("line", "key"),
    [(cast.sound("a"), CARRIES), (cast.claimed("a"), PARTS)],
    ids=["sound", "claimed"],
)
def test_judging_offers_no_options(line: Line, key: str) -> None:
    asked = ask(Format.JUDGE, Stocked(3, line), rng=Random(0))
    assert asked == Question(Format.JUDGE, 3, (), key)


def test_marking_is_keyed_by_the_changed_words() -> None:
    assert put(Format.MARK, 0).key == (1, 2, 3)


@given(seeds)
def test_the_key_of_spotting_is_the_line_asked_about(seed: int) -> None:
    asked = put(Format.SPOT, seed)
    assert sorted(asked.options) == [7, 8, 9]
    assert asked.options[asked.key] == 7


@given(seeds)
def test_the_key_of_restoring_is_what_the_source_has(seed: int) -> None:
    asked = put(Format.RESTORE, seed)
    assert sorted(asked.options) == ["hope to keep", "plan to drop", "wish to sell"]
    assert asked.options[asked.key] == "hope to keep"


@given(seeds)
def test_the_key_of_missing_is_what_was_left_out(seed: int) -> None:
    asked = put(Format.MISSING, seed)
    kept = {k.source for k in cast.omitted("asked").kept}
    assert len(set(asked.options) & kept) == 3
    assert len(asked.options) == 4
    assert asked.options[asked.key] == "The asked boat may yet stay."


@given(seeds, st.lists(kinds, min_size=1, max_size=4, unique=True))
def test_naming_offers_four_kinds_of_which_one_is_true(
    seed: int, named: list[Kind]
) -> None:
    line = replace(cast.claimed("asked"), kinds=tuple(named), resembles=named[0])
    asked = ask(Format.NAME, Stocked(7, line), rng=Random(seed))
    assert len(set(asked.options)) == 4
    assert asked.options[asked.key] == named[0]
    assert set(asked.options) & set(named) == {named[0]}
    assert Kind.OMITTED_CONTEXT not in asked.options


@pytest.mark.parametrize("fmt", WITH_OPTIONS)
def test_the_same_seed_puts_the_same_question(fmt: Format) -> None:
    assert put(fmt, 5) == put(fmt, 5)


@pytest.mark.parametrize("fmt", WITH_OPTIONS)
def test_the_key_stands_in_every_place_equally_often(fmt: Format) -> None:
    rounds = 2000
    keys = [put(fmt, seed).key for seed in range(rounds)]
    places = len(put(fmt, 0).options)
    expected = rounds / places
    chi_square = sum((keys.count(p) - expected) ** 2 / expected for p in range(places))
    assert chi_square < 16.3  # one in a thousand at three degrees of freedom
