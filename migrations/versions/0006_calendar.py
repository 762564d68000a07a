"""Calendars: hours, how services are booked by time, what is taken

A migration must be compatible with the previous release, which runs on while it is applied; it holds its locks
shortly; once released it is never edited. Both directions are tested.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendars",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("hours", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("time_zone", sa.String(length=64), server_default="UTC", nullable=False),
        sa.Column("edition", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_calendars_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_calendars")),
    )
    op.create_table(
        "appointment_terms",
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("seller_id", sa.Uuid(), nullable=False),
        sa.Column("duration", sa.Integer(), nullable=False),
        sa.Column(
            "other_durations", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False
        ),
        sa.Column("availability", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("time_zone", sa.String(length=64), nullable=True),
        sa.Column("place", sa.String(length=200), server_default="", nullable=False),
        sa.Column("before_minutes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("after_minutes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("notice_minutes", sa.Integer(), server_default="120", nullable=False),
        sa.Column("horizon_days", sa.Integer(), server_default="60", nullable=False),
        sa.Column("most_per_day", sa.Integer(), nullable=True),
        sa.Column("step_minutes", sa.Integer(), server_default="30", nullable=False),
        sa.Column("on_request", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("offer_minutes", sa.Integer(), server_default="120", nullable=False),
        sa.Column("edition", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "before_minutes BETWEEN 0 AND 720 AND after_minutes BETWEEN 0 AND 720",
            name=op.f("ck_appointment_terms_buffers"),
        ),
        sa.CheckConstraint("duration BETWEEN 5 AND 1440", name=op.f("ck_appointment_terms_duration")),
        sa.CheckConstraint("horizon_days BETWEEN 1 AND 366", name=op.f("ck_appointment_terms_horizon")),
        sa.CheckConstraint("most_per_day BETWEEN 1 AND 100", name=op.f("ck_appointment_terms_most_per_day")),
        sa.CheckConstraint("notice_minutes BETWEEN 0 AND 43200", name=op.f("ck_appointment_terms_notice")),
        sa.CheckConstraint("offer_minutes BETWEEN 10 AND 2880", name=op.f("ck_appointment_terms_offer")),
        sa.CheckConstraint("step_minutes BETWEEN 5 AND 1440", name=op.f("ck_appointment_terms_step")),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["calendars.user_id"], name=op.f("fk_appointment_terms_seller_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name=op.f("fk_appointment_terms_service_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("service_id", name=op.f("pk_appointment_terms")),
    )
    op.create_index(op.f("idx_appointment_terms_seller_id"), "appointment_terms", ["seller_id"], unique=False)
    op.create_table(
        "availability_exceptions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("hours", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("note", sa.String(length=120), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name=op.f("fk_availability_exceptions_service_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["calendars.user_id"], name=op.f("fk_availability_exceptions_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availability_exceptions")),
        sa.UniqueConstraint(
            "user_id",
            "day",
            "service_id",
            name=op.f("uq_availability_exceptions_user_id_day_service_id"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index(
        op.f("idx_availability_exceptions_service_id"), "availability_exceptions", ["service_id"], unique=False
    )
    op.create_table(
        "time_claims",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("resource_id", sa.Uuid(), nullable=False),
        sa.Column("during", postgresql.TSTZRANGE(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("part", sa.String(length=10), server_default="seller", nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("label", sa.String(length=120), server_default="", nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.literal_column("resource_id"), "="),
            (sa.literal_column("during"), "&&"),
            where=sa.text("released_at IS NULL"),
            using="gist",
            name="ex_time_claims_overlap",
        ),
        sa.CheckConstraint("(kind = 'block') = (subject_id IS NULL)", name=op.f("ck_time_claims_subject")),
        sa.CheckConstraint("(kind = 'hold') = (expires_at IS NOT NULL)", name=op.f("ck_time_claims_expiry")),
        sa.CheckConstraint("kind IN ('hold', 'booking', 'block')", name=op.f("ck_time_claims_kind")),
        sa.CheckConstraint("part IN ('seller', 'customer')", name=op.f("ck_time_claims_part")),
        sa.CheckConstraint("upper(during) - lower(during) <= interval '7 days'", name=op.f("ck_time_claims_length")),
        sa.CheckConstraint(
            "lower(during) IS NOT NULL AND upper(during) IS NOT NULL AND NOT isempty(during)"
            " AND lower_inc(during) AND NOT upper_inc(during)",
            name=op.f("ck_time_claims_bounds"),
        ),
        sa.CheckConstraint(
            "starts_at < ends_at AND during @> tstzrange(starts_at, ends_at)", name=op.f("ck_time_claims_inside")
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["calendars.user_id"], name=op.f("fk_time_claims_resource_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_claims")),
    )
    op.create_index(
        "idx_time_claims_expires_at",
        "time_claims",
        ["expires_at"],
        unique=False,
        postgresql_where=sa.text("released_at IS NULL AND kind = 'hold'"),
    )
    op.create_index("idx_time_claims_subject_id", "time_claims", ["subject_id"], unique=False)
    op.create_index(
        "idx_time_claims_when",
        "time_claims",
        ["resource_id", sa.text("lower(during)")],
        unique=False,
        postgresql_where=sa.text("released_at IS NULL"),
    )
    op.create_table(
        "busy_feeds",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("address", sa.String(length=1000), nullable=False),
        sa.Column("time_zone", sa.String(length=64), server_default="UTC", nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expanded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("etag", sa.String(length=200), nullable=True),
        sa.Column("problem", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["calendars.user_id"], name=op.f("fk_busy_feeds_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_busy_feeds")),
        sa.UniqueConstraint("user_id", "address", name=op.f("uq_busy_feeds_user_id_address")),
    )
    op.create_index("idx_busy_feeds_due_at", "busy_feeds", ["due_at"], unique=False)
    op.create_table(
        "busy_times",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("feed_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("ends_at - starts_at <= interval '7 days'", name=op.f("ck_busy_times_length")),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_busy_times_order")),
        sa.ForeignKeyConstraint(["feed_id"], ["busy_feeds.id"], name=op.f("fk_busy_times_feed_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["calendars.user_id"], name=op.f("fk_busy_times_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_busy_times")),
    )
    op.create_index("idx_busy_times_feed_id", "busy_times", ["feed_id"], unique=False)
    op.create_index("idx_busy_times_when", "busy_times", ["user_id", "starts_at"], unique=False)
    op.create_table(
        "openings",
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("days", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("fresh_until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["appointment_terms.service_id"], name=op.f("fk_openings_service_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("service_id", name=op.f("pk_openings")),
    )
    op.create_index("idx_openings_fresh_until", "openings", ["fresh_until"], unique=False)
    op.create_index("idx_openings_next_at", "openings", ["next_at"], unique=False)


def downgrade() -> None:
    op.drop_table("openings")
    op.drop_table("busy_times")
    op.drop_table("busy_feeds")
    op.drop_table("time_claims")
    op.drop_table("availability_exceptions")
    op.drop_table("appointment_terms")
    op.drop_table("calendars")
