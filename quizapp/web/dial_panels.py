"""One of the two dials for several sides, as before and after: its chart, its table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quizapp.game.board import Measured
from quizapp.game.discernment import Estimate
from quizapp.web import findings
from quizapp.web.charts import (
    Chart,
    Row,
    Scale,
    rows_chart,
    spotting_scale,
    suspicion_scale,
)
from quizapp.web.figures import interval, signed
from quizapp.web.panel import Table
from quizapp.wording import gettext

Sides = Sequence[tuple[str, Measured]]


@dataclass(frozen=True, slots=True)
class Dial:
    """How a dial is read off what was measured, how it is drawn and written."""

    of: Callable[[Measured], Estimate | None]
    scale: Callable[[], Scale]
    written: Callable[[Measured], str]


SPOTTING = Dial(lambda m: m.dials.spotting, spotting_scale, findings.spotting_of)
SUSPICION = Dial(lambda m: m.dials.suspicion, suspicion_scale, findings.suspicion_of)


def sides_chart(title: str, sides: Sides, dial: Dial) -> Chart | None:
    """Draw the sides one below the other, the first one hollow: what was before."""
    rows = [
        Row(name, dial.of(side), at == 0, findings.few_people(side))
        for at, (name, side) in enumerate(sides)
    ]
    return rows_chart(title, rows, dial.scale())


def sides_table(sides: Sides, dial: Dial, change: Estimate | None = None) -> Table:
    """Return the table behind such a chart, with the change in its last row."""
    rows = [
        (name, dial.written(side), str(side.people), str(side.lines))
        for name, side in sides
    ]
    if change is not None:
        told = f"{signed(change.value)} ({interval(change)})"
        rows.append((gettext("change"), told, "", ""))
    head = (
        gettext("Test"),
        gettext("Figure and interval"),
        gettext("People"),
        gettext("Lines"),
    )
    return Table(head, tuple(rows))
