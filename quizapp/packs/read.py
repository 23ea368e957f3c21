"""A pack's folder in; the pack, or every fault of all its files, out."""

from pathlib import Path

from quizapp.errors import BadInput
from quizapp.packs.build import build_case, build_pack
from quizapp.packs.checking import case_faults, texts_of
from quizapp.packs.digest import HEAD, case_files, digest_of
from quizapp.packs.document import Document, parse
from quizapp.packs.faults import Fault, PackFaults
from quizapp.packs.fields import SLUG
from quizapp.packs.model import CaseEntry, PackEntry
from quizapp.packs.pack import Case, Pack
from quizapp.packs.printed import text_inside
from quizapp.packs.sentences import shape_faults
from quizapp.wording import gettext


def read_pack(folder: Path) -> Pack:
    """Return the pack in `folder`.

    Raise PackFaults with everything that is wrong in its files.
    """
    try:
        digest = digest_of(folder)
        cases = case_files(folder)
    except (BadInput, OSError) as error:
        raise PackFaults([Fault(str(folder), 1, 1, str(error))]) from error
    slug = folder.resolve().name
    head = _document(folder, HEAD)
    faults = _folder_faults(folder, slug, cases)
    faults += head.faults or [fault for _, fault in shape_faults(head, PackEntry)]
    built: list[Case] = []
    for path in cases:
        faults += _read_case(folder, path, built)
    if faults:
        raise PackFaults(faults)
    entry = PackEntry.model_validate(head.value)
    return build_pack(entry, tuple(built), slug=slug, digest=digest)


def _read_case(folder: Path, path: Path, built: list[Case]) -> list[Fault]:
    """Return the faults of the case at `path`, or none and add it to `built`."""
    document = _document(folder, path.name)
    faults = list(document.faults)
    if document.value is not None or not faults:
        faults += case_faults(document, folder)
    if not faults:
        entry = CaseEntry.model_validate(document.value)
        built.append(build_case(entry, path.stem, texts_of(entry, folder)))
    return faults


def _document(folder: Path, name: str) -> Document:
    path = str(folder / name)
    try:
        return parse(text_inside(folder, name), path)
    except BadInput as error:
        return Document(path, faults=(Fault(path, 1, 1, str(error)),))


def _folder_faults(folder: Path, slug: str, cases: list[Path]) -> list[Fault]:
    found = []
    name = gettext("'{name}' cannot be an id; use small letters, digits and hyphens")
    if not SLUG.fullmatch(slug):
        found.append(Fault(str(folder), 1, 1, name.format(name=slug)))
    if not cases:
        text = gettext("there is no case; write one in a file such as first-case.yaml")
        found.append(Fault(str(folder), 1, 1, text))
    for path in cases:
        if path.suffix == ".yml":
            text = gettext("a case's file ends in .yaml; give it that name")
            found.append(Fault(str(path), 1, 1, text))
        elif not SLUG.fullmatch(path.stem):
            found.append(Fault(str(path), 1, 1, name.format(name=path.stem)))
    return found
