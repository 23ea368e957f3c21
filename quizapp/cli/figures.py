"""A group's board as rows of figures: the dashboard's numbers, one after the other.

Whoever reads them here need not teach the group. So, unlike on its board, there is no
figure that rests on fewer than five people.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quizapp.game.board import Board, Compared, Measured
from quizapp.game.by_kind import KindTold
from quizapp.game.change import Change
from quizapp.game.discernment import Estimate
from quizapp.game.draws import FEWEST
from quizapp.game.proportion import Figure
from quizapp.services.line_analysis import AnalysedLine


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: of which part of the board, about what, with its 95 % interval.

    `value` is None where there is too little to tell; `n` counts what it rests on.
    `note` is for people.
    """

    part: str
    about: str
    figure: str
    value: float | None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    note: str = ""


def board_rows(board: Board) -> Iterator[Row]:
    """Yield every figure of a board, in the order of the page."""
    yield from _measured("now", "", board.now)
    for week in board.weeks:
        yield from _dials("week", week.monday.isoformat(), week.measured)
    places = {
        "beside": board.places.beside,
        "hidden": board.places.hidden,
        "room, beside": board.places.room_beside,
        "room, hidden": board.places.room_hidden,
    }
    for about, measured in places.items():
        if measured:
            yield from _dials("source", about, measured)
    for told in board.kinds:
        yield from _kind("kind", told)
    if board.compared:
        yield from _compared(board.compared)


def _compared(compared: Compared) -> Iterator[Row]:
    yield from _dials("test", "before", compared.before)
    yield from _dials("test", "after", compared.after)
    for occasion, measured in compared.delayed:
        yield from _dials("test", occasion.value, measured)
    yield from _change("trained", compared.change)
    if compared.later:
        yield from _change("trains later", compared.later)
    for changed in compared.kinds:
        yield from _kind("kind before", changed.before)
        yield from _kind("kind after", changed.after)
        yield _row("kind change", changed.before.kind.value, "gap", changed.change)


def _measured(part: str, about: str, measured: Measured) -> Iterator[Row]:
    yield from _dials(part, about, measured)
    if measured.people < FEWEST:
        return
    yield Row(part, about, "brier", measured.brier, n=measured.lines)
    for level in measured.levels:
        yield Row(
            "certainty",
            str(level.certainty),
            "right",
            level.share,
            level.low if level.n else None,
            level.high if level.n else None,
            level.n,
        )


def _dials(part: str, about: str, measured: Measured) -> Iterator[Row]:
    """Yield both dials; a figure without an interval rests on too few lines for one."""
    yield Row(part, about, "people", measured.people, n=measured.people)
    dials, enough = measured.dials, measured.people >= FEWEST
    for figure, backed, bare in (
        ("spotting", dials.spotting, measured.area),
        ("suspicion", dials.suspicion, measured.lean),
    ):
        if backed:
            yield _row(part, about, figure, backed)
        else:
            yield Row(part, about, figure, bare if enough else None, n=measured.lines)


def _change(about: str, change: Change) -> Iterator[Row]:
    for figure, found in (
        ("spotting", change.spotting),
        ("suspicion", change.suspicion),
    ):
        if found:
            yield _row("change", about, figure, found)
        else:
            yield Row("change", about, figure, None, n=change.people)


def _kind(part: str, told: KindTold) -> Iterator[Row]:
    yield _row(part, told.kind.value, "hits", told.hits, told.parting)
    yield _row(part, told.kind.value, "false alarms", told.alarms, told.sound)


def line_rows(lines: Iterable[AnalysedLine]) -> Iterator[Row]:
    """Yield the figures of every line in every format it was met in."""
    for line in lines:
        item = line.item
        enough = item.enough and item.people >= FEWEST
        about = f"{line.pack}/{line.case}: {item.format}: {line.words}"
        advice = item.advice.value if item.advice and enough else ""
        facility = item.facility if enough else None
        discrimination = item.discrimination if enough else None
        yield _row("line", about, "facility", facility, item.n, advice)
        yield _row("line", about, "discrimination", discrimination, item.n)
        certainty = item.certainty if enough else None
        if item.format.asks_certainty:
            yield Row("line", about, "certainty", certainty, n=item.n)


def _row(  # noqa: PLR0913, PLR0917  a row is these
    part: str,
    about: str,
    figure: str,
    found: Estimate | Figure | None,
    n: int | None = None,
    note: str = "",
) -> Row:
    if found is None:
        return Row(part, about, figure, None, n=n, note=note)
    counted = found.n if isinstance(found, Figure) else _both(found)
    return Row(part, about, figure, found.value, found.low, found.high, counted, note)


def _both(found: Estimate) -> int:
    return found.n_faithful + found.n_discrepant
