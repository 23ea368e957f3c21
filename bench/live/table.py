"""The figures of some runs as a table: of several runs, the median."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from bench.live.play import Run

HEAD = (
    "server",
    "phones",
    "stage p50",
    "p99",
    "max",
    "in a burst p50",
    "p99",
    "max",
    "vote p50",
    "p99",
    "CPU s / 100 votes",
    "CPU %",
    "idle %",
    "PSS MB",
    "votes",
    "wrong",
)
KINDS = ("voting", "discussing", "revoting", "revealed", "ended")
BURST = " in a burst"


@dataclass(frozen=True, slots=True)
class Row:
    """What was run, and each time it was."""

    server: str
    phones: int
    runs: tuple[Run, ...]


def table(rows: Sequence[Row]) -> str:
    """Write the main table in Markdown; times are in milliseconds."""
    lines = ["| " + " | ".join(HEAD) + " |", "|---" * len(HEAD) + "|"]
    lines += ["| " + " | ".join(_cells(row)) + " |" for row in rows]
    return "\n".join(lines)


def kinds(rows: Sequence[Row]) -> str:
    """Write how long each kind of stage took, p50 / p99."""
    names = [kind + burst for burst in ("", BURST) for kind in KINDS]
    names = [n for n in names if any(n in run.times for r in rows for run in r.runs)]
    lines = [f"| server | phones | {' | '.join(names)} |"]
    lines.append("|---" * (len(names) + 2) + "|")
    for row in rows:
        cells = [
            f"{_of(row, name, 0.5):.0f} / {_of(row, name, 0.99):.0f}" for name in names
        ]
        lines.append(f"| {row.server} | {row.phones} | {' | '.join(cells)} |")
    return "\n".join(lines)


def percentile(seconds: Sequence[float], share: float) -> float:
    """Return a percentile in milliseconds.

    >>> percentile([0.1, 0.2, 0.3], 0.5), percentile([0.1, 0.2, 0.3], 1)
    (200.0, 300.0)
    """
    ordered = sorted(seconds)
    if not ordered:
        return float("nan")
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000


def _cells(row: Row) -> list[str]:
    stages = [_times(run, burst=False) for run in row.runs]
    bursts = [_times(run, burst=True) for run in row.runs]
    took = [run.took for run in row.runs]
    figures = [
        *(_median([percentile(s, p) for s in stages]) for p in (0.5, 0.99, 1)),
        *(_median([percentile(s, p) for s in bursts]) for p in (0.5, 0.99, 1)),
        *(_median([percentile(s, p) for s in took]) for p in (0.5, 0.99)),
    ]
    cpu = _median([run.cpu / max(run.votes, 1) * 100 for run in row.runs])
    return [
        row.server,
        str(row.phones),
        *(f"{figure:.0f}" for figure in figures),
        f"{cpu:.2f}",
        f"{_median([run.cpu / run.wall * 100 for run in row.runs]):.0f}",
        f"{_median([run.idle * 100 for run in row.runs]):.1f}",
        f"{_median([run.memory for run in row.runs]):.0f}",
        str(sum(run.votes for run in row.runs)),
        str(sum(len(run.wrong) for run in row.runs)),
    ]


def _times(run: Run, *, burst: bool) -> list[float]:
    return [
        seconds
        for kind, times in run.times.items()
        if kind.endswith(BURST) == burst
        for seconds in times
    ]


def _of(row: Row, kind: str, share: float) -> float:
    return _median([percentile(run.times.get(kind, ()), share) for run in row.runs])


def _median(figures: Sequence[float]) -> float:
    return statistics.median(figures)
