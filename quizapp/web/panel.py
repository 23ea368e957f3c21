"""A figure of a board: its finding, its chart and the table behind it."""

from dataclasses import dataclass

from quizapp.web.charts import Chart

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of words; the first column names the row."""

    head: Cells
    rows: tuple[Cells, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """A figure: `title` says the finding, `said` explains, `table` proves it."""

    name: str
    title: str
    said: tuple[str, ...]
    chart: Chart | None
    table: Table
