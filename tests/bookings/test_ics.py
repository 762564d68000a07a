"""What goes to calendar programs, read as they do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from flask_mail import Message
from icalendar import Calendar
from sqlalchemy import update

from domanu.bookings.models import Booking
from domanu.bookings.operations.links import feed_of, find_link, link_of, remove_link, renew_link
from domanu.bookings.operations.moves import cancel_booking, confirm_booking
from domanu.bookings.operations.moving import move_booking
from domanu.calendar.operations.blocks import block_time
from domanu.core.db import db
from domanu.core.refusals import Hidden
from tests.bookings.conftest import Book
from tests.support.client import Client
from tests.support.people import Person

HOUR = timedelta(hours=1)


def entries_in(ics: bytes) -> list[Any]:
    return list(Calendar.from_ical(ics).walk("VEVENT"))


def sent_to(outbox: list[Message], person: Person) -> list[tuple[str, Any]]:
    """The method and the entry of each mail that has one."""
    found = []
    for letter in outbox:
        if person.email in letter.recipients:
            for file in letter.attachments:
                calendar = Calendar.from_ical(file.data)
                assert f"method={calendar['METHOD']}" in file.content_type
                found.append((str(calendar["METHOD"]), calendar.walk("VEVENT")[0]))
    return found


def test_each_change_is_the_same_entry_again(
    calculus: UUID, bob: Person, alice: Person, book: Book, monday: datetime, outbox: list[Message], run_jobs: Any
) -> None:
    key = book(calculus, bob)
    run_jobs()
    move_booking(key, alice.id, starts_at=monday + HOUR, seen=1)
    db.session.commit()
    run_jobs()
    cancel_booking(key, bob.id)
    db.session.commit()
    run_jobs()
    for person in (alice, bob):
        methods, entries = zip(*sent_to(outbox, person), strict=True)
        assert methods == ("REQUEST", "REQUEST", "CANCEL")
        assert {str(entry["UID"]) for entry in entries} == {f"booking-{key}@localhost"}
        assert [entry["SEQUENCE"] for entry in entries] == [1, 2, 3]
        assert [entry["STATUS"] for entry in entries] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
        assert [entry["DTSTART"].dt for entry in entries] == [monday, monday + HOUR, monday + HOUR]
        assert entries[0]["ATTENDEE"] == f"mailto:{person.email}"
        assert person.email not in entries[0]["ORGANIZER"]
    subjects = [letter.subject for letter in outbox if bob.email in letter.recipients]
    assert subjects == [
        "You booked “Calculus” with Alice",
        "“Calculus” with Alice is at another time",
        "“Calculus” with Alice is cancelled",
    ]


def test_a_request_is_tentative_until_it_is_confirmed(
    sell: Callable[..., UUID], alice: Person, bob: Person, book: Book, outbox: list[Message], run_jobs: Any
) -> None:
    key = book(sell(alice, bob, on_request=True), bob, notes="Second floor; ring twice,\nplease")
    run_jobs()
    confirm_booking(key, alice.id)
    db.session.commit()
    run_jobs()
    states = [str(entry["STATUS"]) for _method, entry in sent_to(outbox, bob)]
    assert states == ["TENTATIVE", "CONFIRMED"]
    [_, entry] = [entry for _method, entry in sent_to(outbox, alice)]
    assert "Second floor; ring twice,\nplease" in entry["DESCRIPTION"]


@pytest.mark.parametrize("zone", ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"])
@pytest.mark.parametrize("wall", ["2027-03-28 00:30", "2027-03-28 03:00", "2027-10-31 01:30"])
def test_instants_hold_across_a_change_of_clocks(calculus: UUID, bob: Person, book: Book, zone: str, wall: str) -> None:
    key = book(calculus, bob)
    starts_at = datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    db.session.execute(update(Booking).where(Booking.id == key).values(scheduled_at=starts_at, time_zone=zone))
    renew_link(bob.id, "customer")
    feed = Calendar.from_ical(feed_of_link(bob, "customer"))
    day = starts_at.astimezone(ZoneInfo(zone)).date()
    [found] = recurring_ical_events.of(feed).between(day - timedelta(days=1), day + timedelta(days=2))
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (starts_at, starts_at + HOUR)


def feed_of_link(person: Person, part: str) -> bytes:
    link = link_of(person.id, part)
    assert link
    return feed_of(find_link(link.rpartition("/")[2].removesuffix(".ics")))


def test_what_is_in_a_feed(calculus: UUID, alice: Person, bob: Person, book: Book, monday: datetime) -> None:
    key = book(calculus, bob, booked_for="Mei")
    cancel_booking(book(calculus, bob, monday + 3 * HOUR), alice.id)
    block_time(alice.id, starts_at=monday + 6 * HOUR, ends_at=monday + 7 * HOUR, label="Dentist")
    for person, part in ((alice, "seller"), (bob, "customer")):
        renew_link(person.id, part)
    sold = {str(entry["SUMMARY"]): entry for entry in entries_in(feed_of_link(alice, "seller"))}
    assert set(sold) == {"Calculus with Mei", "Cancelled: Calculus with Bob", "Dentist"}
    assert sold["Cancelled: Calculus with Bob"]["TRANSP"] == "TRANSPARENT"
    booked = [str(entry["SUMMARY"]) for entry in entries_in(feed_of_link(bob, "customer"))]
    assert sorted(booked) == ["Calculus with Alice", "Cancelled: Calculus with Alice"]
    assert sold["Calculus with Mei"]["UID"] == f"booking-{key}@localhost"


def test_the_address_is_secret_and_can_be_replaced(
    calculus: UUID, bob: Person, book: Book, client: Client, sign_in_as: Callable[[Person], Client]
) -> None:
    book(calculus, bob)
    mine = sign_in_as(bob)
    assert link_of(bob.id, "customer") is None
    first = shown(mine.submit("/bookings/link", headers={"HX-Request": "true"}).text)
    answer = client.get(first)
    assert answer.mimetype == "text/calendar"
    assert answer.headers["Cache-Control"] == "private, no-store"
    same = client.get(first, headers={"If-None-Match": answer.headers["ETag"]})
    assert (same.status_code, same.data) == (304, b"")
    second = shown(mine.submit("/bookings/link", headers={"HX-Request": "true"}).text)
    assert client.get(second).status_code == 200
    absent = client.get(f"/c/{'x' * 43}.ics")
    assert (client.get(first).status_code, absent.status_code) == (404, 404)
    mine.submit("/bookings/link/removal")
    assert client.get(second).status_code == 404


def shown(page: str) -> str:
    address = page.partition('value="http://localhost/c/')[2].partition('"')[0]
    assert address
    return f"/c/{address}"


def test_other_parts_do_not_exist(bob: Person) -> None:
    with pytest.raises(Hidden):
        remove_link(bob.id, "team")
    with pytest.raises(Hidden):
        find_link("")
