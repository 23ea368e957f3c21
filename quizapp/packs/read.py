"""A pack's folder in; the pack, or every fault of all its files, out."""

from pathlib import Path, PurePath

from quizapp.errors import BadInput
from quizapp.packs.build import build_case, build_pack
from quizapp.packs.checking import case_faults, texts_of
from quizapp.packs.digest import HEAD
from quizapp.packs.document import Document, parse
from quizapp.packs.faults import Fault, PackFaults
from quizapp.packs.fields import SLUG
from quizapp.packs.folder import PackFolder, open_folder
from quizapp.packs.model import CaseEntry, PackEntry
from quizapp.packs.pack import Case, Pack
from quizapp.packs.printed import text_in
from quizapp.packs.sentences import shape_faults
from quizapp.wording import gettext


def read_pack(folder: Path) -> Pack:
    """Return the pack in `folder`.

    Raise PackFaults with everything that is wrong in its files.
    """
    try:
        opened = open_folder(folder)
    except (BadInput, OSError) as error:
        raise PackFaults([Fault(str(folder), 1, 1, str(error))]) from error
    return read_folder(opened)


def read_folder(folder: PackFolder) -> Pack:
    """Return the pack in an open folder.

    Raise PackFaults with everything that is wrong in its files.
    """
    head = _document(folder, HEAD)
    faults = _folder_faults(folder)
    faults += head.faults or [fault for _, fault in shape_faults(head, PackEntry)]
    built: list[Case] = []
    for name in folder.cases:
        faults += _read_case(folder, name, built)
    if faults:
        raise PackFaults(faults)
    entry = PackEntry.model_validate(head.value)
    return build_pack(entry, tuple(built), slug=folder.slug, digest=folder.digest)


def _read_case(folder: PackFolder, name: str, built: list[Case]) -> list[Fault]:
    """Return the faults of the case in `name`, or none and add it to `built`."""
    document = _document(folder, name)
    faults = list(document.faults)
    if document.value is not None or not faults:
        faults += case_faults(document, folder.contents)
    if not faults:
        entry = CaseEntry.model_validate(document.value)
        texts = texts_of(entry, folder.contents)
        built.append(build_case(entry, PurePath(name).stem, texts))
    return faults


def _document(folder: PackFolder, name: str) -> Document:
    path = folder.path(name)
    try:
        return parse(text_in(folder.contents, name), path)
    except BadInput as error:
        return Document(path, faults=(Fault(path, 1, 1, str(error)),))


def _folder_faults(folder: PackFolder) -> list[Fault]:
    found = []
    text = gettext("'{name}' cannot be an id; use small letters, digits and hyphens")
    if not SLUG.fullmatch(folder.slug):
        found.append(Fault(folder.place, 1, 1, text.format(name=folder.slug)))
    if not folder.cases:
        none = gettext("there is no case; write one in a file such as first-case.yaml")
        found.append(Fault(folder.place, 1, 1, none))
    for case in map(PurePath, folder.cases):
        if case.suffix == ".yml":
            other = gettext("a case's file ends in .yaml; give it that name")
            found.append(Fault(folder.path(case.name), 1, 1, other))
        elif not SLUG.fullmatch(case.stem):
            named = text.format(name=case.stem)
            found.append(Fault(folder.path(case.name), 1, 1, named))
    return found
