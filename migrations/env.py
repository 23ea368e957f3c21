"""Run the migrations on the connection that `quizapp.db.migrate` hands over."""

from alembic import context

from quizapp.db.models import Base
from quizapp.db.types import Instant


def render(kind: str, item: object, _: object) -> str | bool:
    """Write our own types as what they are in the database."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    render_item=render,
)
with context.begin_transaction():
    context.run_migrations()
