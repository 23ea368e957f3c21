"""Which files make a pack, and whether they changed."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath

from quizapp.errors import BadInput
from quizapp.wording import gettext

HEAD = "pack.yaml"
MOST_FILES = 500


def files_of(folder: Path) -> list[Path]:
    """Return the pack's files, sorted by name; hidden ones and links are not its.

    Raise BadInput where `folder` is none, or holds too many files to be a pack.
    """
    if not folder.is_dir():
        text = gettext("{folder} is not a folder; name the folder of a pack")
        raise BadInput(text.format(folder=folder))
    found: list[Path] = []
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and not path.is_symlink() and path.is_file():
            found.append(path)
        if len(found) > MOST_FILES:
            text = gettext(
                "{folder} holds over {most} files; name the folder of a pack"
            )
            raise BadInput(text.format(folder=folder, most=MOST_FILES))
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def case_files(folder: Path) -> list[Path]:
    """Return the pack's cases: every YAML file beside pack.yaml, sorted by name."""
    return sorted(path for path in folder.iterdir() if is_case(path.name))


def is_case(name: str) -> bool:
    """Say whether a file beside pack.yaml is a case by its name."""
    return PurePath(name).suffix in {".yaml", ".yml"} and not (
        name == HEAD or name.startswith(".")
    )


def digest_of(folder: Path) -> str:
    """Return the SHA-256 of the pack's file names and contents, as 64 hex digits.

    Nothing is parsed, so it also names a pack that has faults. Raise BadInput
    where `folder` cannot be read.
    """
    return _total(
        (path.relative_to(folder).as_posix(), _sum(path)) for path in files_of(folder)
    )


def digest_of_files(files: Mapping[str, bytes]) -> str:
    """Return what `digest_of` says of a folder of these files."""
    return _total(
        (name, hashlib.sha256(files[name]).digest()) for name in sorted(files)
    )


def _total(sums: Iterable[tuple[str, bytes]]) -> str:
    total = hashlib.sha256()
    for name, content in sums:
        total.update(name.encode(errors="replace"))
        total.update(b"\0" + content)
    return total.hexdigest()


def _sum(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").digest()
    except OSError as error:
        text = gettext("{path} cannot be read; look at its permissions")
        raise BadInput(text.format(path=path)) from error
