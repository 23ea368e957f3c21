"""`quizapp compare --among FOLDER`: look for the sources in a folder of articles."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from quizapp.compare.candidates import likely_sources
from quizapp.compare.engine import Comparison
from quizapp.compare.language import find_language
from quizapp.errors import BadInput
from quizapp.wording import gettext

# What was measured to fit in memory and patience (`python -m bench.among`).
LARGEST_FOLDER = 20_000
MOST_SOURCES = 50


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add `--among`, `--index` and `--best`."""
    parser.add_argument(
        "--among",
        metavar="FOLDER",
        help=gettext("look for the likely sources among the *.txt files in FOLDER"),
    )
    parser.add_argument(
        "--index",
        metavar="FOLDER",
        help=gettext(
            "keep the index of a large --among folder in FOLDER, to search it at once "
            "the next time (default: where programs keep such files)"
        ),
    )
    parser.add_argument(
        "--best",
        type=_count,
        default=5,
        metavar="N",
        help=gettext("compare with at most N of them (default: 5)"),
    )


def _count(given: str) -> int:
    """Read a number of sources; argparse shows the message."""
    count = int(given) if given.isdecimal() else 0
    if not 1 <= count <= MOST_SOURCES:
        raise argparse.ArgumentTypeError(
            gettext("give a number from 1 to %(most)d, not “%(given)s”")
            % {"most": MOST_SOURCES, "given": given}
        )
    return count


def find_sources(
    args: argparse.Namespace, derived: str, read: Callable[[Path], str]
) -> list[Path]:
    """Return the sources named by `--source`, then the likely ones in `--among`.

    Raises `BadInput` where neither was given, and where no likely source was found
    and none was named.
    """
    named = list(args.source or ())
    if args.among is None:
        if not named:
            raise BadInput(gettext("Give --source FILE, --among FOLDER or both."))
        return named
    # Most name their sources, and these load what takes as long as a comparison.
    from quizapp.cli.archive import Archive  # noqa: PLC0415
    from quizapp.cli.shelf import default_place  # noqa: PLC0415

    archive = Archive(Path(args.among), find_language(args.language), read, _say)
    place = Path(args.index) if args.index else default_place()
    paths, candidates = archive.open(_find_texts(archive.folder), place)
    known = {_identity(path) for path in (*named, Path(args.derived))} - {None}
    apart = {n for n, path in enumerate(paths) if _identity(path) in known}
    likely = likely_sources(candidates, derived, best=args.best, apart=apart)
    if not likely:
        _refuse(_nothing(args, len(paths) > len(apart)), named)
    return named + [paths[position] for position in likely]


def name_sources(found: Comparison, paths: Sequence[Path]) -> Comparison:
    """Add to the notes which file each number of a source stands for."""
    names = tuple(
        gettext("Source %(number)d: %(path)s") % {"number": number, "path": path}
        for number, path in enumerate(paths, start=1)
    )
    return replace(found, notes=(*names, *found.notes))


def _nothing(args: argparse.Namespace, readable: bool) -> str:
    if not readable:
        sentence = gettext("%(folder)s holds no other text file (*.txt) to read.")
    else:
        sentence = gettext(
            "Nothing in %(folder)s looks like a source of %(derived)s; name its "
            "sources with --source, or look in another folder."
        )
    return sentence % {"folder": args.among, "derived": args.derived}


def _refuse(sentence: str, named: Sequence[Path]) -> None:
    """Refuse; where sources were named, only say it and go on with those."""
    if not named:
        raise BadInput(sentence)
    _say(sentence)


def _say(sentence: str) -> None:
    print(f"quizapp: {sentence}", file=sys.stderr)


def _find_texts(folder: Path) -> list[Path]:
    """Return the text files in `folder` and below, in a fixed order.

    Raises `BadInput` for what is no folder and for more than 20,000 files.
    """
    if not folder.is_dir():
        raise BadInput(gettext("%(path)s is not a folder.") % {"path": folder})
    found = list(islice(_walk(folder), LARGEST_FOLDER + 1))
    if len(found) > LARGEST_FOLDER:
        raise BadInput(
            gettext(
                "%(path)s holds more than %(limit)d text files; name a folder in it."
            )
            % {"path": folder, "limit": LARGEST_FOLDER}
        )
    return found


def _walk(folder: Path) -> Iterator[Path]:
    """Yield every `*.txt`; links to folders, which may lead round, are not followed."""
    for place, folders, names in os.walk(folder, onerror=_say_unreadable):
        folders.sort()
        for name in sorted(names):
            if name.lower().endswith(".txt"):
                yield Path(place, name)


def _say_unreadable(error: OSError) -> None:
    _say(
        gettext("%(path)s cannot be read: %(reason)s.")
        % {"path": error.filename, "reason": error.strerror}
    )


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what two names of one file have in common; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
