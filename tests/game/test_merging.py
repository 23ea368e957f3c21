from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.game.merging import Dealt, Seen, goes_on, renumbered

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
DAY = date(2026, 3, 4)
HOUR = timedelta(hours=1)


def seen(member: int, day: int = 0, answered: int | None = None) -> Seen:
    at = None if answered is None else NOON + answered * HOUR
    return Seen(member, DAY + timedelta(days=day), at, NOON)


@pytest.mark.parametrize(
    ("one", "other", "kept"),
    [
        (seen(1, day=1), seen(2), 1),
        (seen(1), seen(2, day=1), 2),
        (seen(1, answered=5), seen(2, answered=3), 1),
        (seen(1), seen(2, answered=3), 2),
        (seen(1), seen(2), 2),
        (seen(1, day=1), seen(2, answered=40), 1),
    ],
    ids=["first", "second", "same day", "one never answered", "tie", "day before hour"],
)
def test_who_was_seen_last_goes_on(one: Seen, other: Seen, kept: int) -> None:
    assert goes_on(one, other).member == goes_on(other, one).member == kept


def rounds(first_row: int) -> st.SearchStrategy[list[Dealt]]:
    """Draw one player's rounds: in each case numbered as they were dealt."""
    drawn = st.lists(st.tuples(st.integers(1, 3), st.integers(0, 99)), max_size=12)
    return drawn.map(lambda pairs: number(pairs, first_row))


def number(pairs: list[tuple[int, int]], first_row: int) -> list[Dealt]:
    counts: dict[int, int] = {}
    found = []
    for row, (case, hour) in enumerate(sorted(pairs, key=lambda p: p[1]), first_row):
        counts[case] = counts.get(case, 0) + 1
        found.append(Dealt(row, case, counts[case], NOON + hour * HOUR))
    return found


@given(rounds(1), rounds(100))
def test_no_round_is_lost_and_no_number_comes_twice(
    kept: list[Dealt], moved: list[Dealt]
) -> None:
    new = renumbered(kept, moved)
    assert set(new) == {dealt.row for dealt in moved}
    places = [(dealt.case, dealt.number) for dealt in kept]
    places += [(dealt.case, new[dealt.row]) for dealt in moved]
    assert len(set(places)) == len(kept) + len(moved)
    for case in (1, 2, 3):
        numbers = sorted(number for where, number in places if where == case)
        assert numbers == list(range(1, len(numbers) + 1))


@given(rounds(1), rounds(100))
def test_moved_rounds_keep_their_order(kept: list[Dealt], moved: list[Dealt]) -> None:
    new = renumbered(kept, moved)
    for one in moved:
        for other in moved:
            if one.case == other.case and one.number < other.number:
                assert new[one.row] < new[other.row]
