"""Marketplaces, and the words to search by

A migration must be compatible with the previous release, which runs on while it is applied; it holds its locks
shortly; once released it is never edited. Both directions are tested.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.create_table(
        "search_words",
        sa.Column("word", sa.String(length=40, collation="C"), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_search_words")),
    )
    op.create_index(
        "idx_search_words_similar",
        "search_words",
        ["word"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"word": "gin_trgm_ops"},
    )
    op.create_table(
        "marketplaces",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("description", sa.String(length=1000), nullable=False),
        sa.Column("designer_id", sa.Uuid(), nullable=False),
        sa.Column("heir_id", sa.Uuid(), nullable=True),
        sa.Column("private", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("approval", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("selling", sa.String(length=20), server_default="everyone", nullable=False),
        sa.Column("bargaining", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("bidding", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("currency", sa.String(length=3), server_default="USD", nullable=False),
        sa.Column("house_percent", sa.Numeric(precision=4, scale=2), server_default="0", nullable=False),
        sa.Column("cancel_hours", sa.Integer(), server_default="24", nullable=False),
        sa.Column("cancel_percent", sa.Integer(), server_default="50", nullable=False),
        sa.Column("rules_version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("rules_since", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("palette", sa.String(length=18), nullable=False),
        sa.Column("pattern", sa.String(length=20), nullable=False),
        sa.Column("member_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("service_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("search", postgresql.TSVECTOR(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", name=op.f("ck_marketplaces_currency")),
        sa.CheckConstraint("palette ~ '^[0-9a-f]{18}$'", name=op.f("ck_marketplaces_palette")),
        sa.CheckConstraint("selling IN ('everyone', 'approved', 'team')", name=op.f("ck_marketplaces_selling")),
        sa.CheckConstraint("slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'", name=op.f("ck_marketplaces_slug_shape")),
        sa.CheckConstraint("cancel_hours BETWEEN 0 AND 720", name=op.f("ck_marketplaces_cancel_hours")),
        sa.CheckConstraint("cancel_percent BETWEEN 0 AND 100", name=op.f("ck_marketplaces_cancel_percent")),
        sa.CheckConstraint("heir_id <> designer_id", name=op.f("ck_marketplaces_heir_is_another")),
        sa.CheckConstraint("house_percent BETWEEN 0 AND 15", name=op.f("ck_marketplaces_house_percent")),
        sa.CheckConstraint("member_count >= 0 AND service_count >= 0", name=op.f("ck_marketplaces_counts")),
        sa.ForeignKeyConstraint(["designer_id"], ["users.id"], name=op.f("fk_marketplaces_designer_id")),
        sa.ForeignKeyConstraint(["heir_id"], ["users.id"], name=op.f("fk_marketplaces_heir_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marketplaces")),
    )
    op.create_index("idx_marketplaces_designer_id", "marketplaces", ["designer_id"], unique=False)
    op.create_index(
        "idx_marketplaces_heir_id",
        "marketplaces",
        ["heir_id"],
        unique=False,
        postgresql_where=sa.text("heir_id IS NOT NULL"),
    )
    op.create_index(
        "idx_marketplaces_listed",
        "marketplaces",
        ["id"],
        unique=False,
        postgresql_where=sa.text("NOT private AND archived_at IS NULL"),
    )
    op.create_index("idx_marketplaces_search", "marketplaces", ["search"], unique=False, postgresql_using="gin")
    op.create_index("idx_marketplaces_slug", "marketplaces", ["slug"], unique=True)
    op.create_table(
        "categories",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("marketplace_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["marketplace_id"], ["marketplaces.id"], name=op.f("fk_categories_marketplace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_categories")),
    )
    op.create_index(
        "idx_categories_name", "categories", ["marketplace_id", sa.literal_column("lower(name)")], unique=True
    )
    op.create_table(
        "invitations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("marketplace_id", sa.Uuid(), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=True),
        sa.Column("note", sa.String(length=80), server_default="", nullable=False),
        sa.Column("most_uses", sa.Integer(), nullable=True),
        sa.Column("used", sa.Integer(), server_default="0", nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("most_uses > 0", name=op.f("ck_invitations_most_uses")),
        sa.CheckConstraint("used >= 0 AND used <= most_uses", name=op.f("ck_invitations_uses")),
        sa.ForeignKeyConstraint(["made_by"], ["users.id"], name=op.f("fk_invitations_made_by"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["marketplace_id"], ["marketplaces.id"], name=op.f("fk_invitations_marketplace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
    )
    op.create_index("idx_invitations_marketplace_id", "invitations", ["marketplace_id", "id"], unique=False)
    op.create_index("idx_invitations_token", "invitations", ["token"], unique=True)
    op.create_table(
        "rules_consents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("marketplace_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["marketplace_id"], ["marketplaces.id"], name=op.f("fk_rules_consents_marketplace_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_rules_consents_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rules_consents")),
        sa.UniqueConstraint(
            "marketplace_id", "user_id", "version", name=op.f("uq_rules_consents_marketplace_id_user_id_version")
        ),
    )
    op.create_index(op.f("idx_rules_consents_user_id"), "rules_consents", ["user_id"], unique=False)
    op.create_table(
        "rules_versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("marketplace_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rules", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["users.id"], name=op.f("fk_rules_versions_made_by"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["marketplace_id"], ["marketplaces.id"], name=op.f("fk_rules_versions_marketplace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rules_versions")),
        sa.UniqueConstraint("marketplace_id", "version", name=op.f("uq_rules_versions_marketplace_id_version")),
    )
    op.create_table(
        "memberships",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("marketplace_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("role", sa.String(length=20), server_default="member", nullable=False),
        sa.Column("rules_version", sa.Integer(), nullable=False),
        sa.Column("message", sa.String(length=500), server_default="", nullable=False),
        sa.Column("before_ban", sa.String(length=20), nullable=True),
        sa.Column("invitation_id", sa.Uuid(), nullable=True),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("role IN ('member', 'seller', 'moderator', 'treasurer')", name=op.f("ck_memberships_role")),
        sa.CheckConstraint("status IN ('pending', 'active', 'banned', 'left')", name=op.f("ck_memberships_status")),
        sa.CheckConstraint("(status = 'banned') = (before_ban IS NOT NULL)", name=op.f("ck_memberships_before_ban")),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["users.id"], name=op.f("fk_memberships_changed_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitations.id"], name=op.f("fk_memberships_invitation_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["marketplace_id"], ["marketplaces.id"], name=op.f("fk_memberships_marketplace_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_memberships_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memberships")),
        sa.UniqueConstraint("marketplace_id", "user_id", name=op.f("uq_memberships_marketplace_id_user_id")),
    )
    op.create_index("idx_memberships_status", "memberships", ["marketplace_id", "status", "id"], unique=False)
    op.create_index("idx_memberships_user_id", "memberships", ["user_id", "status"], unique=False)


def downgrade() -> None:
    op.drop_table("memberships")
    op.drop_table("rules_versions")
    op.drop_table("rules_consents")
    op.drop_table("invitations")
    op.drop_table("categories")
    op.drop_table("marketplaces")
    op.drop_table("search_words")
