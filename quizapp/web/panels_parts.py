"""The parts of a board: where lines were read, kind by kind, week by week."""

from collections.abc import Sequence

from quizapp.game.board import Board, Measured, Week
from quizapp.game.by_kind import ENOUGH_ANSWERS, KindTold
from quizapp.game.discernment import Estimate
from quizapp.web import findings
from quizapp.web.chart_kinds import kinds_chart
from quizapp.web.chart_weeks import weeks_chart
from quizapp.web.charts import Row, rows_chart, spotting_scale, suspicion_scale
from quizapp.web.dates import short_date
from quizapp.web.figures import in_hundred
from quizapp.web.kinds import kind_words
from quizapp.web.panel import Panel, Table
from quizapp.wording import gettext


def places_of(board: Board) -> list[Panel]:
    """Return the panel that sets beside, hidden and rooms apart; none of nothing."""
    places = board.places
    named = [
        (gettext("alone, source beside"), places.beside),
        (gettext("alone, source hidden"), places.hidden),
        (gettext("in rooms, source beside"), places.room_beside),
        (gettext("in rooms, source hidden"), places.room_hidden),
    ]
    there = [(name, found) for name, found in named if found is not None]
    if not there:
        return []
    rows = [
        Row(name, found.dials.spotting, False, findings.few_people(found))
        for name, found in there
    ]
    table = tuple(
        (
            name,
            findings.told_with(found.dials.spotting, findings.few_people(found)),
            findings.told_with(found.dials.suspicion, findings.few_people(found)),
            str(found.people),
            str(found.lines),
        )
        for name, found in there
    )
    head = (
        "",
        gettext("Spotting"),
        gettext("Suspicion"),
        gettext("People"),
        gettext("Lines"),
    )
    said = gettext(
        "Skill with the source on screen may not carry over to reading without it. In "
        "rooms only the vote alone counts, the one before talking."
    )
    title, chart = _apart(places.beside, places.hidden), gettext("Spotting by place")
    return [
        Panel(
            "places",
            title,
            (said,),
            rows_chart(chart, rows, spotting_scale()),
            Table(head, table),
        )
    ]


def _apart(beside: Measured | None, hidden: Measured | None) -> str:
    first = beside.dials.spotting if beside else None
    second = hidden.dials.spotting if hidden else None
    if first is None or second is None:
        return gettext("Where they read")
    if first.low > second.high:
        return gettext("Without the source in view it is harder")
    if second.low > first.high:
        return gettext("Without the source in view it is no harder")
    return gettext("Beside or hidden: no difference can be told")


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
    return Panel("kinds", title, (said,), kinds_chart(board.kinds), table)


def _kind_row(told: KindTold) -> tuple[str, ...]:
    few = gettext("too few answers")
    return (
        kind_words()[told.kind].name,
        in_hundred(told.hits) if told.hits else few,
        str(told.parting),
        in_hundred(told.alarms) if told.alarms else few,
        str(told.sound),
    )


def weeks_of(weeks: Sequence[Week]) -> list[Panel]:
    """Return the panels of both dials, week by week."""
    said = gettext(
        "One point a week of the lines judged alone, with its interval; a week of too "
        "few people or lines has a tick and no point."
    )
    head = (
        gettext("Week of"),
        gettext("Figure and interval"),
        gettext("People"),
        gettext("Lines"),
    )
    found = []
    for name, title, pick, scale in (
        (
            "weeks-spotting",
            gettext("Spotting by week"),
            _spotting,
            spotting_scale(),
        ),
        (
            "weeks-suspicion",
            gettext("Suspicion by week"),
            _suspicion,
            suspicion_scale(),
        ),
    ):
        rows = tuple(
            (
                short_date(week.monday),
                findings.told_with(pick(week), findings.few_people(week.measured)),
                str(week.measured.people),
                str(week.measured.lines),
            )
            for week in weeks
        )
        chart = (
            weeks_chart(title, weeks, pick, scale) if any(map(pick, weeks)) else None
        )
        found.append(Panel(name, title, (said,), chart, Table(head, rows)))
    return found


def _spotting(week: Week) -> Estimate | None:
    return week.measured.dials.spotting


def _suspicion(week: Week) -> Estimate | None:
    return week.measured.dials.suspicion
