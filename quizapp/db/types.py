"""Column types that both databases keep alike, and what is asked of them."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Integer, TypeDecorator
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class Instant(TypeDecorator[datetime]):
    """An aware moment, kept in UTC; SQLite has no time zones of its own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Refuse a naive moment; turn every other one to UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        utc = value.astimezone(UTC)
        return utc if dialect.name == "postgresql" else utc.replace(tzinfo=None)

    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Give the moment back with its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value


class entries(FunctionElement[int]):  # noqa: N801  named as SQL names functions
    """How many entries a JSON object has, counted where it lies."""

    type = Integer()
    inherit_cache = True


@compiles(entries)
def _entries(element: entries, compiler: SQLCompiler, **how: Any) -> str:
    sqlite = compiler.dialect.name == "sqlite"
    rows = "json_each" if sqlite else "json_object_keys"
    return f"(select count(*) from {rows}({compiler.process(element.clauses, **how)}))"
