"""What is booked together is told at once; what becomes of each, by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask_mail import Message
from icalendar import Calendar
from sqlalchemy import select

from domanu.bookings.models import Booking
from domanu.bookings.operations.moves import cancel_booking, confirm_booking
from domanu.core.db import db
from domanu.core.time import tell_time
from domanu.notifications.operations.inbox import told_to
from domanu.notifications.words import path_of, tell
from tests.bookings.conftest import Book
from tests.support.people import Person

WEEK = timedelta(weeks=1)


def letters_to(outbox: list[Message], person: Person) -> list[Message]:
    return [letter for letter in outbox if person.email in letter.recipients]


def body_of(letter: Message) -> str:
    return letter.body or ""


def attached_to(letter: Message) -> tuple[str, list[Any]]:
    """The method and the entries of what a calendar program gets."""
    [file] = letter.attachments
    calendar = Calendar.from_ical(file.data)
    assert f"method={calendar['METHOD']}" in file.content_type
    return str(calendar["METHOD"]), list(calendar.walk("VEVENT"))


@pytest.fixture
def weeks(monday: datetime) -> list[datetime]:
    return [monday + number * WEEK for number in range(3)]


def test_it_works(
    calculus: UUID,
    alice: Person,
    bob: Person,
    book: Book,
    weeks: list[datetime],
    outbox: list[Message],
    run_jobs: Any,
) -> None:
    book(calculus, bob, also=weeks[1:])
    run_jobs()
    keys = db.session.scalars(select(Booking.id).order_by(Booking.scheduled_at)).all()
    subjects = {
        alice.email: "Bob booked “Calculus”, three times",
        bob.email: "You booked “Calculus” with Alice, three times",
    }
    assert {letter.recipients[0]: letter.subject for letter in outbox} == subjects
    assert len(outbox) == 2
    for letter in outbox:
        assert all(f"  {tell_time(week)}\n" in body_of(letter) for week in weeks)
        assert "Price: $40 each, $120 in all" in body_of(letter)
        method, entries = attached_to(letter)
        assert method == "PUBLISH", "an invitation may hold one entry only"
        assert [str(entry["UID"]) for entry in entries] == [f"booking-{key}@localhost" for key in keys]
        assert [entry["DTSTART"].dt for entry in entries] == weeks
        assert all("ORGANIZER" in entry and "ATTENDEE" not in entry for entry in entries)
    [row] = told_to(alice.id).rows
    assert tell(row.kind, row.data, row.name, "UTC").startswith("Bob booked “Calculus” three times, from Monday ")
    assert path_of(row.kind, row.data) == "/selling"
    assert told_to(bob.id).rows == []


def test_what_cancelling_costs_is_told_for_each(
    calculus: UUID, bob: Person, book: Book, weeks: list[datetime], outbox: list[Message], run_jobs: Any
) -> None:
    book(calculus, bob, also=weeks[1:])
    run_jobs()
    [letter] = letters_to(outbox, bob)
    assert "If you cancel one of them a day ahead: you get all $40 back." in body_of(letter)
    assert "http://localhost/bookings\n" in body_of(letter)


def test_each_is_answered_and_cancelled_by_itself(
    sell: Callable[..., UUID],
    alice: Person,
    bob: Person,
    book: Book,
    weeks: list[datetime],
    outbox: list[Message],
    run_jobs: Any,
) -> None:
    book(sell(alice, bob, on_request=True), bob, also=weeks[1:])
    run_jobs()
    assert [letter.subject for letter in letters_to(outbox, alice)] == ["Bob asks for “Calculus”, three times"]
    [asked] = letters_to(outbox, bob)
    assert asked.subject == "You asked Alice for “Calculus”, three times"
    assert "http://localhost/bookings?show=requests\n" in body_of(asked)
    assert len(told_to(alice.id).rows) == 1
    outbox.clear()
    keys = db.session.scalars(select(Booking.id).order_by(Booking.scheduled_at)).all()
    for key in keys:
        confirm_booking(key, alice.id)
    cancel_booking(keys[0], bob.id)
    db.session.commit()
    run_jobs()
    assert sorted(letter.subject for letter in letters_to(outbox, bob)) == [
        *["“Calculus” with Alice is cancelled"],
        *["“Calculus” with Alice is confirmed"] * 3,
    ]
    cancelled = {str(keys[0]): "CANCEL"}
    for letter in letters_to(outbox, bob):
        method, [entry] = attached_to(letter)
        about = str(entry["UID"]).removeprefix("booking-").removesuffix("@localhost")
        assert method == cancelled.get(about, "REQUEST"), "as it stands now"
