"""Bookings, for whoever made them and whoever sells them."""

from __future__ import annotations

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
from domanu.bookings.operations.reading import find_booking, own_bookings
from domanu.bookings.operations.series import MOST_WEEKS
from domanu.calendar.errors import TimeTaken
from domanu.core.process import NotPossible
from domanu.marketplaces.errors import Archived, NotConfirmed, RulesChanged

from ..booked import BookingCard, BookingTold, Part, booking_card, booking_told
from ..endpoints import Caller, Often, Resource
from ..errors import TimeGone
from ..fields import Given, Line, Paged, Several, Text, When
from .times import gone

resource = Resource("bookings", "Bookings", "What is booked and asked for, and how it goes on.")
ONE = "/bookings/<uuid:key>"
Reason = Annotated[Text, StringConstraints(max_length=500)]


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


class BookingsMade(Several[BookingTold]):
    pass


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
    return Bookings(items=[booking_card(row) for row in page.rows], next=page.after)


@resource.post(
    "/bookings",
    scope="book",
    makes="/bookings/{0.items[0].id}",
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
    return booking_told(find_booking(key, caller.user_id))


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
