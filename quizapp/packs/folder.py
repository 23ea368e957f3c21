"""What a pack is read from: a folder on disk, or one in an archive."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePath

from quizapp.packs.digest import case_files, digest_of
from quizapp.packs.printed import Contents, content_inside


@dataclass(frozen=True, slots=True)
class PackFolder:
    """The files of a pack.

    `slug` is the folder's name and `place` what faults call it; `cases` names the
    files of cases; `contents` gives the bytes of a file by its name.
    """

    slug: str
    place: str
    digest: str
    cases: tuple[str, ...]
    contents: Contents

    def path(self, name: str) -> str:
        """Return what faults call the file `name`."""
        return str(PurePath(self.place, name))


def open_folder(folder: Path) -> PackFolder:
    """Open a folder on disk; raise BadInput or OSError where it cannot be read."""
    return PackFolder(
        slug=folder.resolve().name,
        place=str(folder),
        digest=digest_of(folder),
        cases=tuple(path.name for path in case_files(folder)),
        contents=partial(content_inside, folder),
    )
