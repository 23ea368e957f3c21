"""People, groups and the desk

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
    )
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_attempt_failed_at"), ["failed_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_attempt_subject"), ["subject"], unique=False
        )

    op.create_table(
        "desk_pack",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("licence", sa.String(), nullable=False),
        sa.Column("authors", sa.JSON(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("content_note", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_pack")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("join_code", sa.String(length=8), nullable=True),
        sa.Column("retention_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=True),
        sa.CheckConstraint(
            "(erased_at is null) = (counts is null)", name=op.f("ck_group_counted")
        ),
        sa.CheckConstraint(
            "(erased_at is null) = (join_code is not null)", name=op.f("ck_group_open")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group")),
        sa.UniqueConstraint("join_code", name=op.f("uq_group_join_code")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("group", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_group_retention_on"), ["retention_on"], unique=False
        )

    op.create_table(
        "desk_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("desk_pack_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("compared", sa.Boolean(), nullable=False),
        sa.Column("reading", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["desk_pack_id"],
            ["desk_pack.id"],
            name=op.f("fk_desk_case_desk_pack_id_desk_pack"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_case")),
        sa.UniqueConstraint(
            "desk_pack_id", "slug", name=op.f("uq_desk_case_desk_pack_id_slug")
        ),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=False),
        sa.Column("stamp", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "role in ('player', 'instructor', 'admin')", name=op.f("ck_person_role")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_person_participant_id_participant"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
        sa.UniqueConstraint("participant_id", name=op.f("uq_person_participant_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("pack_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=8), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "form in ('training', 'A', 'B')", name=op.f("ck_assignment_form")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["group.id"],
            name=op.f("fk_assignment_group_id_group"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["pack_id"],
            ["pack.id"],
            name=op.f("fk_assignment_pack_id_pack"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint(
            "group_id",
            "pack_id",
            "form",
            name=op.f("uq_assignment_group_id_pack_id_form"),
        ),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_assignment_pack_id"), ["pack_id"], unique=False
        )

    op.create_table(
        "desk_article",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("desk_case_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("outlet", sa.String(), nullable=False),
        sa.Column("date", sa.String(length=10), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("headline", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("printed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("position >= 0", name=op.f("ck_desk_article_position")),
        sa.ForeignKeyConstraint(
            ["desk_case_id"],
            ["desk_case.id"],
            name=op.f("fk_desk_article_desk_case_id_desk_case"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_article")),
        sa.UniqueConstraint(
            "desk_case_id", "key", name=op.f("uq_desk_article_desk_case_id_key")
        ),
        sa.UniqueConstraint(
            "desk_case_id",
            "position",
            name=op.f("uq_desk_article_desk_case_id_position"),
        ),
    )
    op.create_table(
        "desk_editor",
        sa.Column("desk_pack_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["desk_pack_id"],
            ["desk_pack.id"],
            name=op.f("fk_desk_editor_desk_pack_id_desk_pack"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_desk_editor_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "desk_pack_id", "person_id", name=op.f("pk_desk_editor")
        ),
    )
    with op.batch_alter_table("desk_editor", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_desk_editor_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "desk_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("desk_case_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "origin in ('engine', 'person', 'practice', 'import')",
            name=op.f("ck_desk_line_origin"),
        ),
        sa.CheckConstraint(
            "state in ('offered', 'proposed', 'accepted', 'rejected')",
            name=op.f("ck_desk_line_state"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["person.id"],
            name=op.f("fk_desk_line_decided_by_id_person"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["desk_case_id"],
            ["desk_case.id"],
            name=op.f("fk_desk_line_desk_case_id_desk_case"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_line")),
        sa.UniqueConstraint(
            "desk_case_id", "key", name=op.f("uq_desk_line_desk_case_id_key")
        ),
    )
    with op.batch_alter_table("desk_line", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_desk_line_decided_by_id"), ["decided_by_id"], unique=False
        )

    op.create_table(
        "group_instructor",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["group.id"],
            name=op.f("fk_group_instructor_group_id_group"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_group_instructor_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "group_id", "person_id", name=op.f("pk_group_instructor")
        ),
    )
    with op.batch_alter_table("group_instructor", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_group_instructor_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(purpose = 'reset') = (person_id is not null)",
            name=op.f("ck_link_for_whom"),
        ),
        sa.CheckConstraint(
            "purpose in ('invitation', 'reset')", name=op.f("ck_link_purpose")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"],
            ["person.id"],
            name=op.f("fk_link_made_by_id_person"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_link_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sa.UniqueConstraint("digest", name=op.f("uq_link_digest")),
    )
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_link_made_by_id"), ["made_by_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_link_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("nickname", sa.String(length=40), nullable=False),
        sa.Column("folded", sa.String(length=80), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["group.id"],
            name=op.f("fk_member_group_id_group"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_member_participant_id_participant"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_member_person_id_person"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint(
            "group_id", "folded", name=op.f("uq_member_group_id_folded")
        ),
        sa.UniqueConstraint(
            "group_id", "person_id", name=op.f("uq_member_group_id_person_id")
        ),
        sa.UniqueConstraint("participant_id", name=op.f("uq_member_participant_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_member_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("desk_pack_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("number > 0", name=op.f("ck_publication_number")),
        sa.ForeignKeyConstraint(
            ["desk_pack_id"],
            ["desk_pack.id"],
            name=op.f("fk_publication_desk_pack_id_desk_pack"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"],
            ["person.id"],
            name=op.f("fk_publication_published_by_id_person"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint(
            "desk_pack_id", "number", name=op.f("uq_publication_desk_pack_id_number")
        ),
    )
    with op.batch_alter_table("publication", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_publication_published_by_id"),
            ["published_by_id"],
            unique=False,
        )

    op.create_table(
        "desk_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("desk_case_id", sa.Integer(), nullable=False),
        sa.Column("desk_line_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["desk_case_id"],
            ["desk_case.id"],
            name=op.f("fk_desk_change_desk_case_id_desk_case"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["desk_line_id"],
            ["desk_line.id"],
            name=op.f("fk_desk_change_desk_line_id_desk_line"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_desk_change_person_id_person"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_change")),
    )
    with op.batch_alter_table("desk_change", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_desk_change_desk_case_id"), ["desk_case_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_desk_change_desk_line_id"), ["desk_line_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_desk_change_person_id"), ["person_id"], unique=False
        )

    with op.batch_alter_table("pack", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "audience", sa.String(length=8), server_default="all", nullable=False
            )
        )
        batch_op.add_column(
            sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True)
        )
        batch_op.add_column(sa.Column("desk_pack_id", sa.Integer(), nullable=True))
        batch_op.create_unique_constraint(
            batch_op.f("uq_pack_desk_pack_id_audience"), ["desk_pack_id", "audience"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_pack_desk_pack_id_desk_pack"),
            "desk_pack",
            ["desk_pack_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_pack_audience"), "audience in ('all', 'groups', 'editors')"
        )

    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "form", sa.String(length=8), server_default="training", nullable=False
            )
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_round_form"), "form in ('training', 'A', 'B')"
        )


def downgrade() -> None:
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_round_form"), type_="check")
        batch_op.drop_column("form")

    # What only some may play does not become everybody's.
    op.execute("delete from pack where audience <> 'all'")
    with op.batch_alter_table("pack", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_pack_audience"), type_="check")
        batch_op.drop_constraint(
            batch_op.f("fk_pack_desk_pack_id_desk_pack"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("uq_pack_desk_pack_id_audience"), type_="unique"
        )
        batch_op.drop_column("desk_pack_id")
        batch_op.drop_column("withdrawn_at")
        batch_op.drop_column("audience")

    with op.batch_alter_table("desk_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_desk_change_person_id"))
        batch_op.drop_index(batch_op.f("ix_desk_change_desk_line_id"))
        batch_op.drop_index(batch_op.f("ix_desk_change_desk_case_id"))

    op.drop_table("desk_change")
    with op.batch_alter_table("publication", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_publication_published_by_id"))

    op.drop_table("publication")
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_member_person_id"))

    op.drop_table("member")
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_link_person_id"))
        batch_op.drop_index(batch_op.f("ix_link_made_by_id"))

    op.drop_table("link")
    with op.batch_alter_table("group_instructor", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_instructor_person_id"))

    op.drop_table("group_instructor")
    with op.batch_alter_table("desk_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_desk_line_decided_by_id"))

    op.drop_table("desk_line")
    with op.batch_alter_table("desk_editor", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_desk_editor_person_id"))

    op.drop_table("desk_editor")
    op.drop_table("desk_article")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assignment_pack_id"))

    op.drop_table("assignment")
    op.drop_table("person")
    op.drop_table("desk_case")
    with op.batch_alter_table("group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_retention_on"))

    op.drop_table("group")
    op.drop_table("desk_pack")
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attempt_subject"))
        batch_op.drop_index(batch_op.f("ix_attempt_failed_at"))

    op.drop_table("attempt")
