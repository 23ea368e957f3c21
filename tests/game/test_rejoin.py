from random import Random

from hypothesis import given
from hypothesis import strategies as st

from quizapp.game.rejoin import LETTERS, make_code, read_code, show_code

codes = st.builds(make_code, st.builds(Random, st.integers(0, 2**32)))


@given(codes)
def test_a_code_has_ten_signs_that_cannot_be_mistaken(code: str) -> None:
    assert len(code) == 10
    assert set(code) <= set(LETTERS)
    assert not set(LETTERS) & set("ILO01")


@given(codes)
def test_a_code_is_read_as_it_is_shown(code: str) -> None:
    assert read_code(show_code(code)) == code


@given(codes, st.lists(st.tuples(st.integers(0, 10), st.sampled_from(" -–.\t"))))
def test_a_code_may_be_typed_in_small_letters_with_anything_between(
    code: str, between: list[tuple[int, str]]
) -> None:
    typed = code.lower()
    for place, sign in between:
        typed = typed[:place] + sign + typed[place:]
    assert read_code(typed) == code


@given(st.text())
def test_anything_typed_is_read_without_complaint(typed: str) -> None:
    assert len(read_code(typed)) <= 20


def test_codes_differ() -> None:
    rng = Random(1)
    assert len({make_code(rng) for _ in range(1000)}) == 1000
