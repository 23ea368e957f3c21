"""What serving needs: tables up to date and the shipped packs loaded.

Both are told cheaply, and done by `quizapp packs load` in a process of its own: the
server that stays needs neither Alembic nor the packs' reader, and starts sooner.
"""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from quizapp.config import Config
from quizapp.db.revision import HEAD, stored_revision
from quizapp.db.session import Database
from quizapp.errors import Conflict
from quizapp.packs.digest import HEAD as PACK_FILE
from quizapp.packs.digest import digest_of
from quizapp.resources import folder
from quizapp.services.loading import loaded_digests
from quizapp.wording import gettext


def shipped_packs() -> list[Path]:
    """Return the folders of the packs that come with the program."""
    return _packs_in(folder("questions"))


def packs_at(paths: Iterable[Path]) -> list[Path]:
    """Return the folders of packs; a folder that holds packs stands for all of them."""
    return [pack for path in paths for pack in _packs_in(path) or [path]]


def _packs_in(path: Path) -> list[Path]:
    if (path / PACK_FILE).exists():
        return [path]
    return sorted(head.parent for head in path.glob(f"*/{PACK_FILE}"))


def prepare(config: Config) -> None:
    """Make the database ready to serve; a pack with faults is named and left out.

    Raises `Conflict` where the tables cannot be brought up to date.
    """
    database = Database(config.database_url)
    if not _ready(database):
        subprocess.run([sys.executable, "-m", "quizapp", "packs", "load"], check=False)
    found = stored_revision(database)
    database.close()
    if found != HEAD:
        raise Conflict(
            gettext(
                "The database stands at revision %(found)s, this program needs "
                "%(head)s. Is the database of a newer version?"
            )
            % {"found": found, "head": HEAD}
        )


def _ready(database: Database) -> bool:
    if stored_revision(database) != HEAD:
        return False
    with database.reading() as session:
        known = loaded_digests(session)
    return all(known.get(pack.name) == digest_of(pack) for pack in shipped_packs())
