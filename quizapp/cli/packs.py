"""quizapp packs check, draft: what pack authors work with."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.packs.balance import warnings
from quizapp.packs.faults import PackFaults
from quizapp.packs.pack import Pack
from quizapp.packs.read import read_pack
from quizapp.wording import gettext, ngettext

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(subparsers: "Subparsers") -> "Subparsers":
    """Add `packs` to the command line; return its actions, for more to be added."""
    packs = subparsers.add_parser("packs", help=gettext("check and draft packs"))
    actions = packs.add_subparsers(required=True, metavar=gettext("action"))
    check = actions.add_parser("check", help=gettext("show every fault of packs"))
    check.add_argument("folders", nargs="+", type=Path, metavar="PATH")
    check.set_defaults(run=run, action=_check)
    return actions


def run(args: argparse.Namespace) -> int:
    """Do what the arguments ask for; return 0, or 2 where something has faults."""
    code: int = args.action(args)
    return code


def _check(args: argparse.Namespace) -> int:
    return max(_check_one(folder) for folder in args.folders)


def _check_one(folder: Path) -> int:
    try:
        pack = read_pack(folder)
    except PackFaults as refusal:
        print(refusal, file=sys.stderr)
        text = ngettext(
            "{folder}: {number} fault.",
            "{folder}: {number} faults.",
            len(refusal.faults),
        )
        print(text.format(folder=folder, number=len(refusal.faults)), file=sys.stderr)
        return 2
    for warning in warnings(pack):
        text = gettext("{folder}: warning: {warning}")
        print(text.format(folder=folder, warning=warning), file=sys.stderr)
    print(_summary(folder, pack))
    return 0


def _summary(folder: Path, pack: Pack) -> str:
    """Return one line that says how much the pack holds."""
    lines = [line for case in pack.cases for line in case.lines]
    parts = [
        ngettext("{number} line", "{number} lines", len(lines)).format(
            number=len(lines)
        ),
        gettext("{number} faithful").format(number=sum(x.faithful for x in lines)),
    ]
    if pack.proposed:
        parts.append(gettext("{number} proposed").format(number=pack.proposed))
    return gettext("{folder}: OK: {parts}").format(
        folder=folder, parts=", ".join(parts)
    )
