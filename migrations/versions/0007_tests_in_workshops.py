"""Tests in workshops

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# SQLite rebuilds a table to alter it, and would give numbers out again.
NEVER_AGAIN = {"sqlite_autoincrement": True}

# A workshop had one form for all, at its end: for whoever sat there the second one.
FIRST_OF_OLD = """
case (select w.after from workshop w where w.id = seat.workshop_id)
when 'A' then 'B' else 'A' end
"""
AT_THE_END = """
occasion is null and form <> 'training' and exists (
  select 1 from seat s join workshop w on w.id = s.workshop_id
  where s.participant_id = round.participant_id and w.case_id = round.case_id
  and w.after = round.form and w.ended_at <= round.dealt_at
)
"""
# Of two goes at the same test the first one counts, and it alone has an occasion.
FIRST_GO = """
not exists (
  select 1 from round r where r.participant_id = round.participant_id
  and r.case_id = round.case_id and r.form = round.form and r.number < round.number
)
"""
FORM_OF_OLD = """
(select min(case s.first_form when 'A' then 'B' else 'A' end) from seat s
 where s.workshop_id = workshop.id)
"""


def upgrade() -> None:
    with op.batch_alter_table(
        "seat", schema=None, table_kwargs=NEVER_AGAIN
    ) as batch_op:
        batch_op.add_column(
            sa.Column(
                "first_form", sa.String(length=8), server_default="A", nullable=False
            )
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_seat_first_form"), "first_form in ('A', 'B')"
        )
    op.execute(f"update seat set first_form = {FIRST_OF_OLD}")
    op.execute(f"update round set occasion = 'after' where {AT_THE_END} and {FIRST_GO}")

    with op.batch_alter_table(
        "workshop", schema=None, table_kwargs=NEVER_AGAIN
    ) as batch_op:
        batch_op.add_column(
            sa.Column(
                "tests", sa.String(length=8), server_default="none", nullable=False
            )
        )
    op.execute("update workshop set tests = 'after' where after in ('A', 'B')")
    with op.batch_alter_table(
        "workshop", schema=None, table_kwargs=NEVER_AGAIN
    ) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_workshop_after"), type_="check")
        batch_op.drop_column("after")
        batch_op.create_check_constraint(
            batch_op.f("ck_workshop_tests"),
            "tests in ('none', 'after', 'both', 'lasting')",
        )


def downgrade() -> None:
    with op.batch_alter_table(
        "workshop", schema=None, table_kwargs=NEVER_AGAIN
    ) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_workshop_tests"), type_="check")
        batch_op.add_column(sa.Column("after", sa.String(length=8), nullable=True))
    # Only one form can be kept for the whole room.
    op.execute(f"update workshop set after = {FORM_OF_OLD} where tests <> 'none'")
    with op.batch_alter_table(
        "workshop", schema=None, table_kwargs=NEVER_AGAIN
    ) as batch_op:
        batch_op.drop_column("tests")
        batch_op.create_check_constraint(
            batch_op.f("ck_workshop_after"), "after in ('training', 'A', 'B')"
        )

    with op.batch_alter_table(
        "seat", schema=None, table_kwargs=NEVER_AGAIN
    ) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_seat_first_form"), type_="check")
        batch_op.drop_column("first_form")
