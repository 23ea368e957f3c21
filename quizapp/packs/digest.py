"""Which files make a pack, and whether they changed."""

import hashlib
from pathlib import Path

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
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix in {".yaml", ".yml"}
        and path.name != HEAD
        and not path.name.startswith(".")
    )


def digest_of(folder: Path) -> str:
    """Return the SHA-256 of the pack's file names and contents, as 64 hex digits.

    Nothing is parsed, so it also names a pack that has faults. Raise BadInput
    where `folder` cannot be read.
    """
    total = hashlib.sha256()
    for path in files_of(folder):
        try:
            with path.open("rb") as stream:
                content = hashlib.file_digest(stream, "sha256").digest()
        except OSError as error:
            text = gettext("{path} cannot be read; look at its permissions")
            raise BadInput(text.format(path=path)) from error
        total.update(path.relative_to(folder).as_posix().encode(errors="replace"))
        total.update(b"\0" + content)
    return total.hexdigest()
