"""Bookings, for whoever made them and whoever sells them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from domanu.bookings.errors import (
    BookingChanged,
    HoldGone,
    NotAMember,
    NotOffered,
    OwnService,
    OwnTimeTaken,
    TooLate,
)
from domanu.bookings.operations import moves
from domanu.bookings.operations.booking import book_time
from domanu.bookings.operations.holds import find_hold
from domanu.bookings.operations.moving import move_booking
from domanu.bookings.operations.reading import Row, Shown, changes_of, find_booking, own_bookings
from domanu.bookings.operations.series import MOST_WEEKS
from domanu.bookings.process import PROCESS
from domanu.bookings.terms import free_until
from domanu.calendar.errors import TimeTaken
from domanu.core.process import NotPossible
from domanu.marketplaces.errors import Archived, NotConfirmed, RulesChanged

from ..cards import Person, person_card
from ..endpoints import Caller, Often, Resource
from ..errors import TimeGone
from ..fields import Edited, Given, Instant, Line, Money, Paged, Several, Text, Told, When, money
from .times import gone

resource = Resource("bookings", "Bookings", "What is booked and asked for, and how it goes on.")
ONE = "/bookings/<uuid:key>"
Reason = Annotated[Text, StringConstraints(max_length=500)]
Part = Literal["customer", "seller"]


class NewBooking(Given):
    hold_id: UUID
    notes: Annotated[Text, StringConstraints(max_length=2000)] = Field("", description="For the seller.")
    booked_for: Annotated[Line, StringConstraints(max_length=120)] = Field(
        "", description="Whom it is for, if not for you. Then your own time is not taken."
    )
    anyway: bool = Field(False, description="Also if you have something else then.")
    also: Annotated[list[When], Field(max_length=MOST_WEEKS)] = Field(
        [], description="Further times. All of them are booked, or none."
    )


class WithReason(Given):
    reason: Reason = Field("", description="The other one reads it.")


class NewTime(Given):
    starts_at: When
    anyway: bool = Field(False, description="Also if you, as the customer, have something else then.")


class Change(Told):
    what: str
    at: Instant
    by: str = Field(description="customer, seller, or nobody where the clock did it.")


class BookingTold(Edited):
    id: UUID
    part: Part = Field(description="Which you play in it.")
    status: str = Field(description="pending, confirmed, completed or cancelled.")
    ended_as: str | None = Field(description="declined, withdrawn, expired, cancelled_by_customer or _by_seller.")
    can: Sequence[str] = Field(description="What you can do with it as it stands: confirm, decline, withdraw, cancel.")
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


class BookingsMade(Several[BookingTold]):
    pass


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


class Bookings(Several[BookingCard]):
    pass


class BookingQuery(Paged):
    part: Part = Field("customer", description="What you have booked, or what others have booked with you.")
    show: Literal["upcoming", "requests", "past"] = "upcoming"


@resource.get("/bookings")
def list_bookings(caller: Caller, query: BookingQuery) -> Bookings:
    """Yours: upcoming, requests or past

    Upcoming ones and requests begin with the next one, past ones with the last.
    """
    page = own_bookings(caller.user_id, query.part, query.show, query.after)
    return Bookings(items=[_card(row) for row in page.rows], next=page.after)


@resource.post(
    "/bookings",
    scope="book",
    status=201,
    refuses=[
        HoldGone,
        TimeGone,
        OwnTimeTaken,
        NotOffered,
        OwnService,
        NotAMember,
        NotConfirmed,
        Archived,
        RulesChanged,
    ],
)
def book(caller: Caller, body: NewBooking) -> BookingsMade:
    """Book what is held for you

    At once, or as a request that the seller answers: the service says which. A hold is booked once, however often.
    """
    details = body.model_dump(exclude={"hold_id"})
    try:
        made = book_time(body.hold_id, caller.user_id, **details)
    except (TimeTaken, NotOffered):
        hold = find_hold(body.hold_id, caller.user_id)
        if hold is None:
            raise
        raise gone(hold.service_id, hold.duration, hold.scheduled_at, caller.zone) from None
    return BookingsMade(items=[show_booking(caller, key) for key in made])


@resource.get(ONE)
def show_booking(caller: Caller, key: UUID) -> BookingTold:
    """One, with its history"""
    return _told(find_booking(key, caller.user_id))


@resource.post(f"{ONE}/confirmation", scope="sell", refuses=[NotPossible, TooLate])
def confirm(caller: Caller, key: UUID) -> BookingTold:
    """Say yes to a request"""
    moves.confirm_booking(key, caller.user_id)
    return show_booking(caller, key)


@resource.post(f"{ONE}/refusal", scope="sell", refuses=[NotPossible, TooLate])
def refuse(caller: Caller, key: UUID, body: WithReason) -> BookingTold:
    """Say no to a request"""
    moves.decline_booking(key, caller.user_id, body.reason)
    return show_booking(caller, key)


@resource.post(f"{ONE}/withdrawal", scope="book", refuses=[NotPossible, TooLate])
def withdraw(caller: Caller, key: UUID) -> BookingTold:
    """Take back a request"""
    moves.withdraw_booking(key, caller.user_id)
    return show_booking(caller, key)


@resource.post(f"{ONE}/cancellation", scope="book sell", refuses=[NotPossible, TooLate])
def cancel(caller: Caller, key: UUID, body: WithReason) -> BookingTold:
    """Cancel, as the customer or as the seller

    What is owed then stands under fee. A seller's cancelling costs the customer nothing.
    """
    moves.cancel_booking(key, caller.user_id, body.reason)
    return show_booking(caller, key)


@resource.post(
    f"{ONE}/move",
    scope="book sell",
    refuses=[NotPossible, TooLate, BookingChanged, TimeGone, NotOffered, OwnTimeTaken],
    often=Often("move", 120, timedelta(hours=1)),
)
def move(caller: Caller, key: UUID, body: NewTime, seen: int) -> BookingTold:
    """Give it another time, as the customer or as the seller

    The old time is given up only with the new one taken.
    """
    try:
        move_booking(key, caller.user_id, starts_at=body.starts_at, seen=seen, anyway=body.anyway)
    except (TimeTaken, NotOffered):
        booking = find_booking(key, caller.user_id).booking
        raise gone(booking.service_id, booking.duration, body.starts_at, caller.zone, without=key) from None
    return show_booking(caller, key)


@resource.post(
    f"{ONE}/no-show", scope="book sell", refuses=[NotPossible, TooLate], often=Often("no-show", 30, timedelta(days=1))
)
def report_no_show(caller: Caller, key: UUID) -> BookingTold:
    """Say that the other one did not come"""
    moves.report_no_show(key, caller.user_id)
    return show_booking(caller, key)


@resource.delete(f"{ONE}/no-show", scope="book sell", refuses=[NotPossible])
def take_back_no_show(caller: Caller, key: UUID) -> None:
    """Take your word back"""
    moves.take_back_no_show(key, caller.user_id)


def _told(shown: Shown) -> BookingTold:
    booking = shown.booking
    same = ("id", "status", "ended_as", "service_id", "service_name", "booked_for", "notes", "ends_at", "place")
    more = ("time_zone", "cancel_percent", "expires_at", "no_show", "series_id", "edition")
    parts = {booking.customer_id: "customer", booking.seller_id: "seller"}
    changes = changes_of(booking.id)
    return BookingTold(
        **{name: getattr(booking, name) for name in (*same, *more)},
        part="customer" if shown.part == "customer" else "seller",
        can=PROCESS.allowed(booking.status, {shown.part}),
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


def _card(row: Row) -> BookingCard:
    same = ("id", "status", "ended_as", "service_id", "service_name", "other_name", "other_username", "booked_for")
    more = ("ends_at", "place", "expires_at", "no_show", "series_id")
    return BookingCard(
        **{name: getattr(row, name) for name in (*same, *more)},
        starts_at=row.scheduled_at,
        minutes=row.duration,
        total=money(row.total_amount, row.currency),
    )
