"""`quizapp packs check, draft, export, load`: what pack authors work with."""

import argparse
import sys
from pathlib import Path

from quizapp.cli import export, load
from quizapp.cli.articles import add_articles, read_text
from quizapp.cli.prepare import packs_at
from quizapp.cli.subparsers import Subparsers
from quizapp.compare.engine import compare
from quizapp.packs.balance import warnings
from quizapp.packs.draft import draft_case
from quizapp.packs.draft_pack import draft_files, slugs_of
from quizapp.packs.faults import PackFaults
from quizapp.packs.pack import Pack
from quizapp.packs.read import read_pack
from quizapp.packs.write import write_files
from quizapp.wording import gettext, ngettext


def add_parser(subparsers: Subparsers) -> None:
    """Add `packs` and its actions to the command line."""
    packs = subparsers.add_parser(
        "packs", help=gettext("draft, check, load and export packs")
    )
    actions = packs.add_subparsers(required=True, metavar=gettext("action"))
    check = actions.add_parser("check", help=gettext("show every fault of packs"))
    check.add_argument(
        "folders",
        nargs="+",
        type=Path,
        metavar="PATH",
        help=gettext(
            "the folder of a pack, such as questions/winter-ferry, or of several"
        ),
    )
    check.set_defaults(run=_check)
    draft = actions.add_parser("draft", help=gettext("draft a pack from articles"))
    add_articles(draft, sourced=True)
    draft.add_argument(
        "--out",
        required=True,
        type=Path,
        metavar="FOLDER",
        help=gettext("the pack's folder, which is made; its name is the pack's id"),
    )
    draft.set_defaults(run=_draft)
    load.add_parser(actions)
    export.add_parser(actions)


def _check(args: argparse.Namespace) -> int:
    """Show what is wrong with packs; return 0, or 2 where something has faults."""
    return max(_check_one(folder) for folder in packs_at(args.folders))


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
        gettext("{number} sound").format(number=sum(x.faithful for x in lines)),
    ]
    if pack.proposed:
        parts.append(gettext("{number} proposed").format(number=pack.proposed))
    return gettext("{folder}: OK: {parts}").format(
        folder=folder, parts=", ".join(parts)
    )


def _draft(args: argparse.Namespace) -> int:
    """Write a draft into a new folder; QuizappError where that cannot be done."""
    sources = [read_text(path) for path in args.source]
    derived = read_text(args.derived)
    found = compare(sources, derived, language=args.language)
    case, *keys = slugs_of(path.stem for path in [args.derived, *args.source])
    articles = dict(zip(keys, sources, strict=True))
    draft = draft_case(
        articles,
        derived,
        found,
        slug="case" if case == "pack" else case,
        language=args.language,
    )
    slug = args.out.resolve().name
    write_files(draft_files(draft, slug, args.language), args.out)
    for note in (*found.notes, *draft.notes):
        print(note, file=sys.stderr)
    return _check_one(args.out)
