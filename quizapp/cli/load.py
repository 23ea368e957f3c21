"""`quizapp packs load`: bring packs into the database."""

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.config import Config, read_config
from quizapp.db.migrate import upgrade
from quizapp.db.session import Database
from quizapp.packs.digest import HEAD, digest_of
from quizapp.packs.read import read_pack
from quizapp.resources import folder
from quizapp.services import loading
from quizapp.services.loading import Loaded
from quizapp.wording import gettext

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(actions: "Subparsers") -> None:
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
    """Load the packs named, or all that come with the program; return 0."""
    config = read_config(os.environ)
    prepare_database(config)
    database = Database(config.database_url)
    for pack_folder in args.folders or shipped_packs():
        loaded = load_pack(database, pack_folder)
        print(_said(pack_folder.resolve().name, loaded))
    database.close()
    return 0


def shipped_packs() -> list[Path]:
    """Return the folders of the packs that come with the program."""
    return sorted(head.parent for head in folder("questions").glob(f"*/{HEAD}"))


def prepare_database(config: Config) -> None:
    """Bring the tables up to date."""
    upgrade(config.database_url, folder("migrations"))


def load_pack(database: Database, pack_folder: Path) -> Loaded | None:
    """Load one pack; return None where just this one is there already.

    What changed is told by the files' digest, so that an unchanged pack costs nothing.
    Raises `BadInput` with every fault the pack has.
    """
    with database.reading() as session:
        known = loading.loaded_digests(session)
    if known.get(pack_folder.resolve().name) == digest_of(pack_folder):
        return None
    pack = read_pack(pack_folder)
    with database.writing() as session:
        return loading.load_pack(session, pack, now=datetime.now(UTC))


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
