"""`quizapp compare`: say where a derived article parts from its sources."""

import argparse
import json
import sys
from collections.abc import Sequence

from quizapp.cli.among import add_options, find_sources, name_sources
from quizapp.cli.articles import add_articles, read_text
from quizapp.cli.subparsers import Subparsers
from quizapp.compare.engine import DEFAULT_CONFIDENCE, Comparison, compare
from quizapp.compare.report import report_json, report_text
from quizapp.compare.report_page import report_html
from quizapp.wording import gettext


def add_parser(subparsers: Subparsers) -> None:
    """Add the command `compare` and its options."""
    parser = subparsers.add_parser(
        "compare", help=gettext("compare a derived article with its sources")
    )
    add_articles(parser, sourced=False)
    add_options(parser)
    parser.add_argument(
        "--format",
        choices=("text", "json", "html"),
        default="text",
        help=gettext("how it is written (default: text)"),
    )
    parser.add_argument(
        "--min-confidence",
        type=_share,
        default=DEFAULT_CONFIDENCE,
        metavar="0..1",
        help=gettext("propose only what is as likely as this (default: 0.5)"),
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the comparison; return 0 where nothing was found, 1 where something was."""
    derived = read_text(args.derived)
    paths = find_sources(args, derived, read_text)
    sources = [read_text(path) for path in paths]
    found = compare(
        sources, derived, language=args.language, min_confidence=args.min_confidence
    )
    if args.format == "json":
        report = {**report_json(found), "sources": [str(path) for path in paths]}
        # Plain ASCII, so that no terminal's encoding can spoil it.
        _print(json.dumps(report) + "\n")
    else:
        found = name_sources(found, paths)
        _print(_render(args.format, found, sources, derived))
    return 1 if found.discrepancies else 0


def _share(given: str) -> float:
    """Read a confidence; argparse shows the message."""
    try:
        share = float(given)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(
            gettext("give a number from 0 to 1, not “%(given)s”") % {"given": given}
        )
    return share


def _render(form: str, found: Comparison, sources: Sequence[str], derived: str) -> str:
    if form == "html":
        return report_html(found, sources, derived)
    return report_text(found, sources, derived)


def _print(text: str) -> None:
    """Write UTF-8 whatever the terminal's encoding."""
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(text)
        return
    sys.stdout.flush()
    buffer.write(text.encode("utf-8", "replace"))
    buffer.flush()
