import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.game.format import CARRIES, PARTS, Choice, Format
from quizapp.game.marks import Mark, is_right, mark, overlap

places = st.frozensets(st.integers(0, 30))


@pytest.mark.parametrize(
    ("certainty", "right", "wrong"),
    [(1, 1, 0), (2, 2, -2), (3, 3, -6)],
    ids=["a hunch", "fairly sure", "certain"],
)
@pytest.mark.parametrize(
    ("fmt", "key", "other"),
    [
        (Format.JUDGE, CARRIES, PARTS),
        (Format.JUDGE, PARTS, CARRIES),
        (Format.SPOT, 2, 0),
    ],
    ids=["a sound line", "a line that parts", "spot"],
)
def test_certainty_decides_what_a_verdict_earns(  # noqa: PLR0913, PLR0917  a table
    fmt: Format, key: Choice, other: Choice, certainty: int, right: int, wrong: int
) -> None:
    assert mark(fmt, key, key, certainty) == Mark(1.0, right)
    assert mark(fmt, key, other, certainty) == Mark(0.0, wrong)


@pytest.mark.parametrize("fmt", [Format.NAME, Format.RESTORE, Format.MISSING])
def test_a_choice_without_certainty_earns_three_or_nothing(fmt: Format) -> None:
    assert mark(fmt, 1, 1, None) == Mark(1.0, 3)
    assert mark(fmt, 1, 0, None) == Mark(0.0, 0)


@pytest.mark.parametrize(
    ("marked", "marks", "right"),
    [
        ((4, 5, 6), 3, True),
        ((4, 5, 6, 7), 3, True),
        ((4, 5), 2, True),
        ((4,), 2, False),
        ((4, 7, 8), 1, False),
        ((1, 2), 0, False),
        ((), 0, False),
    ],
    ids=["all", "one too many", "two", "one", "one and others", "others", "none"],
)
def test_marked_words_earn_their_share(
    marked: tuple[int, ...], marks: int, right: bool
) -> None:
    result = mark(Format.MARK, (4, 5, 6), marked, None)
    assert (result.marks, is_right(result.share)) == (marks, right)


@pytest.mark.parametrize("marked", ["parts", 4], ids=["a verdict", "an option"])
def test_what_is_not_words_marks_none(marked: Choice) -> None:
    assert mark(Format.MARK, (4, 5), marked, None) == Mark(0.0, 0)


@given(places, places)
def test_overlap_is_a_share(key: frozenset[int], marked: frozenset[int]) -> None:
    assert 0 <= overlap(key, marked) <= 1


@given(places, places)
def test_overlap_is_symmetric(key: frozenset[int], marked: frozenset[int]) -> None:
    assert overlap(key, marked) == overlap(marked, key)


@given(places.filter(bool), places)
def test_overlap_is_whole_only_of_equals(
    key: frozenset[int], marked: frozenset[int]
) -> None:
    assert overlap(key, key) == 1
    assert (overlap(key, marked) == 1) == (key == marked)


@given(st.sampled_from(Format), st.integers(0, 3), st.integers(0, 3))
def test_marks_stay_between_minus_six_and_three(
    fmt: Format, key: int, choice: int
) -> None:
    for certainty in (1, 2, 3) if fmt.asks_certainty else (None,):
        assert -6 <= mark(fmt, key, choice, certainty).marks <= 3
