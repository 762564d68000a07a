from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from domanu.core.db import Base, Keyed

USER = "users.id"
SERVICE = "services.id"
WAITING = text("status IN ('waiting', 'offered')")


class Hold(Keyed, Base):
    """A time kept for somebody for some minutes. The claim on the seller's calendar says until when."""

    __tablename__ = "holds"
    __table_args__ = (
        CheckConstraint("duration > 0", name="duration"),
        Index(
            "idx_holds_one_choice", "customer_id", "service_id", unique=True, postgresql_where=text("wait_id IS NULL")
        ),
        Index("idx_holds_wait_id", "wait_id", unique=True, postgresql_where=text("wait_id IS NOT NULL")),
        Index("idx_holds_expires_at", "expires_at"),
        Index("idx_holds_service_id", "service_id"),
    )

    service_id: Mapped[UUID] = mapped_column(ForeignKey(SERVICE, ondelete="CASCADE"))
    seller_id: Mapped[UUID] = mapped_column(ForeignKey(USER, ondelete="CASCADE"))
    customer_id: Mapped[UUID] = mapped_column(ForeignKey(USER, ondelete="CASCADE"))
    scheduled_at: Mapped[datetime]
    duration: Mapped[int]
    total_amount: Mapped[Decimal] = mapped_column(Numeric(10, 2))
    expires_at: Mapped[datetime]
    wait_id: Mapped[UUID | None] = mapped_column(ForeignKey("waits.id", ondelete="CASCADE"))
    """The place on a waiting list to which it is offered."""


class Booking(Keyed, Base):
    """A customer's appointment. Whatever was agreed stays as it was, however the service and the rules change."""

    __tablename__ = "bookings"
    __table_args__ = (
        CheckConstraint("status IN ('pending', 'confirmed', 'completed', 'cancelled')", name="status"),
        CheckConstraint("duration > 0", name="duration"),
        CheckConstraint("total_amount >= 0", name="total_amount"),
        CheckConstraint("fee BETWEEN 0 AND total_amount", name="fee"),
        CheckConstraint("customer_id <> seller_id", name="two_people"),
        CheckConstraint("(status = 'cancelled') = (ended_as IS NOT NULL)", name="ending"),
        CheckConstraint(
            "ended_as IN ('declined', 'withdrawn', 'expired', 'cancelled_by_customer', 'cancelled_by_seller')",
            name="ended_as",
        ),
        CheckConstraint("no_show IN ('customer', 'seller')", name="no_show"),
        CheckConstraint("(status = 'pending') = (expires_at IS NOT NULL)", name="expiry"),
        Index("idx_bookings_customer_id", "customer_id", "scheduled_at"),
        Index("idx_bookings_seller_id", "seller_id", "scheduled_at"),
        Index("idx_bookings_service_id", "service_id", "scheduled_at"),
        Index("idx_bookings_marketplace_id", "marketplace_id"),
        Index("idx_bookings_series_id", "series_id", postgresql_where=text("series_id IS NOT NULL")),
        Index("idx_bookings_expires_at", "expires_at", postgresql_where=text("status = 'pending'")),
        Index("idx_bookings_confirmed", "scheduled_at", postgresql_where=text("status = 'confirmed'")),
    )

    customer_id: Mapped[UUID] = mapped_column(ForeignKey(USER))
    service_id: Mapped[UUID] = mapped_column(ForeignKey(SERVICE))
    seller_id: Mapped[UUID] = mapped_column(ForeignKey(USER))
    marketplace_id: Mapped[UUID] = mapped_column(ForeignKey("marketplaces.id"))
    status: Mapped[str] = mapped_column(String(20))
    scheduled_at: Mapped[datetime]
    duration: Mapped[int]
    total_amount: Mapped[Decimal] = mapped_column(Numeric(10, 2))
    currency: Mapped[str] = mapped_column(String(3))
    notes: Mapped[str] = mapped_column(String(2000), server_default="")
    """From the customer to the seller."""
    booked_for: Mapped[str] = mapped_column(String(120), server_default="")
    """Somebody else's name, whose time is not the customer's."""
    service_name: Mapped[str] = mapped_column(String(120))
    place: Mapped[str] = mapped_column(String(200), server_default="")
    time_zone: Mapped[str] = mapped_column(String(64))
    before_minutes: Mapped[int] = mapped_column(server_default="0")
    after_minutes: Mapped[int] = mapped_column(server_default="0")
    rules_version: Mapped[int]
    cancel_hours: Mapped[int]
    cancel_percent: Mapped[int]
    on_request: Mapped[bool]
    series_id: Mapped[UUID | None]
    """Common to those that were booked together as a weekly repetition."""
    hold_id: Mapped[UUID | None] = mapped_column(unique=True)
    """What it was made from, so that pressing twice books once."""
    expires_at: Mapped[datetime | None]
    """When a request that nobody answers ends."""
    ended_as: Mapped[str | None] = mapped_column(String(30))
    fee: Mapped[Decimal | None] = mapped_column(Numeric(10, 2))
    """What of the amount is owed in spite of its being cancelled."""
    no_show: Mapped[str | None] = mapped_column(String(10))
    """Who did not come."""
    moved_by_seller: Mapped[bool] = mapped_column(server_default=text("false"))
    """Then the customer may cancel for nothing, whatever the terms say."""
    edition: Mapped[int] = mapped_column(server_default="1")
    """Goes up with every change; calendars elsewhere go by it, too."""
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now(), sort_order=91)

    @property
    def ends_at(self) -> datetime:
        return self.scheduled_at + timedelta(minutes=self.duration)


