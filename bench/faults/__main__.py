"""Cut the power under a server many times, while people answer and vote.

make faults                   python -m bench.faults [--times 200]
    [--on sqlite postgresql] [--seed 1]
"""

import argparse
import sys
import time
from statistics import median

from bench.faults.power import Cuts, cut_power

KINDS = ("sqlite", "postgresql")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--on", nargs="+", choices=KINDS, default=KINDS)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    print("| database | cuts | sent | acknowledged | lost or twice | back after |")
    print("|---|---:|---:|---:|---:|---|")
    wrong: list[str] = []
    for on in args.on:
        began = time.monotonic()
        cuts = cut_power(on, args.times, seed=args.seed)
        print(_row(on, cuts), flush=True)
        print(f"{on}: {time.monotonic() - began:.0f} s", file=sys.stderr)
        wrong += cuts.wrong
    print(*wrong[:20], sep="\n", file=sys.stderr)
    return 1 if wrong else 0


def _row(on: str, cuts: Cuts) -> str:
    back = f"{median(cuts.back):.1f} s, at most {max(cuts.back):.1f} s"
    counts = f"{cuts.times} | {cuts.tried} | {cuts.thanked} | {len(cuts.wrong)}"
    return f"| {on} | {counts} | {back} |"


if __name__ == "__main__":
    sys.exit(main())
