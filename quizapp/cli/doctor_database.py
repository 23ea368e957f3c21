"""The doctor looks at the database: reached, new enough, sound, up to date."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from quizapp.cli.finding import Finding, fault, fine, note
from quizapp.cli.prepare import shipped_packs
from quizapp.db import condition as state
from quizapp.db.revision import HEAD, stored_revision
from quizapp.db.session import Database, opened
from quizapp.errors import BadInput
from quizapp.packs.read import read_pack
from quizapp.resources import folder
from quizapp.services.condition import condition, try_to_store
from quizapp.wording import gettext, ngettext

OLDEST = {"sqlite": (3, 35), "postgresql": (14, 0)}
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
SLACK = timedelta(minutes=2)  # between the clocks of a server and its database


def check_database(
    database: Database, *, workers: int, thorough: bool
) -> Iterator[Finding]:
    """Look at the database from outside: reached, new enough, sound, with room."""
    check = gettext("database")
    reader = database.engine.execution_options(read_only=True)
    try:
        with opened(reader) as connection:
            yield _version(check, connection)
            yield _letters(check, connection)
            yield _sound(connection, thorough=thorough)
            if connection.dialect.name == "postgresql":
                yield _connections(connection, workers)
    except BadInput as refusal:
        todo = gettext("Is it running, and is the address in DATABASE_URL right?")
        yield fault(check, str(refusal), todo)
    except DBAPIError as broken:
        said = str(broken.orig).partition("\n")[0]
        todo = gettext("Restore the last backup into a new database.")
        yield fault(check, said, todo)


def _version(check: str, connection: Connection) -> Finding:
    kind = connection.dialect.name
    found = state.version(connection)
    said = f"{NAMES[kind]} {'.'.join(map(str, found))}"
    if found >= OLDEST[kind]:
        return fine(check, said)
    oldest = ".".join(map(str, OLDEST[kind]))
    todo = gettext("Take version %(oldest)s or newer.") % {"oldest": oldest}
    return fault(check, gettext("%(said)s is too old.") % {"said": said}, todo)


def _letters(check: str, connection: Connection) -> Finding:
    found = state.encoding(connection)
    if found == "UTF8":
        return fine(check, gettext("keeps the letters of every language"))
    return fault(
        check,
        gettext("It keeps letters as %(found)s, which has not all of them.")
        % {"found": found},
        gettext("Make a new database: createdb --encoding UTF8, then restore into it."),
    )


def _sound(connection: Connection, *, thorough: bool) -> Finding:
    check = gettext("soundness")
    if connection.dialect.name == "postgresql":
        return fine(check, gettext("PostgreSQL looks after it"))
    broken = state.unsound(connection, thorough=thorough)
    if not broken:
        return fine(check, gettext("nothing in the file is broken"))
    return fault(
        check,
        gettext("The file is broken: %(what)s") % {"what": "; ".join(broken)},
        gettext(
            "Stop the server, keep a copy of the file, and restore the last backup "
            "into a new one."
        ),
    )


def _connections(connection: Connection, workers: int) -> Finding:
    check = gettext("connections")
    most, wanted = state.connections(connection), workers * state.PER_PROCESS
    counts = {"most": most, "wanted": wanted, "workers": workers}
    said = ngettext(
        "%(most)s, and %(workers)s worker may take %(wanted)s",
        "%(most)s, and %(workers)s workers may take %(wanted)s",
        workers,
    )
    if most >= wanted:
        return fine(check, said % counts)
    todo = gettext("Raise max_connections to %(n)s or serve with fewer workers.")
    return fault(check, said % counts, todo % {"n": wanted + 10})


def check_revision(database: Database) -> Finding:
    """Look at whether program and tables belong together."""
    check, found = gettext("tables"), stored_revision(database)
    known = {s.revision for s in ScriptDirectory(folder("migrations")).walk_revisions()}
    if found == HEAD:
        return fine(check, gettext("at revision %(head)s") % {"head": HEAD})
    if found is None:
        todo = gettext("`quizapp serve` makes them at its start.")
        return fault(check, gettext("There are none yet."), todo)
    where = {"found": found, "head": HEAD}
    if found in known:
        return note(
            check,
            gettext("At revision %(found)s; this program wants %(head)s.") % where,
            gettext("Make a backup; the next start of `quizapp serve` upgrades them."),
        )
    return fault(
        check,
        gettext("At revision %(found)s; this program knows up to %(head)s.") % where,
        gettext("The database is of a newer version: install that version again."),
    )


def check_second_factors(database: Database, *, now: datetime) -> Finding:
    """Look at who teaches without the second factor that this server asks for."""
    check = gettext("signing in")
    with database.reading() as session:
        lacking = condition(session, today=now.date()).unguarded
    if not lacking:
        return fine(check, gettext("everybody who teaches has one"))
    said = ngettext(
        "%(n)s of those who teach has none yet.",
        "%(n)s of those who teach have none yet.",
        lacking,
    )
    todo = gettext(
        "They are led to it when they sign in; until then only a password keeps them."
    )
    return note(check, said % {"n": lacking}, todo)


def check_stored(database: Database, *, now: datetime) -> Iterator[Finding]:
    """Look at what is stored: writable, in order of time, somebody to run it."""
    yield _takes_rows(database, now)
    with database.reading() as session:
        found = condition(session, today=now.date())
    yield _clock(found.last_answer, now)
    check = gettext("people")
    if found.admins:
        said = ngettext("%(n)s admin", "%(n)s admins", found.admins)
        yield fine(check, said % {"n": found.admins})
    else:
        todo = "quizapp person add you@example.org --name You --role admin"
        yield note(check, gettext("Nobody runs this server yet."), todo)
    check = gettext("erasing")
    if found.overdue:
        said = ngettext(
            "%(n)s group is past its date.",
            "%(n)s groups are past their date.",
            found.overdue,
        )
        todo = gettext("`quizapp groups expire` erases now; a running server does.")
        yield fault(check, said % {"n": found.overdue}, todo)
    else:
        yield fine(check, gettext("no group is past its date"))


def _takes_rows(database: Database, now: datetime) -> Finding:
    check = gettext("storing")
    try:
        with database.writing() as session:
            try_to_store(session, now=now)
    except DBAPIError as refused:
        said = str(refused.orig).partition("\n")[0]
        return fault(
            check,
            gettext("The database takes nothing (%(why)s).") % {"why": said},
            gettext("Is the disk full, another program at it, or is it a replica?"),
        )
    return fine(check, gettext("a row went in and was taken back"))


def _clock(last: datetime | None, now: datetime) -> Finding:
    check = gettext("clock")
    said = gettext("it is %(now)s") % {"now": _moment(now)}
    if last is None or last <= now + SLACK:
        return fine(check, said)
    return fault(
        check,
        gettext("The last answer was given at %(last)s, and now %(said)s.")
        % {"last": _moment(last), "said": said},
        gettext("Set the clock of this machine: timedatectl set-ntp true"),
    )


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def check_packs() -> Finding:
    """Look at whether the packs that come along can be read, and are decided."""
    check, found = gettext("packs"), shipped_packs()
    waiting = 0
    for pack in found:
        try:
            waiting += bool(read_pack(pack).proposed)
        except BadInput as faults:
            todo = f"quizapp packs check {pack}"
            return fault(check, str(faults).partition("\n")[0], todo)
    if waiting:
        said = ngettext(
            "%(n)s pack has proposed lines, and is not loaded",
            "%(n)s packs have proposed lines, and are not loaded",
            waiting,
        )
        todo = gettext("Review them, then remove their “proposed: true”.")
        return note(check, said % {"n": waiting}, todo)
    return fine(check, gettext("%(n)s without a fault") % {"n": len(found)})
