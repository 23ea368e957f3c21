"""What other processes take, as Linux counts it."""

import os
from contextlib import suppress
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def cpu(number: int) -> float:
    """Return the CPU seconds of a process so far, all its threads together."""
    fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def ended_cpu(number: int) -> float:
    """Return the CPU seconds of those that a process started and that have ended."""
    fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[13]) + int(fields[14])) / TICKS


def fine_cpu(number: int) -> float:
    """Return the CPU seconds of a process with one thread, to the nanosecond."""
    try:
        return int(Path(f"/proc/{number}/schedstat").read_text().split()[0]) / 1e9
    except FileNotFoundError:  # it ended meanwhile
        return 0.0


def children(number: int) -> list[int]:
    """Return the processes that a process has started and that still run."""
    listed = Path(f"/proc/{number}/task/{number}/children").read_text()
    return sorted(map(int, listed.split()))


def pss(number: int) -> float:
    """Return the megabytes of a process; what n processes share counts 1/n each."""
    with suppress(FileNotFoundError):  # it ended meanwhile
        for line in Path(f"/proc/{number}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0
