"""Play whole workshops over sockets, and measure what they take.

Every phone joins by the door, holds a stream of its own and votes in every turn; the
host goes through ten lines and closes every other vote in mid-burst. All of it runs on
one machine, the phones included. Afterwards every vote that was acknowledged must be
in the database, once, and the wall must have shown as many.

    make bench-live                python -m bench.live [--phones 30 100 300]
        [--on sqlite postgresql polling] [--lines 10] [--runs 3]
        [--fault stop kill kill-worker stop-database]
"""

import argparse
import resource
import signal
import sys

from bench.live.faults import Fault
from bench.live.play import Setting
from bench.live.run import play
from bench.live.table import Row, kinds, table

NAMES = {
    "sqlite": "SQLite, one process",
    "postgresql": "PostgreSQL, two workers",
    "polling": "SQLite, one process, polling",
}


def main() -> int:
    args = _read()
    # Whoever ends this ends its servers too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # A socket for each stream and one for each phone's requests.
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    if args.fault:
        rows = [_fault(name, args) for name in args.fault]
    else:
        wanted = [(on, n) for on in args.on for n in _sizes(on, args.phones)]
        rows = [_measure(on, n, args) for on, n in wanted]
    print(table(rows), kinds(rows), sep="\n\n")
    wrong = [said for row in rows for run in row.runs for said in run.wrong]
    print(*wrong[:20], sep="\n", file=sys.stderr)
    return 1 if wrong else 0


def _read() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--phones", type=int, nargs="+", default=[30, 100, 300])
    parser.add_argument("--on", nargs="+", choices=NAMES, default=list(NAMES))
    parser.add_argument("--lines", type=int, default=10)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--fault", nargs="+", choices=list(Fault), default=[])
    return parser.parse_args()


def _sizes(on: str, phones: list[int]) -> list[int]:
    """Return how many phones to try; those that poll only in the largest room."""
    return [max(phones)] if on == "polling" else phones


def _measure(on: str, phones: int, args: argparse.Namespace) -> Row:
    setting = Setting(phones, args.lines, polling=on == "polling")
    runs = []
    for turn in range(1, args.runs + 1):
        print(f"{NAMES[on]}, {phones} phones, run {turn}", file=sys.stderr, flush=True)
        runs.append(play(setting, workers=2 if on == "postgresql" else 1))
    return Row(NAMES[on], phones, tuple(runs))


def _fault(name: str, args: argparse.Namespace) -> Row:
    fault = Fault(name)
    setting = Setting(max(args.phones), args.lines, idle=0)
    print(f"{fault}, {setting.phones} phones", file=sys.stderr, flush=True)
    run = play(setting, workers=fault.workers, fault=fault)
    if fault is Fault.STOP:
        print(f"the server ended after {run.ending:.1f} s", file=sys.stderr)
    return Row(fault, setting.phones, (run,))


if __name__ == "__main__":
    sys.exit(main())
