"""A pack as one file to send: a .zip that holds the pack's folder, and back."""

import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import PurePosixPath

from quizapp.errors import BadInput
from quizapp.packs.digest import MOST_FILES, digest_of_files, is_case
from quizapp.packs.fields import SLUG
from quizapp.packs.folder import PackFolder
from quizapp.packs.pack import Pack
from quizapp.packs.printed import LARGEST, no_file, refuse_outside
from quizapp.packs.read import read_folder
from quizapp.packs.write import pack_files
from quizapp.wording import gettext

LARGEST_ARCHIVE = 10_000_000
LARGEST_PACK = 20_000_000
# Prose shrinks to a third, repeated prose to a fiftieth; more is a bomb.
MOST_SHRUNK, SHRINKS_FREELY = 100, 1_000_000
LONGEST_NAME = 200
DEEPEST = 4
_DIRECTORY_ENTRY = b"PK\x01\x02"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = (stat.S_IFREG | 0o644) << 16
_ENCRYPTED = 0x1
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
# What systems put beside the files that were asked for.
_LITTER = "__MACOSX"


def pack_archive(pack: Pack) -> bytes:
    """Return the pack's folder as a .zip; the same pack gives the same bytes.

    Nothing is compressed: what deflate makes differs from one zlib to the next.
    Raise BadInput where the pack's slug cannot name a folder.
    """
    if not SLUG.fullmatch(pack.slug):
        text = gettext("'{name}' cannot be a pack; use small letters, digits, hyphens")
        raise BadInput(text.format(name=pack.slug))
    return files_archive(pack.slug, pack_files(pack))


def files_archive(slug: str, files: Mapping[str, str]) -> bytes:
    """Return the files of a pack, by their paths in its folder, as a .zip."""
    return zipped({f"{slug}/{name}": text for name, text in files.items()})


