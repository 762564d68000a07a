from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    func,
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, TSTZRANGE, ExcludeConstraint, Range
from sqlalchemy.orm import Mapped, mapped_column

from domanu.core.db import Base, Keyed

CALENDAR = "calendars.user_id"
SERVICE = "services.id"
UNRELEASED = text("released_at IS NULL")
LONGEST_CLAIM_DAYS = 7
"""What overlaps an instant has begun at most so long before it, so that one index finds it."""


class Calendar(Base):
    """Everybody has one, for what they sell and what they buy. Its row is what a booking locks first."""

    __tablename__ = "calendars"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    hours: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    """When they usually work: see `hours`."""
    time_zone: Mapped[str] = mapped_column(String(64), server_default="UTC")
    edition: Mapped[int] = mapped_column(server_default="1")
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())


class AppointmentTerms(Base):
    """How a service is booked by time. A service without a row here is not booked by time."""

    __tablename__ = "appointment_terms"
    __table_args__ = (
        CheckConstraint("duration BETWEEN 5 AND 1440", name="duration"),
        CheckConstraint("step_minutes BETWEEN 5 AND 1440", name="step"),
        CheckConstraint("before_minutes BETWEEN 0 AND 720 AND after_minutes BETWEEN 0 AND 720", name="buffers"),
        CheckConstraint("notice_minutes BETWEEN 0 AND 43200", name="notice"),
        CheckConstraint("horizon_days BETWEEN 1 AND 366", name="horizon"),
        CheckConstraint("most_per_day BETWEEN 1 AND 100", name="most_per_day"),
        CheckConstraint("offer_minutes BETWEEN 10 AND 2880", name="offer"),
    )

    service_id: Mapped[UUID] = mapped_column(ForeignKey(SERVICE, ondelete="CASCADE"), primary_key=True)
    seller_id: Mapped[UUID] = mapped_column(ForeignKey(CALENDAR, ondelete="CASCADE"), index=True)
    duration: Mapped[int]
    """In minutes, at the price of the service."""
    other_durations: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=text("'[]'"))
    """[{"minutes": 90, "price": "60.00"}]"""
    availability: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """Weekly hours of its own; without them the seller's usual ones hold."""
    time_zone: Mapped[str | None] = mapped_column(String(64))
    """Of the place, if it is another than that of the seller's calendar."""
    place: Mapped[str] = mapped_column(String(200), server_default="")
    """Where it is, in words."""
    before_minutes: Mapped[int] = mapped_column(server_default="0")
    after_minutes: Mapped[int] = mapped_column(server_default="0")
    notice_minutes: Mapped[int] = mapped_column(server_default="120")
    horizon_days: Mapped[int] = mapped_column(server_default="60")
    most_per_day: Mapped[int | None]
    step_minutes: Mapped[int] = mapped_column(server_default="30")
    on_request: Mapped[bool] = mapped_column(server_default=text("false"))
    """Whether the seller confirms each booking; else it is booked at once."""
    offer_minutes: Mapped[int] = mapped_column(server_default="120")
    """How long a freed time is offered to whoever is first on the waiting list, before the next one gets it."""
    edition: Mapped[int] = mapped_column(server_default="1")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())


class AvailabilityException(Keyed, Base):
    """Other hours on one date, or none. One for a service goes before one for all that its seller sells."""

    __tablename__ = "availability_exceptions"
    __table_args__ = (UniqueConstraint("user_id", "day", "service_id", postgresql_nulls_not_distinct=True),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey(CALENDAR, ondelete="CASCADE"))
    service_id: Mapped[UUID | None] = mapped_column(ForeignKey(SERVICE, ondelete="CASCADE"), index=True)
    day: Mapped[date]
    hours: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=text("'[]'"))
    """[{"start": "10:00", "end": "12:00"}], empty if closed."""
    note: Mapped[str] = mapped_column(String(120), server_default="")


