from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from quizapp.game.line import Form
from quizapp.game.occasion import LOTS, Lot, Occasion, draw_lot, form_on

draws = st.integers(0, 2**32)
# A number joins by chance of it; None makes one of those who are in leave.
comings = st.lists(st.one_of(draws, st.tuples(draws)), max_size=60)


def gaps(lots: list[Lot]) -> tuple[int, int]:
    """Return how far ahead one form is, and one half."""
    a = sum(lot.first is Form.A for lot in lots)
    later = sum(lot.later for lot in lots)
    return abs(2 * a - len(lots)), abs(2 * later - len(lots))


@given(st.lists(draws, max_size=40))
def test_in_any_order_of_joining_both_draws_are_balanced_within_one(
    chances: list[int],
) -> None:
    lots: list[Lot] = []
    for chance in chances:
        lots.append(draw_lot(lots, draw=chance))
        assert max(gaps(lots)) <= 1
    counts = Counter(lots)
    assert max(counts[lot] for lot in LOTS) - min(counts[lot] for lot in LOTS) <= 1


@given(comings)
def test_whoever_leaves_is_made_up_for_by_those_who_join(
    events: list[int | tuple[int]],
) -> None:
    lots: list[Lot] = []
    owed = 0  # how many left since the sides were last even
    for event in events:
        if isinstance(event, tuple):
            if lots:
                lots.pop(event[0] % len(lots))
                owed += 1
        else:
            lots.append(draw_lot(lots, draw=event))
            owed = max(owed - 1, 0)
        assert max(gaps(lots)) <= 1 + owed
    for _ in range(owed):
        lots.append(draw_lot(lots, draw=0))
    assert max(gaps(lots)) <= 1


@given(st.sampled_from([Form.A, Form.B]))
def test_before_and_after_are_both_forms_and_none_comes_twice_in_a_row(
    first: Form,
) -> None:
    forms = [form_on(occasion, first) for occasion in Occasion]
    assert forms[0] is first
    assert set(forms[:2]) == {Form.A, Form.B}
    assert all(a is not b for a, b in pairwise(forms))


def test_chance_decides_between_equals() -> None:
    assert {draw_lot([], draw=n) for n in range(4)} == set(LOTS)
