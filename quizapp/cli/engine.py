"""`quizapp engine evaluate FOLDER`: score the engine on labelled pairs."""

import argparse
from pathlib import Path

from quizapp.cli.articles import add_language
from quizapp.cli.subparsers import Subparsers
from quizapp.compare.evaluate import Score, add_up, evaluate
from quizapp.wording import gettext


def add_parser(subparsers: Subparsers) -> None:
    """Add the command `engine` with its one task, `evaluate`."""
    parser = subparsers.add_parser("engine", help=gettext("measure the engine"))
    parser.set_defaults(run=run)
    tasks = parser.add_subparsers(required=True, metavar=gettext("TASK"))
    task = tasks.add_parser("evaluate", help=gettext("score labelled pairs"))
    task.add_argument(
        "folder",
        type=Path,
        metavar="FOLDER",
        help=gettext("holds a folder for each pair, as tests/compare/pairs does"),
    )
    add_language(task)


def run(args: argparse.Namespace) -> int:
    """Print one block a pair, then all together; raises `BadInput` without a pair."""
    scores = evaluate(args.folder, language=args.language)
    for name, score in scores.items():
        print(_show(name, score))
    if len(scores) > 1:
        print(_show(f"all {len(scores)} pairs", add_up(scores.values())))
    return 0


def _show(name: str, score: Score) -> str:
    head = (
        f"{name}: precision={score.precision:.2f} recall={score.recall:.2f} "
        f"f1={score.f1:.3f} kind_accuracy={score.kind_accuracy:.2f} "
        f"false_alarm_rate={score.false_alarms:.2f} "
        f"omission_recall={score.omissions_found}/{score.omissions}"
    )
    missed = [f"  missed {kind}: {n}" for kind, n in score.missed_kinds.items()]
    false = [f"  false {kind}: {n}" for kind, n in score.false_kinds.items()]
    return "\n".join((head, *missed, *false))
