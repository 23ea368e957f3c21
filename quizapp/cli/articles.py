"""Articles on the command line: the options that name them, and how they are read."""

import argparse
from pathlib import Path

from quizapp.errors import BadInput
from quizapp.wording import gettext

# Twice the longest novel; an article is a few kilobytes.
_LARGEST = 5_000_000


def add_articles(parser: argparse.ArgumentParser, *, sourced: bool) -> None:
    """Add the options for sources, a rewrite and their language.

    Where `sourced`, a source has to be named.
    """
    parser.add_argument(
        "--source",
        action="append",
        required=sourced,
        type=Path,
        metavar="FILE",
        help=gettext("a source, as plain text; may come several times"),
    )
    parser.add_argument(
        "--derived",
        required=True,
        type=Path,
        metavar="FILE",
        help=gettext("what was made of the sources, as plain text"),
    )
    add_language(parser)


def add_language(parser: argparse.ArgumentParser) -> None:
    """Add the option for the language of articles."""
    parser.add_argument(
        "--language",
        default="en",
        metavar="CODE",
        help=gettext("the language of the articles (default: en)"),
    )


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
