from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from domanu.bookings.costs import told_fee, told_terms
from domanu.bookings.eyes import Eyes
from domanu.bookings.models import Booking
from domanu.bookings.words import told_change, told_price, told_status

START = datetime(2031, 11, 25, 14, tzinfo=UTC)
EARLY, LATE = START - timedelta(days=3), START - timedelta(hours=3)
FROZEN: dict[str, Any] = {"cancel_hours": 24, "cancel_percent": 50, "currency": "USD", "moved_by_seller": False}


def booking(status: str = "confirmed", amount: str = "40", **more: Any) -> Booking:
    return Booking(status=status, scheduled_at=START, duration=50, total_amount=Decimal(amount), **(FROZEN | more))


def customer(at: datetime = EARLY) -> Eyes:
    return Eyes("customer", "Jonah", "Europe/London", at)


def seller(at: datetime = EARLY) -> Eyes:
    return Eyes("seller", "Mei", "Europe/London", at)


def test_terms_have_their_dates() -> None:
    assert [f"{term.strong} {term.rest}" for term in told_terms(booking(), customer())] == [
        "Until Monday 24 November 2031, 14:00: you get all $40 back.",
        "After that: you get $20 back. $20 goes to Jonah.",
        "If Jonah cancels, at any time: you get all $40 back.",
    ]
    assert [f"{term.strong} {term.rest}" for term in told_terms(booking(), seller())] == [
        "If Mei cancels until Monday 24 November 2031, 14:00: Mei gets all $40 back.",
        "After that: Mei gets $20 back. $20 goes to you.",
        "If you cancel, at any time: Mei gets all $40 back.",
    ]


@pytest.mark.parametrize(
    ("of", "at", "said"),
    [
        (booking(), LATE, "If you cancel now: you get $20 back. $20 goes to Jonah."),
        (booking(cancel_percent=100), LATE, "If you cancel now: nothing comes back. All $40 goes to Jonah."),
        (booking(moved_by_seller=True), LATE, "Whenever you cancel: you get all $40 back."),
        (booking(cancel_percent=0), LATE, "Whenever you cancel: you get all $40 back."),
        (booking("pending", expires_at=LATE), EARLY, "Before Jonah answers: you get all $40 back."),
        (booking(amount="0"), EARLY, "It is free, so nothing is lost. Tell Jonah all the same."),
    ],
)
def test_the_first_of_the_terms(of: Booking, at: datetime, said: str) -> None:
    first = told_terms(of, customer(at))[0]
    assert f"{first.strong} {first.rest}" == said


@pytest.mark.parametrize("of", [booking("cancelled"), booking("completed")])
def test_what_is_over_has_none(of: Booking) -> None:
    assert told_terms(of, customer()) == []
    assert told_terms(booking(), customer(START)) == []


@pytest.mark.parametrize(
    ("of", "to_customer", "to_seller"),
    [
        (booking(), "It is settled.", "It is settled."),
        (
            booking("pending", expires_at=LATE),
            "Jonah answers by Tuesday 25 November 2031, 11:00, else it ends. The time is kept for you.",
            "Answer by Tuesday 25 November 2031, 11:00, else it ends by itself. The time is kept until then.",
        ),
        (booking("cancelled", ended_as="declined"), "Jonah declined.", "You declined."),
        (booking("cancelled", ended_as="withdrawn"), "You withdrew it.", "Mei withdrew it."),
        (
            booking("cancelled", ended_as="expired"),
            "Nobody answered in time, so it ended.",
            "You did not answer in time.",
        ),
        (
            booking("cancelled", ended_as="cancelled_by_customer", fee=Decimal(20)),
            "You cancelled it. You get $20 back. $20 goes to Jonah.",
            "Mei cancelled it. Mei gets $20 back. $20 goes to you.",
        ),
        (
            booking("cancelled", ended_as="cancelled_by_seller", fee=Decimal(0)),
            "Jonah cancelled it. You get all $40 back.",
            "You cancelled it. Mei gets all $40 back.",
        ),
        (booking("completed"), "It took place.", "It took place."),
        (
            booking("completed", no_show="customer"),
            "Jonah says that you did not come.",
            "You said that Mei did not come.",
        ),
    ],
)
def test_how_it_stands(of: Booking, to_customer: str, to_seller: str) -> None:
    assert told_status(of, customer()).sentence == to_customer
    assert told_status(of, seller()).sentence == to_seller


def test_while_it_goes_on() -> None:
    during, after = START + timedelta(minutes=5), START + timedelta(minutes=50)
    assert [told_status(booking(), customer(at)).badge for at in (EARLY, during, after)] == ["Booked", "Now", "Done"]


def test_what_is_free_costs_nothing() -> None:
    free = booking(amount="0")
    assert told_price(free) == "Free"
    assert told_fee(free, Decimal(0), customer()) == "It is free, so nothing is owed."


@pytest.mark.parametrize(
    ("what", "details", "said"),
    [
        ("requested", {}, "Mei asked for it"),
        ("expired", {}, "Nobody answered in time"),
        ("declined", {"reason": "I am ill"}, "Mei declined: “I am ill”"),
        ("moved", {}, "Mei moved it"),
        (
            "moved",
            {"was": "2031-11-24T14:00:00+00:00", "to": "2031-11-25T14:00:00+00:00"},
            "Mei moved it from Monday 24 November 2031, 14:00 to Tuesday 25 November 2031, 14:00",
        ),
    ],
)
def test_what_became_of_it(what: str, details: dict[str, str], said: str) -> None:
    assert told_change(what, details, "Mei", "Europe/London") == said
