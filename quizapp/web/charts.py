"""Charts as shapes and words; `templates/macros/chart.html` draws them.

Geometry only: lengths are in the units of the view box, colours and line styles come
from the style sheet by the names in `looks`. What was before is hollow and dashed,
what is after or now is filled; a pale bar is an interval. No chart tells anything by
colour alone, and behind each stands a table.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizapp.game.discernment import Estimate
from quizapp.web.figures import interval, written
from quizapp.wording import gettext

WIDTH = 380
# A stroke is never so short that it cannot be seen.
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Shape:
    """A path and how it looks."""

    path: str
    looks: str


@dataclass(frozen=True, slots=True)
class Words:
    """Words at a place; `looks` e for those that end there, m for the middle."""

    x: float
    y: float
    text: str
    looks: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart ready to draw; `title` and `told` say it to those who do not see it."""

    height: int
    title: str
    told: str
    shapes: tuple[Shape, ...]
    words: tuple[Words, ...]
    width: int = WIDTH


@dataclass(frozen=True, slots=True)
class Axis:
    """The values that a stretch of the chart stands for; beyond it is drawn at its end.

    >>> Axis(0, 1, 100, 200).at(0.25), Axis(0, 1, 100, 200).at(7)
    (125.0, 200.0)
    """

    start: float
    end: float
    first: float
    last: float

    def at(self, value: float) -> float:
        """Return where a value lies."""
        share = (value - self.start) / (self.end - self.start)
        return round(
            self.first + (self.last - self.first) * min(1.0, max(0.0, share)), 1
        )


def circle(x: float, y: float, radius: float) -> str:
    """Return a circle as a path."""
    across = 2 * radius
    half = f"a{radius} {radius} 0 1 0"
    return f"M{x - radius:.1f} {y:.1f}{half} {across} 0{half} {-across} 0z"


def triangle(x: float, y: float, size: float) -> str:
    """Return a triangle that stands on its base."""
    return f"M{x:.1f} {y - size:.1f}l{size} {1.8 * size:.1f}h{-2 * size}z"


def level(y: float, first: float, last: float) -> str:
    """Return a stroke along."""
    return f"M{first:.1f} {y:.1f}H{max(last, first + _LEAST):.1f}"


def upright(x: float, low: float, high: float) -> str:
    """Return a stroke upward; `low` is the lower end, the larger number."""
    return f"M{x:.1f} {low:.1f}V{min(high, low - _LEAST):.1f}"


def through(points: Iterable[tuple[float, float]]) -> str:
    """Return a line through points."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


@dataclass(frozen=True, slots=True)
class Row:
    """A figure on its own line; without an estimate, `instead` says why."""

    label: str
    estimate: Estimate | None
    was: bool = False
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """What an axis across the chart means."""

    start: float
    end: float
    ticks: tuple[float, ...]
    low: str
    high: str
    middle: float | None = None


def spotting_scale() -> Scale:
    """Return the scale of an area: from guessing to always."""
    ticks = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
    return Scale(0.5, 1.0, ticks, gettext("← guessing"), gettext("always →"))


def suspicion_scale() -> Scale:
    """Return the scale of c, with the middle marked."""
    low, high = gettext("← too suspicious"), gettext("too trusting →")
    return Scale(-1.0, 1.0, (-1.0, -0.5, 0.0, 0.5, 1.0), low, high, 0.0)


_LEFT, _RIGHT, _ROW = 8, WIDTH - 8, 46


def rows_chart(title: str, rows: Sequence[Row], scale: Scale) -> Chart | None:
    """Draw figures one below the other on one scale; a pair is joined. None of none."""
    if not any(row.estimate for row in rows):
        return None
    axis = Axis(scale.start, scale.end, _LEFT, _RIGHT)
    foot = _ROW * len(rows) + 4
    shapes = [Shape(upright(axis.at(t), foot, 2), "grid") for t in scale.ticks]
    if scale.middle is not None:
        shapes.append(Shape(upright(axis.at(scale.middle), foot, 2), "axis dash"))
    words = _scale_words(axis, scale, foot)
    shapes += [Shape(_joint(axis, rows), "tail")] if _joint(axis, rows) else []
    for at, row in enumerate(rows):
        shapes += _row_shapes(axis, row, _ROW * at + 32)
        words += _row_words(row, _ROW * at + 15)
    told = " ".join(_told(row) for row in rows)
    return Chart(foot + 36, title, told, tuple(shapes), tuple(words))


def _joint(axis: Axis, rows: Sequence[Row]) -> str:
    found = [
        (axis.at(row.estimate.value), _ROW * at + 32)
        for at, row in enumerate(rows)
        if row.estimate
    ]
    return through(found) if len(found) == 2 and rows[0].was else ""


def _row_shapes(axis: Axis, row: Row, y: float) -> list[Shape]:
    found = row.estimate
    if found is None:
        return []
    looks = "was" if row.was else "now"
    ends = level(y, axis.at(found.low), axis.at(found.high))
    return [
        Shape(ends, f"{looks} ci"),
        Shape(circle(axis.at(found.value), y, 5.5), f"{looks} dot"),
    ]


def _row_words(row: Row, y: float) -> list[Words]:
    bold = "s" if row.was or row.estimate is None else "b"
    if row.estimate is None:
        return [Words(0, y, row.label, bold), Words(WIDTH, y, row.instead, "s e")]
    said = f"{written(row.estimate.value)} ({interval(row.estimate)})"
    return [Words(0, y, row.label, bold), Words(WIDTH, y, said, f"{bold} e")]


def _scale_words(axis: Axis, scale: Scale, foot: float) -> list[Words]:
    ticks = [
        Words(axis.at(t), foot + 14, f"{t:g}".replace("-", "−"), "s m")
        for t in scale.ticks
    ]
    return [
        *ticks,
        Words(0, foot + 31, scale.low, "s"),
        Words(WIDTH, foot + 31, scale.high, "s e"),
    ]


def _told(row: Row) -> str:
    if row.estimate is None:
        return f"{row.label}: {row.instead}."
    said = gettext("%(label)s: %(value)s, interval %(interval)s.")
    return said % {
        "label": row.label,
        "value": written(row.estimate.value),
        "interval": interval(row.estimate),
    }
