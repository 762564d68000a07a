"""Bookings as the API tells them: one with all that belongs to it, and as a line of a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal
from uuid import UUID

from pydantic import Field

from domanu.bookings.doable import moves_of
from domanu.bookings.operations.reading import Row, Shown, changes_of
from domanu.bookings.terms import free_until
from domanu.core.time import now

from .cards import Person, person_card
from .fields import Edited, Instant, Money, Told, money

Part = Literal["customer", "seller"]


class Change(Told):
    what: str
    at: Instant
    by: str = Field(description="customer, seller, or nobody where the clock did it.")


class BookingTold(Edited):
    id: UUID
    part: Part = Field(description="Which you play in it.")
    status: str = Field(description="pending, confirmed, completed or cancelled.")
    ended_as: str | None = Field(description="declined, withdrawn, expired, cancelled_by_customer or _by_seller.")
    can: Sequence[str] = Field(
        description="What you can do with it now: confirm, decline, withdraw, cancel, move, report, take_back."
    )
    service_id: UUID
    service_name: str
    marketplace: str = Field(description="The slug. Empty where you may not look any longer.")
    other: Person = Field(description="The customer or the seller, whichever you are not.")
    booked_for: str
    notes: str
    starts_at: Instant
    ends_at: Instant
    minutes: int
    place: str
    time_zone: str = Field(description="Of the place.")
    total: Money
    fee: Money | None = Field(description="What is owed of a booking that was cancelled.")
    free_until: Instant = Field(description="Until then the customer cancels for nothing, or moves it.")
    cancel_percent: int = Field(description="How much of the total is kept after that.")
    expires_at: Instant | None = Field(description="When a request that nobody answers ends.")
    no_show: str | None = Field(description="Who did not come.")
    series_id: UUID | None
    history: Sequence[Change]


class BookingCard(Told):
    id: UUID
    status: str
    ended_as: str | None
    service_id: UUID
    service_name: str
    other_name: str
    other_username: str
    booked_for: str
    starts_at: Instant
    ends_at: Instant
    minutes: int
    place: str
    total: Money
    expires_at: Instant | None
    no_show: str | None
    series_id: UUID | None


def booking_told(shown: Shown) -> BookingTold:
    booking = shown.booking
    same = ("id", "status", "ended_as", "service_id", "service_name", "booked_for", "notes", "ends_at", "place")
    more = ("time_zone", "cancel_percent", "expires_at", "no_show", "series_id", "edition")
    parts = {booking.customer_id: "customer", booking.seller_id: "seller"}
    changes = changes_of(booking.id)
    return BookingTold(
        **{name: getattr(booking, name) for name in (*same, *more)},
        part="customer" if shown.part == "customer" else "seller",
        can=sorted(moves_of(booking, shown.part, now())),
        marketplace=shown.marketplace.slug if shown.can_look else "",
        other=person_card(shown.other),
        starts_at=booking.scheduled_at,
        minutes=booking.duration,
        total=money(booking.total_amount, booking.currency),
        fee=money(booking.fee, booking.currency) if booking.fee is not None else None,
        free_until=free_until(booking),
        history=[
            Change(what=change.what, at=change.created_at, by=parts.get(change.actor_id, "") if change.actor_id else "")
            for change in changes
        ],
    )


def booking_card(row: Row) -> BookingCard:
    same = ("id", "status", "ended_as", "service_id", "service_name", "other_name", "other_username", "booked_for")
    more = ("ends_at", "place", "expires_at", "no_show", "series_id")
    return BookingCard(
        **{name: getattr(row, name) for name in (*same, *more)},
        starts_at=row.scheduled_at,
        minutes=row.duration,
        total=money(row.total_amount, row.currency),
    )
