"""`quizapp packs load`: bring packs into the database."""

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from quizapp.cli.database import upgraded_database
from quizapp.cli.prepare import packs_at, shipped_packs
from quizapp.cli.subparsers import Subparsers
from quizapp.config import read_config
from quizapp.db.session import Database
from quizapp.errors import BadInput
from quizapp.packs.digest import digest_of
from quizapp.packs.pack import Pack
from quizapp.packs.read import read_pack
from quizapp.services.loading import Loaded, load_pack, loaded_digests
from quizapp.wording import gettext


def add_parser(actions: Subparsers) -> None:
    """Add `load` to the actions of `packs`."""
    load = actions.add_parser("load", help=gettext("bring packs into the database"))
    load.add_argument(
        "folders",
        nargs="*",
        type=Path,
        metavar="PATH",
        help=gettext("folders of packs; none: those that come with the program"),
    )
    load.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Load the packs named, or all that come with the program.

    A pack with faults is left as it was and its faults are said; the others are
    loaded. Return 0, or 2 where a pack had faults.
    """
    with upgraded_database(read_config(os.environ)) as database:
        return max(
            (_load(database, f) for f in packs_at(args.folders) or shipped_packs()),
            default=0,
        )


def _load(database: Database, pack_folder: Path) -> int:
    said = load_or_say(database, pack_folder)
    if said:
        print(said)
    return 0 if said else 2


def load_or_say(database: Database, pack_folder: Path) -> str:
    """Load one pack and return what changed; say its faults where it has some."""
    try:
        loaded = _load_folder(database, pack_folder)
    except BadInput as fault:
        print(fault, file=sys.stderr)
        return ""
    return _said(pack_folder.resolve().name, loaded)


def _load_folder(database: Database, pack_folder: Path) -> Loaded | None:
    """Load one pack; return None where just this one is there already.

    What changed is told by the files' digest, so that an unchanged pack costs nothing.
    Raises `BadInput` with every fault the pack has.
    """
    with database.reading() as session:
        known = loaded_digests(session)
    if known.get(pack_folder.resolve().name) == digest_of(pack_folder):
        return None
    pack = _read(pack_folder)
    with database.writing() as session:
        return load_pack(session, pack, now=datetime.now(UTC))


def _read(pack_folder: Path) -> Pack:
    try:
        return read_pack(pack_folder)
    except BadInput as faults:
        said = gettext("%(slug)s was not loaded; put this right first.")
        slug = pack_folder.resolve().name
        raise BadInput(f"{faults}\n{said % {'slug': slug}}") from faults


def _said(slug: str, loaded: Loaded | None) -> str:
    if loaded is None:
        return gettext("%(slug)s: unchanged") % {"slug": slug}
    return gettext(
        "%(slug)s: %(new)s new, %(changed)s changed, %(kept)s unchanged, "
        "%(retired)s retired"
    ) % {
        "slug": slug,
        "new": loaded.new,
        "changed": loaded.changed,
        "kept": loaded.kept,
        "retired": loaded.retired,
    }
