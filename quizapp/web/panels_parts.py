"""The parts of a board: where lines were read, kind by kind, week by week."""

from collections.abc import Sequence

from quizapp.game.board import Board, Measured, Places, Week
from quizapp.game.by_kind import ENOUGH_ANSWERS, KindTold
from quizapp.game.discernment import Estimate
from quizapp.game.proportion import Figure
from quizapp.web import findings
from quizapp.web.chart_kinds import kinds_chart
from quizapp.web.chart_weeks import weeks_chart
from quizapp.web.charts import Row, rows_chart, spotting_scale
from quizapp.web.dates import short_date
from quizapp.web.dial_panels import SPOTTING, SUSPICION, Dial
from quizapp.web.figures import in_hundred, signed
from quizapp.web.kinds import kind_words
from quizapp.web.panel import Panel, Table
from quizapp.wording import gettext


def places_of(board: Board) -> list[Panel]:
    """Return the panel that sets beside, hidden and rooms apart; none of nothing."""
    places = board.places
    there = _named(places)
    if not there:
        return []
    rows = [
        Row(name, found.dials.spotting, False, findings.few_people(found))
        for name, found in there
    ]
    said = gettext(
        "Skill with the source on screen may not carry over to reading without it. In "
        "rooms only the vote alone counts, the one before talking."
    )
    chart = rows_chart(gettext("Spotting by place"), rows, spotting_scale())
    words = (said, _apart_said(places))
    return [Panel("places", _apart_title(places), words, chart, _places_table(there))]


def _named(places: Places) -> list[tuple[str, Measured]]:
    named = [
        (gettext("alone, source beside"), places.beside),
        (gettext("alone, source hidden"), places.hidden),
        (gettext("in rooms, source beside"), places.room_beside),
        (gettext("in rooms, source hidden"), places.room_hidden),
    ]
    return [(name, found) for name, found in named if found is not None]


def _places_table(there: Sequence[tuple[str, Measured]]) -> Table:
    head = (
        gettext("Where"),
        gettext("Spotting"),
        gettext("Suspicion"),
        gettext("People"),
        gettext("Lines"),
    )
    rows = (
        (
            name,
            findings.spotting_of(found),
            findings.suspicion_of(found),
            str(found.people),
            str(found.lines),
        )
        for name, found in there
    )
    return Table(head, tuple(rows))


def _apart_title(places: Places) -> str:
    found = places.apart.spotting if places.apart else None
    if found is None:
        return gettext("Where they read")
    if found.high < 0:
        return gettext("Without the source in view it is harder")
    if found.low > 0:
        return gettext("Without the source in view it is easier")
    return gettext("Beside or hidden: no difference can be told")


def _apart_said(places: Places) -> str:
    found = places.apart.spotting if places.apart else None
    if found is None:
        return ""
    said = gettext("Hidden minus beside: %(value)s, between %(low)s and %(high)s.")
    return said % {
        "value": signed(found.value),
        "low": signed(found.low),
        "high": signed(found.high),
    }


def kinds(board: Board) -> Panel:
    """Return the panel of catches beside false alarms, kind by kind."""
    told = [kind for kind in board.kinds if kind.gap is not None]
    title = gettext("Kind by kind")
    if told:
        best = kind_words()[told[0].kind].name
        title = gettext("Told best: %(kind)s") % {"kind": best}
    said = gettext(
        "A catch counts only against its false alarms: the wider the gap between "
        "circle and triangle, the better they tell. Few lines each, and the order "
        "is not corrected for looking at many: read it loosely. Below %(n)d "
        "answers a kind gets words and no mark."
    ) % {"n": ENOUGH_ANSWERS}
    head = (
        gettext("Kind"),
        gettext("Caught of 100"),
        gettext("of"),
        gettext("Flagged of 100"),
        gettext("of"),
    )
    table = Table(head, tuple(_kind_row(kind) for kind in board.kinds))
    shown = any(kind.hits or kind.alarms for kind in board.kinds)
    chart = kinds_chart(board.kinds) if shown else None
    return Panel("kinds", title, (said,), chart, table)


def _kind_row(told: KindTold) -> tuple[str, ...]:
    return (
        kind_words()[told.kind].name,
        _share(told.hits, told.caught, told.parting),
        str(told.parting),
        _share(told.alarms, told.flagged, told.sound),
        str(told.sound),
    )


def _share(found: Figure | None, count: int, n: int) -> str:
    if found is not None:
        return in_hundred(found)
    if n < ENOUGH_ANSWERS:
        return gettext("too few answers")
    return gettext("%(count)d of %(n)d, few people") % {"count": count, "n": n}


def weeks_of(weeks: Sequence[Week]) -> list[Panel]:
    """Return the panels of both dials, week by week."""
    return [
        _weeks_panel("weeks-spotting", gettext("Spotting by week"), weeks, SPOTTING),
        _weeks_panel("weeks-suspicion", gettext("Suspicion by week"), weeks, SUSPICION),
    ]


def _weeks_panel(name: str, title: str, weeks: Sequence[Week], dial: Dial) -> Panel:
    said = gettext(
        "One point a week of the lines judged alone, with its interval; a week of too "
        "few people or lines has a tick and no point."
    )

    def pick(week: Week) -> Estimate | None:
        return dial.of(week.measured)

    told = any(map(pick, weeks))
    chart = weeks_chart(title, weeks, pick, dial.scale()) if told else None
    return Panel(name, title, (said,), chart, _weeks_table(weeks, dial))


def _weeks_table(weeks: Sequence[Week], dial: Dial) -> Table:
    head = (
        gettext("Week of"),
        gettext("Figure and interval"),
        gettext("People"),
        gettext("Lines"),
    )
    rows = (
        (
            short_date(week.monday),
            dial.written(week.measured),
            str(week.measured.people),
            str(week.measured.lines),
        )
        for week in weeks
    )
    return Table(head, tuple(rows))
