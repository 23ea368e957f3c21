"""Workshops

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SHARED = "select id from round where workshop_id is not null"
ROOMS = (
    (
        "answer",
        f"question_id in (select id from question where round_id in ({SHARED}))",
    ),
    ("question", f"round_id in ({SHARED})"),
    ("round", "workshop_id is not null"),
)


def upgrade() -> None:
    op.create_table(
        "workshop",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("rhythm", sa.String(length=8), nullable=False),
        sa.Column("names", sa.String(length=10), nullable=False),
        sa.Column("board", sa.String(length=8), nullable=False),
        sa.Column("timer", sa.Integer(), nullable=True),
        sa.Column("after", sa.String(length=8), nullable=True),
        sa.Column("stage", sa.String(length=10), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(stage = 'ended') = (ended_at is not null)", name=op.f("ck_workshop_ended")
        ),
        sa.CheckConstraint(
            "after in ('training', 'A', 'B')", name=op.f("ck_workshop_after")
        ),
        sa.CheckConstraint(
            "board in ('off', 'own', 'teams')", name=op.f("ck_workshop_board")
        ),
        sa.CheckConstraint(
            "names in ('nicknames', 'anonymous')", name=op.f("ck_workshop_names")
        ),
        sa.CheckConstraint(
            "rhythm in ('discuss', 'plain')", name=op.f("ck_workshop_rhythm")
        ),
        sa.CheckConstraint(
            "stage in ('joining', 'voting', 'discussing', 'revoting', 'revealed', "
            "'ended')",
            name=op.f("ck_workshop_stage"),
        ),
        sa.CheckConstraint("position >= 0", name=op.f("ck_workshop_position")),
        sa.CheckConstraint("timer between 5 and 3600", name=op.f("ck_workshop_timer")),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
            name=op.f("fk_workshop_case_id_case"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["group.id"],
            name=op.f("fk_workshop_group_id_group"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop")),
        sa.UniqueConstraint("code", name=op.f("uq_workshop_code")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_workshop_case_id"), ["case_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_workshop_group_id"), ["group_id"], unique=False
        )

    op.create_table(
        "seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("nickname", sa.String(length=40), nullable=True),
        sa.Column("folded", sa.String(length=80), nullable=True),
        sa.Column("team", sa.Integer(), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(nickname is null) = (folded is null)", name=op.f("ck_seat_named")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_seat_participant_id_participant"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshop.id"],
            name=op.f("fk_seat_workshop_id_workshop"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
        sa.UniqueConstraint(
            "workshop_id", "folded", name=op.f("uq_seat_workshop_id_folded")
        ),
        sa.UniqueConstraint(
            "workshop_id",
            "participant_id",
            name=op.f("uq_seat_workshop_id_participant_id"),
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_seat_participant_id"), ["participant_id"], unique=False
        )

    op.create_table(
        "workshop_host",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_workshop_host_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshop.id"],
            name=op.f("fk_workshop_host_workshop_id_workshop"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "workshop_id", "person_id", name=op.f("pk_workshop_host")
        ),
    )
    with op.batch_alter_table("workshop_host", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_workshop_host_person_id"), ["person_id"], unique=False
        )

    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("turn", sa.Integer(), server_default="1", nullable=False)
        )
        batch_op.drop_constraint(
            batch_op.f("uq_answer_question_id_participant_id"), type_="unique"
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_answer_question_id_participant_id_turn"),
            ["question_id", "participant_id", "turn"],
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_answer_turn"), "turn between 1 and 2"
        )

    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.add_column(sa.Column("workshop_id", sa.Integer(), nullable=True))
        batch_op.alter_column(
            "participant_id", existing_type=sa.INTEGER(), nullable=True
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_round_workshop_id"), ["workshop_id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_round_workshop_id_workshop"),
            "workshop",
            ["workshop_id"],
            ["id"],
            ondelete="CASCADE",
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_round_whose"),
            "(participant_id is null) <> (workshop_id is null)",
        )


def downgrade() -> None:
    # A room's rounds are nobody's own; their questions and answers go with them.
    for table, which in ROOMS:
        op.execute(f"delete from {table} where {which}")
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_round_whose"), type_="check")
        batch_op.drop_constraint(
            batch_op.f("fk_round_workshop_id_workshop"), type_="foreignkey"
        )
        batch_op.drop_constraint(batch_op.f("uq_round_workshop_id"), type_="unique")
        batch_op.alter_column(
            "participant_id", existing_type=sa.INTEGER(), nullable=False
        )
        batch_op.drop_column("workshop_id")

    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_answer_turn"), type_="check")
        batch_op.drop_constraint(
            batch_op.f("uq_answer_question_id_participant_id_turn"), type_="unique"
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_answer_question_id_participant_id"),
            ["question_id", "participant_id"],
        )
        batch_op.drop_column("turn")

    with op.batch_alter_table("workshop_host", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_workshop_host_person_id"))

    op.drop_table("workshop_host")
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seat_participant_id"))

    op.drop_table("seat")
    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_workshop_group_id"))
        batch_op.drop_index(batch_op.f("ix_workshop_case_id"))

    op.drop_table("workshop")
