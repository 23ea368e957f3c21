"""Six figures from an app, and the codes that stand in for it."""

from datetime import UTC, datetime, timedelta
from math import log2
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyotp import TOTP

from quizapp.game.rejoin import LETTERS
from quizapp.game.second_factor import (
    CODES,
    LENGTH,
    in_groups,
    make_recovery_codes,
    read_recovery_code,
    step_matching,
    step_of,
)
from tests.cast import NOON

# RFC 6238, appendix B: the secret is 12345678901234567890; the last six of its eight.
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
VECTORS = {
    59: "287082",
    1111111109: "081804",
    1111111111: "050471",
    1234567890: "005924",
    2000000000: "279037",
    20000000000: "353130",
}


@pytest.mark.parametrize(("second", "figures"), VECTORS.items())
def test_the_figures_are_those_of_the_standard(second: int, figures: str) -> None:
    now = datetime.fromtimestamp(second, UTC)
    assert step_matching(SECRET, figures, now=now) == second // 30


@pytest.mark.parametrize(
    ("late", "fits"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_clock_may_be_a_step_off_and_no_more(late: int, fits: bool) -> None:
    then = NOON + timedelta(seconds=30 * late)
    step = step_matching(SECRET, TOTP(SECRET).at(then), now=NOON)
    assert step == (step_of(then) if fits else None)


@pytest.mark.parametrize("typed", ["287082", " 287 082 ", "287-082"])
def test_figures_are_read_as_people_type_them(typed: str) -> None:
    assert step_matching(SECRET, typed, now=datetime.fromtimestamp(59, UTC)) == 1


@pytest.mark.parametrize(
    "typed", ["", "28708", "2870822", "28708a", "２８７０８２", "287082\0", "x" * 9999]
)
def test_what_is_not_six_figures_fits_nothing(typed: str) -> None:
    assert step_matching(SECRET, typed, now=datetime.fromtimestamp(59, UTC)) is None


@given(st.text(max_size=60))
def test_whatever_is_typed_is_judged(typed: str) -> None:
    step = step_matching(SECRET, typed, now=NOON)
    assert step in (None, step_of(NOON) - 1, step_of(NOON), step_of(NOON) + 1)
    assert len(read_recovery_code(typed)) <= 4 * LENGTH * 3


def test_ten_recovery_codes_have_112_bits_each() -> None:
    codes = make_recovery_codes(Random(1))
    assert len(set(codes)) == CODES == 10
    assert log2(len(LETTERS)) * LENGTH >= 112


def test_a_recovery_code_is_read_however_it_is_written() -> None:
    (code, *_) = make_recovery_codes(Random(1))
    for typed in (
        code,
        in_groups(code),
        in_groups(code).lower(),
        f" {code[:5]} {code[5:]}",
    ):
        assert read_recovery_code(typed) == code
