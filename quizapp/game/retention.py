"""How long a group keeps what its members did: until a date that they are told.

School years end in summer, so a group lasts to the 31st of July. A group that is made
shortly before it would be over too soon; it lasts to the next.
"""

import re
from datetime import date, timedelta

from quizapp.errors import BadField
from quizapp.wording import gettext

FIELD = "retention"
MONTH, DAY = 7, 31
SOONEST_DEFAULT = timedelta(days=60)
LONGEST = timedelta(days=730)
LEAP = timedelta(days=30)
ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def has_leapt(last: date | None, today: date) -> bool:
    """Tell whether a clock may have leapt ahead: nothing is known of a whole month.

    What is erased by a wrong clock never comes back, so that one waits a day.

    >>> today = date(2026, 9, 1)
    >>> has_leapt(date(2026, 6, 30), today), has_leapt(None, today)
    (True, False)
    """
    return last is not None and today - last > LEAP


def default_retention(today: date) -> date:
    """Return the next 31 July that is at least 60 days away.

    >>> default_retention(date(2026, 9, 1)), default_retention(date(2026, 6, 15))
    (datetime.date(2027, 7, 31), datetime.date(2027, 7, 31))
    """
    this_year = date(today.year, MONTH, DAY)
    if this_year - today >= SOONEST_DEFAULT:
        return this_year
    return this_year.replace(year=today.year + 1)


def read_date(typed: str, field: str = FIELD) -> date:
    """Read a date as a form sends it, `YYYY-MM-DD`. Raises `BadField` for any other."""
    if ISO.fullmatch(typed.strip()):
        try:
            return date.fromisoformat(typed.strip())
        except ValueError:
            pass
    raise BadField(
        field, gettext("Give a date as year, month and day, such as 2027-07-31.")
    )


def check_retention(
    wanted: date, *, today: date, new: bool = False, promised: date | None = None
) -> None:
    """Raise `BadField` where a group cannot last to this date.

    `new`: it is not made yet. `promised`: its members were told this date.
    """
    if wanted <= today:
        raise BadField(FIELD, _say_over(new=new))
    if promised and wanted > promised:
        raise BadField(
            FIELD,
            gettext(
                "Your members joined on the promise that everything is erased by "
                "%(date)s; the date can come sooner, not later."
            )
            % {"date": promised.isoformat()},
        )
    if wanted > today + LONGEST:
        raise BadField(FIELD, gettext("Choose a date within two years."))


def _say_over(*, new: bool) -> str:
    if new:
        return gettext("Choose a date to come: the group lasts until then.")
    return gettext("Choose a date to come; to erase at once, erase the group.")
