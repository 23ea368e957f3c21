from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from fsrs import Rating
from hypothesis import given
from hypothesis import strategies as st

from quizapp.compare.kinds import Kind
from quizapp.game.boosters import Review, booster_due, kinds_due, rating, replayed

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
QUOTE = Kind.ALTERED_QUOTE
END = NOON.date()


def review(right: bool = True, certainty: int | None = 2, days: float = 0) -> Review:
    return Review(QUOTE, NOON + timedelta(days=days), right, certainty)


histories = st.lists(
    st.builds(
        Review,
        st.sampled_from(Kind),
        st.integers(0, 60 * 24 * 90).map(lambda n: NOON + timedelta(minutes=n)),
        st.booleans(),
        st.sampled_from([None, 1, 2, 3]),
    ),
    max_size=50,
).map(lambda reviews: sorted(reviews, key=lambda r: r.at))


@pytest.mark.parametrize(
    ("right", "certainty", "rated"),
    [
        (True, 3, Rating.Good),
        (True, 2, Rating.Good),
        (True, None, Rating.Good),
        (True, 1, Rating.Hard),
        (False, 3, Rating.Again),
        (False, 1, Rating.Again),
        (False, None, Rating.Again),
    ],
)
def test_what_an_answer_is_rated(
    right: bool, certainty: int | None, rated: Rating
) -> None:
    assert rating(review(right, certainty)) is rated


def test_a_kind_that_goes_well_comes_back_about_on_the_days_of_the_boosters() -> None:
    history: list[Review] = []
    days = [0]
    for _ in range(4):
        history.append(review(days=days[-1]))
        days.append((replayed(history)[QUOTE].due - NOON).days)
    waits = [b - a for a, b in pairwise(days)]
    assert waits == [2, 11, 28, 28]


def test_a_mistake_brings_a_kind_back_the_day_after() -> None:
    history = [review(), review(False, 3)]
    assert kinds_due(history, today=END) == ()
    assert kinds_due(history, today=END + timedelta(days=1)) == (QUOTE,)


def test_what_waits_longest_comes_first() -> None:
    later = Review(Kind.CHANGED_DETAIL, NOON, True, 2)
    history = [later, review(False)]
    assert kinds_due(history, today=END + timedelta(days=5)) == (QUOTE, later.kind)


def test_who_has_answered_nothing_has_nothing_due() -> None:
    assert kinds_due([], today=END) == ()


@given(histories)
def test_no_kind_is_due_on_the_day_it_was_played_or_after_four_weeks_not(
    history: list[Review],
) -> None:
    last = {review.kind: review.at for review in history}
    for kind, at in last.items():
        assert kind not in kinds_due(history, today=at.date())
        assert kind in kinds_due(history, today=at.date() + timedelta(days=28))


@pytest.mark.parametrize(
    ("days", "played", "due"),
    [
        (1, 0, False),
        (2, 0, True),
        (2, None, True),
        (3, 2, False),
        (13, 2, False),
        (14, 2, True),
        (27, None, True),
        (28, 20, True),
        (28, 28, False),
        (41, 20, True),
        (42, None, False),
        (400, None, False),
    ],
)
def test_the_boosters_of_a_workshop(days: int, played: int | None, due: bool) -> None:
    played_on: date | None = None
    if played is not None:
        played_on = END + timedelta(days=played)
    today = END + timedelta(days=days)
    assert booster_due(END, played_on=played_on, today=today) is due
