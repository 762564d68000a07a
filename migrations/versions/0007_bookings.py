"""Bookings, holds, and waiting lists

A migration must be compatible with the previous release, which runs on while it is applied; it holds its locks
shortly; once released it is never edited. Both directions are tested.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bookings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("seller_id", sa.Uuid(), nullable=False),
        sa.Column("marketplace_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("scheduled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("duration", sa.Integer(), nullable=False),
        sa.Column("total_amount", sa.Numeric(precision=10, scale=2), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("notes", sa.String(length=2000), server_default="", nullable=False),
        sa.Column("booked_for", sa.String(length=120), server_default="", nullable=False),
        sa.Column("service_name", sa.String(length=120), nullable=False),
        sa.Column("place", sa.String(length=200), server_default="", nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("before_minutes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("after_minutes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("rules_version", sa.Integer(), nullable=False),
        sa.Column("cancel_hours", sa.Integer(), nullable=False),
        sa.Column("cancel_percent", sa.Integer(), nullable=False),
        sa.Column("on_request", sa.Boolean(), nullable=False),
        sa.Column("series_id", sa.Uuid(), nullable=True),
        sa.Column("hold_id", sa.Uuid(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_as", sa.String(length=30), nullable=True),
        sa.Column("fee", sa.Numeric(precision=10, scale=2), nullable=True),
        sa.Column("no_show", sa.String(length=10), nullable=True),
        sa.Column("moved_by_seller", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("edition", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("(status = 'cancelled') = (ended_as IS NOT NULL)", name=op.f("ck_bookings_ending")),
        sa.CheckConstraint("(status = 'pending') = (expires_at IS NOT NULL)", name=op.f("ck_bookings_expiry")),
        sa.CheckConstraint(
            "ended_as IN ('declined', 'withdrawn', 'expired', 'cancelled_by_customer', 'cancelled_by_seller')",
            name=op.f("ck_bookings_ended_as"),
        ),
        sa.CheckConstraint("no_show IN ('customer', 'seller')", name=op.f("ck_bookings_no_show")),
        sa.CheckConstraint(
            "status IN ('pending', 'confirmed', 'completed', 'cancelled')", name=op.f("ck_bookings_status")
        ),
        sa.CheckConstraint("customer_id <> seller_id", name=op.f("ck_bookings_two_people")),
        sa.CheckConstraint("duration > 0", name=op.f("ck_bookings_duration")),
        sa.CheckConstraint("fee BETWEEN 0 AND total_amount", name=op.f("ck_bookings_fee")),
        sa.CheckConstraint("total_amount >= 0", name=op.f("ck_bookings_total_amount")),
        sa.ForeignKeyConstraint(["customer_id"], ["users.id"], name=op.f("fk_bookings_customer_id")),
        sa.ForeignKeyConstraint(["marketplace_id"], ["marketplaces.id"], name=op.f("fk_bookings_marketplace_id")),
        sa.ForeignKeyConstraint(["seller_id"], ["users.id"], name=op.f("fk_bookings_seller_id")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_bookings_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bookings")),
        sa.UniqueConstraint("hold_id", name=op.f("uq_bookings_hold_id")),
    )
    op.create_index(
        "idx_bookings_confirmed",
        "bookings",
        ["scheduled_at"],
        unique=False,
        postgresql_where=sa.text("status = 'confirmed'"),
    )
    op.create_index("idx_bookings_customer_id", "bookings", ["customer_id", "scheduled_at"], unique=False)
    op.create_index(
        "idx_bookings_expires_at",
        "bookings",
        ["expires_at"],
        unique=False,
        postgresql_where=sa.text("status = 'pending'"),
    )
    op.create_index("idx_bookings_marketplace_id", "bookings", ["marketplace_id"], unique=False)
    op.create_index("idx_bookings_seller_id", "bookings", ["seller_id", "scheduled_at"], unique=False)
    op.create_index(
        "idx_bookings_series_id",
        "bookings",
        ["series_id"],
        unique=False,
        postgresql_where=sa.text("series_id IS NOT NULL"),
    )
    op.create_index("idx_bookings_service_id", "bookings", ["service_id", "scheduled_at"], unique=False)
    op.create_table(
        "booking_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("booking_id", sa.Uuid(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["bookings.id"], name=op.f("fk_booking_changes_booking_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_changes")),
    )
    op.create_index("idx_booking_changes_booking_id", "booking_changes", ["booking_id", "id"], unique=False)
    op.create_table(
        "waits",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("seller_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("duration", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), server_default="waiting", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("status IN ('waiting', 'offered', 'booked', 'left', 'over')", name=op.f("ck_waits_status")),
        sa.CheckConstraint("duration > 0", name=op.f("ck_waits_duration")),
        sa.ForeignKeyConstraint(["customer_id"], ["users.id"], name=op.f("fk_waits_customer_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["seller_id"], ["users.id"], name=op.f("fk_waits_seller_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_waits_service_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waits")),
    )
    op.create_index(
        "idx_waits_once",
        "waits",
        ["customer_id", "service_id", "day"],
        unique=True,
        postgresql_where=sa.text("status IN ('waiting', 'offered')"),
        postgresql_nulls_not_distinct=True,
    )
    op.create_index("idx_waits_service_id", "waits", ["service_id", "day"], unique=False)
    op.create_index(
        "idx_waits_turn",
        "waits",
        ["seller_id", "id"],
        unique=False,
        postgresql_where=sa.text("status IN ('waiting', 'offered')"),
    )
    op.create_table(
        "holds",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("seller_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("scheduled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("duration", sa.Integer(), nullable=False),
        sa.Column("total_amount", sa.Numeric(precision=10, scale=2), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wait_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("duration > 0", name=op.f("ck_holds_duration")),
        sa.ForeignKeyConstraint(["customer_id"], ["users.id"], name=op.f("fk_holds_customer_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["seller_id"], ["users.id"], name=op.f("fk_holds_seller_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_holds_service_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["wait_id"], ["waits.id"], name=op.f("fk_holds_wait_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holds")),
    )
    op.create_index("idx_holds_expires_at", "holds", ["expires_at"], unique=False)
    op.create_index(
        "idx_holds_one_choice",
        "holds",
        ["customer_id", "service_id"],
        unique=True,
        postgresql_where=sa.text("wait_id IS NULL"),
    )
    op.create_index("idx_holds_service_id", "holds", ["service_id"], unique=False)
    op.create_index(
        "idx_holds_wait_id", "holds", ["wait_id"], unique=True, postgresql_where=sa.text("wait_id IS NOT NULL")
    )
    op.create_table(
        "calendar_links",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(length=10), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("part IN ('seller', 'customer')", name=op.f("ck_calendar_links_part")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_calendar_links_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_links")),
        sa.UniqueConstraint("token", name=op.f("uq_calendar_links_token")),
        sa.UniqueConstraint("user_id", "part", name=op.f("uq_calendar_links_user_id_part")),
    )


def downgrade() -> None:
    op.drop_table("calendar_links")
    op.drop_table("holds")
    op.drop_table("waits")
    op.drop_table("booking_changes")
    op.drop_table("bookings")
