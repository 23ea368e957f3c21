"""Dates as a newspaper prints them."""

from datetime import date

from babel.dates import format_date, format_skeleton

from quizapp.wording import gettext


def read_ahead() -> None:
    """Read the names of months now, which takes four megabytes, and not when asked."""
    short_date(date(2000, 1, 1))


def printed_date(written: str, locale: str = "en_GB") -> str:
    """Print an article's date, `YYYY[-MM[-DD]]` or `unknown`.

    >>> printed_date("2023-02-11"), printed_date("2023-02"), printed_date("2023")
    ('11 February 2023', 'February 2023', '2023')
    """
    parts = [int(part) for part in written.split("-") if part.isdigit()]
    if not parts:
        return gettext("date unknown")
    if len(parts) == 1:
        return str(parts[0])
    day = date(parts[0], parts[1], parts[2] if len(parts) > 2 else 1)
    if len(parts) == 2:
        return format_skeleton("yMMMM", day, locale=locale)
    return format_date(day, "long", locale=locale)


def short_date(day: date, locale: str = "en_GB") -> str:
    """Print a day for a table.

    >>> short_date(date(2026, 3, 4))
    '4 Mar 2026'
    """
    return format_skeleton("yMMMd", day, locale=locale)
