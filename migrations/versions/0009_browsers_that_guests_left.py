"""Browsers that guests left: their cookies are worth nothing any more

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "leaving",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_leaving")),
    )
    op.create_index(op.f("ix_leaving_left_at"), "leaving", ["left_at"])


def downgrade() -> None:
    op.drop_table("leaving")
