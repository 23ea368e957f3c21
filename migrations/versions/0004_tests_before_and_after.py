"""Tests before and after

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# SQLite rebuilds a table to alter it, and would give numbers out again.
NEVER_AGAIN = {"sqlite_autoincrement": True}

OCCASIONS = "('before', 'after', 'delayed1', 'delayed2', 'delayed3')"
BY_FORM = "case form when 'A' then 'before' when 'B' then 'after' end"
BY_OCCASION = "case occasion when 'before' then 'A' when 'after' then 'B' end"
# Where tests were given by hand, form A was the one before for everybody.
BY_HAND = """
select group_id from assignment where form <> 'training'
union
select m.group_id from member m join round r on r.participant_id = m.participant_id
where r.form <> 'training'
"""
# Elsewhere those who joined first, second, third and fourth draw the four lots.
RANK = """
(select count(*) from member m where m.group_id = member.group_id and m.id < member.id)
"""


def upgrade() -> None:
    with op.batch_alter_table(
        "member", schema=None, table_kwargs=NEVER_AGAIN
    ) as batch_op:
        batch_op.add_column(
            sa.Column(
                "first_form", sa.String(length=8), server_default="A", nullable=False
            )
        )
        batch_op.add_column(
            sa.Column(
                "plays_later", sa.Boolean(), server_default=sa.false(), nullable=False
            )
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_member_first_form"), "first_form in ('A', 'B')"
        )
    op.execute(
        f"update member set first_form = 'B' "
        f"where {RANK} % 2 = 1 and group_id not in ({BY_HAND})"
    )
    op.execute(f"update member set plays_later = true where {RANK} % 4 in (1, 2)")

    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.add_column(sa.Column("occasion", sa.String(length=8), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f("ck_round_occasion"), f"occasion in {OCCASIONS}"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_round_test"), "occasion is null or form <> 'training'"
        )
    op.execute(
        f"update round set occasion = {BY_FORM} "
        "where participant_id in (select participant_id from member)"
    )

    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("occasion", sa.String(length=8), nullable=True))
        batch_op.add_column(sa.Column("later_on", sa.Date(), nullable=True))
    op.execute(f"update assignment set occasion = {BY_FORM}")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("uq_assignment_group_id_pack_id_form"), type_="unique"
        )
        batch_op.drop_constraint(batch_op.f("ck_assignment_form"), type_="check")
        batch_op.drop_column("form")
        batch_op.create_unique_constraint(
            batch_op.f("uq_assignment_group_id_pack_id_occasion"),
            ["group_id", "pack_id", "occasion"],
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_assignment_occasion"), f"occasion in {OCCASIONS}"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_assignment_later"),
            "later_on is null or (occasion is null and later_on > opens_on)",
        )
        batch_op.create_index(
            "uq_assignment_training",
            ["group_id", "pack_id"],
            unique=True,
            sqlite_where=sa.text("occasion is null"),
            postgresql_where=sa.text("occasion is null"),
        )


def downgrade() -> None:
    # A delayed test has no form of its own that all would share.
    op.execute("delete from assignment where occasion like 'delayed%'")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index("uq_assignment_training")
        batch_op.add_column(
            sa.Column(
                "form", sa.String(length=8), server_default="training", nullable=False
            )
        )
    op.execute(f"update assignment set form = {BY_OCCASION} where occasion is not null")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.alter_column("form", server_default=None)
        batch_op.drop_constraint(
            batch_op.f("uq_assignment_group_id_pack_id_occasion"), type_="unique"
        )
        batch_op.drop_constraint(batch_op.f("ck_assignment_later"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_assignment_occasion"), type_="check")
        batch_op.drop_column("later_on")
        batch_op.drop_column("occasion")
        batch_op.create_unique_constraint(
            batch_op.f("uq_assignment_group_id_pack_id_form"),
            ["group_id", "pack_id", "form"],
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_assignment_form"), "form in ('training', 'A', 'B')"
        )

    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_round_test"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_round_occasion"), type_="check")
        batch_op.drop_column("occasion")

    with op.batch_alter_table(
        "member", schema=None, table_kwargs=NEVER_AGAIN
    ) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_member_first_form"), type_="check")
        batch_op.drop_column("plays_later")
        batch_op.drop_column("first_form")
