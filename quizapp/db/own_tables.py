"""The program's own tables as a database really has them, at whatever revision."""

from sqlalchemy import Connection, MetaData, Table, func, select, text

from quizapp.db.models import Base


def own_tables(connection: Connection) -> list[Table]:
    """Return the tables of ours that are there; what a row names comes before it."""
    found = MetaData()
    found.reflect(connection, only=lambda name, _: name in Base.metadata.tables)
    return found.sorted_tables


def count_rows(connection: Connection, table: Table) -> int:
    """Return how many rows a table has."""
    return connection.scalar(select(func.count()).select_from(table)) or 0


def last_numbers(connection: Connection) -> dict[str, int]:
    """Return the last number each table gave out, for those that remember it.

    A number must never be given to somebody else, also after a restore.
    """
    if connection.dialect.name == "postgresql":
        sequences = text(
            # Only of a sequence may be asked what it gave out last.
            "select t.relname, "
            "case when s.relkind = 'S' then pg_sequence_last_value(s.oid) end "
            "from pg_class s "
            "join pg_depend d on d.objid = s.oid and d.deptype in ('a', 'i') "
            "join pg_class t on t.oid = d.refobjid "
            "where s.relkind = 'S' and t.relnamespace = current_schema()::regnamespace"
        )
        found = connection.execute(sequences)
        return {str(name): int(last) for name, last in found if last is not None}
    there = "select 1 from sqlite_master where name = 'sqlite_sequence'"
    if not connection.scalar(text(there)):
        return {}
    found = connection.execute(text("select name, seq from sqlite_sequence"))
    return {str(name): int(last) for name, last in found}


def set_last_numbers(connection: Connection, last: dict[str, int]) -> None:
    """Go on counting behind these numbers, and behind those that are in use."""
    set_one = _set_sequence if connection.dialect.name == "postgresql" else _set_sqlite
    for table in own_tables(connection):
        if "id" in table.columns:
            used = connection.scalar(select(func.max(table.c.id))) or 0
            set_one(connection, table.name, max(used, last.get(table.name, 0)))


def _set_sequence(connection: Connection, table: str, last: int) -> None:
    if last:
        named = {"table": f'"{table}"', "last": last}
        found = "pg_get_serial_sequence(:table, 'id')"
        connection.execute(text(f"select setval({found}, :last)"), named)


def _set_sqlite(connection: Connection, table: str, last: int) -> None:
    remembers = text(
        "select 1 from sqlite_master where name = :table and sql like '%AUTOINCREMENT%'"
    )
    named = {"table": table, "last": last}
    if last and connection.scalar(remembers, named):
        for step in (
            "delete from sqlite_sequence where name = :table",
            "insert into sqlite_sequence (name, seq) values (:table, :last)",
        ):
            connection.execute(text(step), named)
