"""What answers count up to, kept for large boards

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "counted",
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("upto", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("judged", sa.JSON(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_counted_participant_id_participant"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_counted")),
    )
    op.create_index("ix_answer_participant_id_id", "answer", ["participant_id", "id"])
    op.drop_index(op.f("ix_answer_participant_id"), "answer")


def downgrade() -> None:
    op.create_index(op.f("ix_answer_participant_id"), "answer", ["participant_id"])
    op.drop_index("ix_answer_participant_id_id", "answer")
    op.drop_table("counted")
