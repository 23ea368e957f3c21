"""Dates as a newspaper prints them: a day is never torn from its month.

The months are words like any others here. Babel knows them too, but its names of
everything in a language take four megabytes of every process.
"""

from datetime import date

from quizapp.wording import N_, gettext

_MONTHS = (
    *(N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June")),
    *(N_("July"), N_("August"), N_("September"), N_("October"), N_("November")),
    N_("December"),
)
_SHORT = (
    *(N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun")),
    *(N_("Jul"), N_("Aug"), N_("Sept"), N_("Oct"), N_("Nov"), N_("Dec")),
)


def printed_date(written: str) -> str:
    r"""Print an article's date, `YYYY[-MM[-DD]]` or `unknown`.

    >>> printed_date("2023-02-11"), printed_date("2023-02"), printed_date("2023")
    ('11\xa0February 2023', 'February 2023', '2023')
    """
    parts = [int(part) for part in written.split("-") if part.isdigit()]
    if not parts:
        return gettext("date unknown")
    if len(parts) == 1:
        return str(parts[0])
    year, month, *day = parts
    said = {"month": gettext(_MONTHS[month - 1]), "year": year}
    if not day:
        return gettext("%(month)s %(year)s") % said
    return _dated({"day": day[0], **said})


def short_date(day: date) -> str:
    r"""Print a day for a table.

    >>> short_date(date(2026, 3, 4))
    '4\xa0Mar 2026'
    """
    said = {"day": day.day, "month": gettext(_SHORT[day.month - 1]), "year": day.year}
    return _dated(said)


def _dated(said: dict[str, object]) -> str:
    words = gettext("%(day)s %(month)s %(year)s") % said
    return words.replace(" ", "\N{NO-BREAK SPACE}", 1)
