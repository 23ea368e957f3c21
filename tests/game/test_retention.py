from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.errors import BadField
from quizapp.game.retention import check_retention, default_retention, read_date


@pytest.mark.parametrize(
    ("today", "until"),
    [
        (date(2026, 9, 1), date(2027, 7, 31)),
        (date(2027, 1, 15), date(2027, 7, 31)),
        (date(2027, 6, 1), date(2027, 7, 31)),
        (date(2027, 6, 2), date(2028, 7, 31)),
        (date(2027, 7, 31), date(2028, 7, 31)),
        (date(2028, 2, 29), date(2028, 7, 31)),
    ],
    ids=["autumn", "winter", "60 days", "59 days", "the day", "leap day"],
)
def test_a_group_lasts_to_the_end_of_the_school_year(today: date, until: date) -> None:
    assert default_retention(today) == until


@given(st.dates(date(2000, 1, 1), date(2200, 1, 1)))
def test_what_is_proposed_can_be_had(today: date) -> None:
    proposed = default_retention(today)
    check_retention(proposed, today=today)
    assert proposed - today >= timedelta(days=60)


@pytest.mark.parametrize(
    "typed",
    ["", "soon", "31.07.2027", "2027-02-30", "20270731", "2027-W10-1", "٢٠٢٧-٠٧-٣١"],
)
def test_any_other_writing_of_a_date_is_refused(typed: str) -> None:
    with pytest.raises(BadField, match="year, month and day") as refused:
        read_date(typed, "opens")
    assert refused.value.field == "opens"


def test_a_date_is_read_as_forms_send_it() -> None:
    assert read_date(" 2027-07-31 ") == date(2027, 7, 31)