def zipped(files: Mapping[str, str]) -> bytes:
    """Return files by their paths as a .zip; the same files give the same bytes."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, text in sorted(files.items()):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system = 3  # Unix, whatever this runs on
            info.external_attr = _PLAIN_FILE
            archive.writestr(info, text.encode())
    return buffer.getvalue()


def read_archive(data: bytes) -> Pack:
    """Return the pack in a .zip, whose only folder is named by the pack's slug.

    Raise BadInput where it is no such archive or too large, PackFaults with
    everything that is wrong in its files; faults name paths inside the archive.
    """
    files = archived_files(data)
    slugs = {name.split("/", 1)[0] for name in files}
    if len(slugs) != 1 or not all("/" in name for name in files):
        text = gettext(
            "the archive should hold one folder, the pack’s; zip that folder"
        )
        raise BadInput(text)
    [slug] = slugs
    return read_folder(_folder(slug, files))


def _folder(slug: str, files: Mapping[str, bytes]) -> PackFolder:
    inner = {name.removeprefix(f"{slug}/"): content for name, content in files.items()}

    def contents(name: str) -> bytes:
        refuse_outside(name)
        path = str(PurePosixPath(name))
        if path not in inner:
            raise no_file(name)
        return inner[path]

    cases = sorted(name for name in inner if "/" not in name and is_case(name))
    return PackFolder(slug, slug, digest_of_files(inner), tuple(cases), contents)


def without_proposals(pack: Pack) -> Pack:
    """Return the pack with nothing but decided lines, and the cases that have some.

    Raise BadInput where no line is decided.
    """
    cases = (
        replace(
            case,
            lines=tuple(line for line in case.lines if line.key not in case.proposed),
            proposed=(),
        )
        for case in pack.cases
    )
    left = tuple(case for case in cases if case.lines)
    if not left:
        raise BadInput(gettext("no line is decided yet; decide some first"))
    return replace(pack, cases=left)


def archived_files(data: bytes) -> dict[str, bytes]:
    """Return the files of a .zip by name, in its order; litter is left out.

    Raise BadInput where it is too large, broken, encrypted, holds links, or names
    that lead out of it or stand twice.
    """
    if len(data) > LARGEST_ARCHIVE:
        raise BadInput(gettext("the archive is larger than 10 MB; make it smaller"))
    if data.count(_DIRECTORY_ENTRY) > 2 * MOST_FILES:
        raise BadInput(_too_many())
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _files(archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        OSError,
        RuntimeError,
        ValueError,
    ):
        text = gettext("this is no .zip file, or it is damaged; export the pack again")
        raise BadInput(text) from None


def _files(archive: zipfile.ZipFile) -> dict[str, bytes]:
    wanted = [info for info in archive.infolist() if not _is_litter(info.filename)]
    _refuse_names(wanted)
    for info in wanted:
        _refuse_sort(info)
    _refuse_sizes(wanted)
    files = (info for info in wanted if not info.is_dir())
    return {info.filename: _content(archive, info) for info in files}


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    # With a size `read` unpacks no more than that; without one it unpacks a whole
    # bomb before it looks at the size that the archive claims.
    with archive.open(info) as stream:
        content = stream.read(info.file_size + 1)
    if len(content) != info.file_size:
        raise zipfile.BadZipFile(info.filename)
    return content


def _is_litter(name: str) -> bool:
    parts = name.split("/")
    hidden = any(part.startswith(".") and set(part) != {"."} for part in parts)
    return parts[0] == _LITTER or hidden


def _refuse_names(entries: list[zipfile.ZipInfo]) -> None:
    """Raise BadInput where there are too many names, or one leads out or twice."""
    if len(entries) > MOST_FILES:
        raise BadInput(_too_many())
    seen: set[str] = set()
    for info in entries:
        name = info.orig_filename
        if not _is_inside(name):
            text = gettext("'{name}' leads out of the archive; zip the folder again")
            raise BadInput(text.format(name=_shown(name)))
        if (folded := _folded(name)) in seen:
            text = gettext("'{name}' is in the archive twice; keep one of them")
            raise BadInput(text.format(name=_shown(name)))
        seen.add(folded)
    files = {_folded(info.filename) for info in entries if not info.is_dir()}
    for name in seen:
        if any(str(parent) in files for parent in PurePosixPath(name).parents):
            text = gettext("'{name}' lies in a file; zip the folder again")
            raise BadInput(text.format(name=_shown(name)))


def _is_inside(name: str) -> bool:
    parts = name.removesuffix("/").split("/")
    return (
        name.isprintable()
        and len(name.encode()) <= LONGEST_NAME
        and len(parts) <= DEEPEST
        and not any(mark in name for mark in '\\:*?"<>|')
        and all(part and part.strip(" .") == part for part in parts)
    )


def _folded(name: str) -> str:
    """Return one form of names that some systems take for the same."""
    return unicodedata.normalize("NFC", name.removesuffix("/")).casefold()


def _refuse_sort(info: zipfile.ZipInfo) -> None:
    """Raise BadInput unless the entry is a plain file or folder that can be read."""
    sort = stat.S_IFMT(info.external_attr >> 16)
    if sort not in {0, stat.S_IFREG, stat.S_IFDIR}:
        text = gettext("'{name}' is a link; put the file itself into the archive")
    elif info.flag_bits & _ENCRYPTED:
        text = gettext("'{name}' has a password; zip the folder without one")
    elif info.compress_type not in _METHODS:
        text = gettext("'{name}' is packed in a way not read here; use an ordinary zip")
    elif info.file_size > LARGEST:
        text = gettext("'{name}' is larger than 2 MB; make it smaller")
    else:
        return
    raise BadInput(text.format(name=_shown(info.filename)))


def _refuse_sizes(entries: list[zipfile.ZipInfo]) -> None:
    """Raise BadInput where the files together are too large, or shrank too well."""
    total = sum(info.file_size for info in entries)
    packed = sum(info.compress_size for info in entries)
    shrunk = total > SHRINKS_FREELY and total > MOST_SHRUNK * packed
    if total > LARGEST_PACK or shrunk:
        text = gettext("the archive unpacks to over 20 MB; make the pack smaller")
        if shrunk:
            text = gettext("the archive unpacks to far more than a pack holds")
        raise BadInput(text)


def _too_many() -> str:
    text = gettext("the archive holds over {most} files; a pack has fewer")
    return text.format(most=MOST_FILES)


def _shown(name: str) -> str:
    """Return a stranger's name as it can be shown."""
    return "".join(c if c.isprintable() else "\ufffd" for c in name[:80])
