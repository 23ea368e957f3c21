"""`quizapp compare --among FOLDER`: look for the sources in a folder of articles."""

import argparse
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from quizapp.compare.candidates import index_candidates, likely_sources
from quizapp.compare.engine import Comparison
from quizapp.compare.language import find_language
from quizapp.errors import BadInput
from quizapp.wording import gettext

# What was measured to fit in memory and patience (`python -m bench.among`).
LARGEST_FOLDER = 20_000
MOST_SOURCES = 50

Read = Callable[[Path], str]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add `--among` and `--best`."""
    parser.add_argument(
        "--among",
        metavar="FOLDER",
        help=gettext("look for the likely sources among the *.txt files in FOLDER"),
    )
    parser.add_argument(
        "--best",
        type=_count,
        default=5,
        metavar="N",
        help=gettext("compare with at most N of them (default: 5)"),
    )


def _count(given: str) -> int:
    """Read a number of sources; argparse turns a ValueError into its own message."""
    count = int(given)
    if not 1 <= count <= MOST_SOURCES:
        raise ValueError(given)
    return count


def find_sources(args: argparse.Namespace, derived: str, read: Read) -> list[Path]:
    """Return the sources named by `--source`, then the likely ones in `--among`.

    Raises `BadInput` where neither was given, and where no likely source was found
    and none was named.
    """
    named = [Path(name) for name in args.source or ()]
    if args.among is None:
        if not named:
            raise BadInput(gettext("Give --source FILE, --among FOLDER or both."))
        return named
    files = _find_texts(Path(args.among), {*named, Path(args.derived)})
    readable: list[Path] = []
    texts = _read_each(files, read, readable)
    candidates = index_candidates(texts, find_language(args.language))
    likely = likely_sources(candidates, derived, best=args.best)
    if not likely:
        _refuse(_nothing(args, readable), named)
    return named + [readable[position] for position in likely]


def name_sources(found: Comparison, paths: Sequence[Path]) -> Comparison:
    """Add to the notes which file each number of a source stands for."""
    names = tuple(
        gettext("Source %(number)d: %(path)s") % {"number": number, "path": path}
        for number, path in enumerate(paths, start=1)
    )
    return replace(found, notes=(*names, *found.notes))


def _nothing(args: argparse.Namespace, readable: Sequence[Path]) -> str:
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


def _find_texts(folder: Path, apart: Iterable[Path]) -> list[Path]:
    """Return the text files in `folder` and below, in a fixed order, without `apart`.

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
    known = {_identity(path) for path in apart} - {None}
    return [path for path in found if _identity(path) not in known]


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
    found = _stat(path)
    return (found.st_dev, found.st_ino) if found else None


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


def _read_each(
    files: Iterable[Path], read: Read, readable: list[Path]
) -> Iterator[str]:
    """Yield one text after another, note its path, and say which cannot be read."""
    for path in files:
        try:
            text = _read_file(path, read)
        except BadInput as refusal:
            _say(gettext("left out: %(reason)s") % {"reason": refusal})
            continue
        readable.append(path)
        yield text


def _read_file(path: Path, read: Read) -> str:
    """Read a file, but not a pipe or a device: opening one may wait for ever."""
    found = _stat(path)
    if found and not stat.S_ISREG(found.st_mode):
        raise BadInput(gettext("%(path)s is not a text file.") % {"path": path})
    return read(path)
