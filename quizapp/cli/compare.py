"""`quizapp compare`: say where a derived article parts from its sources."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from quizapp.cli.among import add_options, find_sources, name_sources
from quizapp.cli.subparsers import Subparsers
from quizapp.compare.engine import DEFAULT_CONFIDENCE, Comparison, compare
from quizapp.compare.report import report_json, report_text
from quizapp.compare.report_page import report_html
from quizapp.errors import BadInput
from quizapp.wording import gettext

# Twice the longest novel; an article is a few kilobytes.
_LARGEST = 5_000_000


def add_parser(subparsers: Subparsers) -> None:
    """Add the command `compare` and its options."""
    parser = subparsers.add_parser(
        "compare", help=gettext("compare a derived article with its sources")
    )
    parser.add_argument(
        "--source",
        action="append",
        metavar="FILE",
        help=gettext("a source, as plain text; may come several times"),
    )
    add_options(parser)
    parser.add_argument(
        "--derived",
        required=True,
        metavar="FILE",
        help=gettext("what was made of the sources, as plain text"),
    )
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
    parser.add_argument(
        "--language",
        default="en",
        metavar="CODE",
        help=gettext("the language of the articles (default: en)"),
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the comparison; return 0 where nothing was found, 1 where something was."""
    derived = read_text(Path(args.derived))
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


def read_text(path: Path) -> str:
    """Read an article as it stands: line ends and a byte order mark included.

    Raises `BadInput` for a file that is missing, a directory, too large, empty,
    binary or not UTF-8.
    """
    if path.is_dir():
        raise BadInput(gettext("%(path)s is a folder, not a file.") % {"path": path})
    text = _decode(path, _read(path))
    if "\0" in text:
        raise BadInput(gettext("%(path)s is not a text file.") % {"path": path})
    if not text.strip("\ufeff \t\r\n"):
        raise BadInput(gettext("%(path)s is empty.") % {"path": path})
    return text


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            found = file.read(_LARGEST + 1)
    except OSError as error:
        raise BadInput(
            gettext("%(path)s cannot be read: %(reason)s.")
            % {"path": path, "reason": error.strerror or error}
        ) from error
    if len(found) > _LARGEST:
        raise BadInput(
            gettext("%(path)s is larger than %(limit)d MB; give one article a file.")
            % {"path": path, "limit": _LARGEST // 1_000_000}
        )
    return found


def _decode(path: Path, found: bytes) -> str:
    if b"\0" in found:
        raise BadInput(gettext("%(path)s is not a text file.") % {"path": path})
    try:
        return found.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput(
            gettext("%(path)s is not UTF-8 (byte %(byte)d); save it as UTF-8 first.")
            % {"path": path, "byte": error.start}
        ) from error
