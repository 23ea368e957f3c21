"""A figure week by week, each with its interval; weeks of too few have no point."""

from collections.abc import Callable, Sequence
from datetime import date

from quizapp.game.board import Week
from quizapp.game.discernment import Estimate
from quizapp.web.charts import (
    Axis,
    Chart,
    Scale,
    Shape,
    Words,
    circle,
    through,
    upright,
)
from quizapp.web.dates import short_date
from quizapp.web.figures import interval, written
from quizapp.wording import gettext

_LEFT, _RIGHT, _TOP, _FOOT = 40, 366, 22, 172

Pick = Callable[[Week], Estimate | None]


def weeks_chart(title: str, weeks: Sequence[Week], pick: Pick, scale: Scale) -> Chart:
    """Draw one point a week, at its date, joined to the next one that could be told."""
    y = Axis(scale.start, scale.end, _FOOT, _TOP)
    at = _places(weeks)
    shapes = [Shape(f"M{_LEFT} {y.at(t)}H{_RIGHT}", "grid") for t in scale.ticks]
    if scale.middle is not None:
        shapes.append(Shape(f"M{_LEFT} {y.at(scale.middle)}H{_RIGHT}", "axis dash"))
    told = [(at[week.monday], found) for week in weeks if (found := pick(week))]
    shapes += [Shape(upright(x, y.at(f.low), y.at(f.high)), "now ci") for x, f in told]
    points = [(x, y.at(f.value)) for x, f in told]
    shapes += [Shape(through(points), "now")] if len(points) > 1 else []
    shapes += [Shape(circle(*point, 5), "now dot") for point in points]
    untold = [at[week.monday] for week in weeks if not pick(week)]
    shapes += [Shape(upright(x, _FOOT + 5, _FOOT - 1), "tail") for x in untold]
    words = _words(weeks, at, y, scale)
    return Chart(_FOOT + 24, title, _told(weeks, pick), tuple(shapes), tuple(words))


def _places(weeks: Sequence[Week]) -> dict[date, float]:
    """Return where each week lies: at its date, one alone in the middle."""
    first, last = weeks[0].monday.toordinal(), weeks[-1].monday.toordinal()
    if first == last:
        return {weeks[0].monday: (_LEFT + _RIGHT) / 2}
    axis = Axis(first, last, _LEFT + 16, _RIGHT - 22)
    return {week.monday: axis.at(week.monday.toordinal()) for week in weeks}


def _words(
    weeks: Sequence[Week], at: dict[date, float], y: Axis, scale: Scale
) -> list[Words]:
    ticks = [
        Words(_LEFT - 6, y.at(t) + 4, f"{t:g}".replace("-", "−"), "s e")
        for t in scale.ticks
    ]
    low, high = scale.low.strip("← "), scale.high.strip(" →")
    named = {weeks[0].monday, weeks[-1].monday}
    days = [
        Words(at[day], _FOOT + 20, short_date(day)[:-5], "s m") for day in sorted(named)
    ]
    return [
        *ticks,
        *days,
        Words(0, 10, f"↑ {high}", "s"),
        Words(_RIGHT, 10, f"↓ {low}", "s e"),
    ]


def _told(weeks: Sequence[Week], pick: Pick) -> str:
    said = []
    for week in weeks:
        found = pick(week)
        value = (
            f"{written(found.value)} ({interval(found)})"
            if found
            else gettext("too few to tell")
        )
        said.append(f"{short_date(week.monday)}: {value}.")
    return " ".join(said)
