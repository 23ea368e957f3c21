"""What a command needs before it works: tables up to date, and which packs are new."""

from pathlib import Path

from quizapp.config import Config
from quizapp.db.migrate import upgrade
from quizapp.db.session import Database
from quizapp.packs.digest import HEAD, digest_of
from quizapp.resources import folder
from quizapp.services.loading import loaded_digests


def prepare_database(config: Config) -> None:
    """Bring the tables up to date."""
    upgrade(config.database_url, folder("migrations"))


def shipped_packs() -> list[Path]:
    """Return the folders of the packs that come with the program."""
    return sorted(head.parent for head in folder("questions").glob(f"*/{HEAD}"))


def unloaded_packs(config: Config) -> list[Path]:
    """Return the shipped packs whose files are not what the database has loaded."""
    database = Database(config.database_url)
    with database.reading() as session:
        known = loaded_digests(session)
    database.close()
    return [pack for pack in shipped_packs() if known.get(pack.name) != digest_of(pack)]