class BookingChange(Keyed, Base):
    """Who did what to a booking, and when."""

    __tablename__ = "booking_changes"
    __table_args__ = (Index("idx_booking_changes_booking_id", "booking_id", "id"),)

    booking_id: Mapped[UUID] = mapped_column(ForeignKey("bookings.id", ondelete="CASCADE"))
    actor_id: Mapped[UUID | None]  # no foreign key: nobody where the clock did it
    what: Mapped[str] = mapped_column(String(20))
    details: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))


class Wait(Keyed, Base):
    """A place on the waiting list of a service, for one day of it or for any. Who came first is first."""

    __tablename__ = "waits"
    __table_args__ = (
        CheckConstraint("status IN ('waiting', 'offered', 'booked', 'left', 'over')", name="status"),
        CheckConstraint("duration > 0", name="duration"),
        Index(
            "idx_waits_once",
            "customer_id",
            "service_id",
            "day",
            unique=True,
            postgresql_where=WAITING,
            postgresql_nulls_not_distinct=True,
        ),
        Index("idx_waits_turn", "seller_id", "id", postgresql_where=WAITING),
        Index("idx_waits_service_id", "service_id", "day"),
    )

    service_id: Mapped[UUID] = mapped_column(ForeignKey(SERVICE, ondelete="CASCADE"))
    seller_id: Mapped[UUID] = mapped_column(ForeignKey(USER, ondelete="CASCADE"))
    customer_id: Mapped[UUID] = mapped_column(ForeignKey(USER, ondelete="CASCADE"))
    day: Mapped[date | None]
    """In the zone of the place; without one any day will do."""
    duration: Mapped[int]
    status: Mapped[str] = mapped_column(String(10), server_default="waiting")


class CalendarLink(Keyed, Base):
    """A secret address at which somebody's calendar program reads what they sell, or what they have booked."""

    __tablename__ = "calendar_links"
    __table_args__ = (
        CheckConstraint("part IN ('seller', 'customer')", name="part"),
        UniqueConstraint("user_id", "part"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey(USER, ondelete="CASCADE"))
    part: Mapped[str] = mapped_column(String(10))
    token: Mapped[str] = mapped_column(String(64), unique=True)
    """Its digest."""