class TimeClaim(Keyed, Base):
    """A piece of somebody's calendar that is taken. That no two overlap, the database itself sees to."""

    __tablename__ = "time_claims"
    __table_args__ = (
        ExcludeConstraint(
            (literal_column("resource_id"), "="),
            (literal_column("during"), "&&"),
            name="ex_time_claims_overlap",
            using="gist",
            where=UNRELEASED,
        ),
        CheckConstraint("kind IN ('hold', 'booking', 'block')", name="kind"),
        CheckConstraint("part IN ('seller', 'customer')", name="part"),
        CheckConstraint(
            "lower(during) IS NOT NULL AND upper(during) IS NOT NULL AND NOT isempty(during)"
            " AND lower_inc(during) AND NOT upper_inc(during)",
            name="bounds",
        ),
        CheckConstraint(f"upper(during) - lower(during) <= interval '{LONGEST_CLAIM_DAYS} days'", name="length"),
        CheckConstraint("starts_at < ends_at AND during @> tstzrange(starts_at, ends_at)", name="inside"),
        CheckConstraint("(kind = 'hold') = (expires_at IS NOT NULL)", name="expiry"),
        CheckConstraint("(kind = 'block') = (subject_id IS NULL)", name="subject"),
        Index("idx_time_claims_when", "resource_id", text("lower(during)"), postgresql_where=UNRELEASED),
        Index("idx_time_claims_subject_id", "subject_id"),
        Index(
            "idx_time_claims_expires_at", "expires_at", postgresql_where=text("released_at IS NULL AND kind = 'hold'")
        ),
    )

    resource_id: Mapped[UUID] = mapped_column(ForeignKey(CALENDAR, ondelete="CASCADE"))
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE)
    """With the buffers, [)."""
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    """Without them."""
    kind: Mapped[str] = mapped_column(String(10))
    part: Mapped[str] = mapped_column(String(10), server_default="seller")
    """Which the owner of the calendar plays in it."""
    service_id: Mapped[UUID | None]
    subject_id: Mapped[UUID | None]
    """The hold or the booking that it is for, which live on a floor above."""
    label: Mapped[str] = mapped_column(String(120), server_default="")
    """What the seller calls a block."""
    expires_at: Mapped[datetime | None]
    released_at: Mapped[datetime | None]


class BusyFeed(Keyed, Base):
    """Somebody's calendar elsewhere, read in the background."""

    __tablename__ = "busy_feeds"
    __table_args__ = (Index("idx_busy_feeds_due_at", "due_at"), UniqueConstraint("user_id", "address"))

    user_id: Mapped[UUID] = mapped_column(ForeignKey(CALENDAR, ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(60))
    address: Mapped[str] = mapped_column(String(1000))
    time_zone: Mapped[str] = mapped_column(String(64), server_default="UTC")
    """For times that name none."""
    due_at: Mapped[datetime] = mapped_column(server_default=func.now())
    read_at: Mapped[datetime | None]
    """When it was reached last."""
    expanded_at: Mapped[datetime | None]
    """When its repetitions were last worked out; what has not changed is worked out anew now and then all the same."""
    failures: Mapped[int] = mapped_column(server_default="0")
    """In a row; the more there are, the longer until the next try."""
    etag: Mapped[str | None] = mapped_column(String(200))
    problem: Mapped[str | None] = mapped_column(String(200))
    """Why it could not be read last time, in words for its owner."""


class BusyTime(Keyed, Base):
    __tablename__ = "busy_times"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="order"),
        CheckConstraint(f"ends_at - starts_at <= interval '{LONGEST_CLAIM_DAYS} days'", name="length"),
        Index("idx_busy_times_when", "user_id", "starts_at"),
        Index("idx_busy_times_feed_id", "feed_id"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey(CALENDAR, ondelete="CASCADE"))
    feed_id: Mapped[UUID] = mapped_column(ForeignKey("busy_feeds.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]


class Opening(Base):
    """The next free time of a service, and on which days it has any, kept for lists of cards."""

    __tablename__ = "openings"
    __table_args__ = (
        Index("idx_openings_fresh_until", "fresh_until"),
        Index("idx_openings_soonest", "next_at", "service_id"),
    )

    service_id: Mapped[UUID] = mapped_column(
        ForeignKey("appointment_terms.service_id", ondelete="CASCADE"), primary_key=True
    )
    next_at: Mapped[datetime | None]
    from_day: Mapped[date]
    days: Mapped[int] = mapped_column(BigInteger, server_default="0")
    """A bit for each day from `from_day` on, in the zone of the place."""
    fresh_until: Mapped[datetime]
