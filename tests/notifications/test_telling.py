from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask_mail import Message
from sqlalchemy import func, select, update

from domanu.bookings.models import Booking
from domanu.bookings.operations.moves import (
    cancel_booking,
    confirm_booking,
    decline_booking,
    report_no_show,
    take_back_no_show,
)
from domanu.bookings.operations.moving import move_booking
from domanu.core.db import db
from domanu.core.events import Event, emit
from domanu.core.jobs import Job
from domanu.core.time import now
from domanu.marketplaces import join_marketplace
from domanu.marketplaces.models import Marketplace
from domanu.marketplaces.operations import memberships
from domanu.notifications.models import Notification
from domanu.notifications.operations import telling
from domanu.notifications.operations.inbox import told_to
from domanu.notifications.operations.preferences import Ways, choose_ways, wants_mail, ways_of
from domanu.notifications.topics import OF_EVENTS, TOPICS
from domanu.notifications.words import SENTENCES, path_of, tell
from tests.bookings.conftest import Book
from tests.support.hours import make_bookable
from tests.support.people import Person

HOUR = timedelta(hours=1)
RunJobs = Callable[[], int]


def said_to(person: Person) -> list[str]:
    """The oldest first."""
    rows = reversed(told_to(person.id).rows)
    return [tell(row.kind, row.data, row.name, "UTC") for row in rows]


def when(instant: datetime) -> str:
    return f"{instant:%A} {instant.day} {instant:%B}" + (f" {instant.year}" if instant.year != now().year else "")


def test_whom_a_booking_concerns(
    calculus: UUID, alice: Person, bob: Person, book: Book, monday: datetime, run_jobs: RunJobs
) -> None:
    key = book(calculus, bob)
    move_booking(key, alice.id, starts_at=monday + HOUR, seen=1)
    cancel_booking(key, bob.id)
    db.session.commit()
    run_jobs()
    day = when(monday)
    assert said_to(alice) == [
        f"Bob booked “Calculus” for {day}, 11:00.",
        f"Bob cancelled “Calculus” on {day}, 11:00.",
    ]
    assert said_to(bob) == [f"Alice moved “Calculus” from {day}, 10:00 to {day}, 11:00."]
    assert [path_of(row.kind, row.data) for row in told_to(bob.id).rows] == [f"/bookings/{key}"]


def test_only_the_seller_is_asked_to_confirm(
    sell: Callable[..., UUID], alice: Person, bob: Person, book: Book, monday: datetime, run_jobs: RunJobs
) -> None:
    key = book(sell(alice, bob, on_request=True), bob)
    move_booking(key, bob.id, starts_at=monday + HOUR, seen=1)
    move_booking(key, alice.id, starts_at=monday, seen=2)
    db.session.commit()
    run_jobs()
    assert said_to(alice)[-1].endswith("It is for you to confirm.")
    assert said_to(bob)[-1].endswith("10:00.")


def test_whoever_has_answered_need_not_be_told_of_it(
    calculus: UUID, alice: Person, bob: Person, book: Book, run_jobs: RunJobs
) -> None:
    make_bookable(calculus, on_request=True)
    key = book(calculus, bob)
    run_jobs()
    assert [row.is_read for row in told_to(alice.id).rows] == [False]
    confirm_booking(key, alice.id)
    db.session.commit()
    run_jobs()
    assert [row.is_read for row in told_to(alice.id).rows] == [True]
    assert [row.is_read for row in told_to(bob.id).rows] == [False]


def test_each_is_told_once(calculus: UUID, alice: Person, bob: Person, book: Book, run_jobs: RunJobs) -> None:
    book(calculus, bob)
    run_jobs()
    event = db.session.scalars(select(Event).where(Event.name == "booking.booked")).one()
    telling.tell_of_booking(event)
    assert len(said_to(alice)) == 1


def test_an_answer_and_its_reason(
    sell: Callable[..., UUID], alice: Person, bob: Person, book: Book, outbox: list[Message], run_jobs: RunJobs
) -> None:
    key = book(sell(alice, bob, on_request=True), bob)
    run_jobs()
    decline_booking(key, alice.id, "I am away.")
    db.session.commit()
    run_jobs()
    assert said_to(bob)[0].startswith("Alice declined “Calculus” on ")
    wrote = {one.recipients[0]: one.body.partition("\n\n")[2].partition("\n")[0] for one in outbox[-2:] if one.body}
    assert wrote == {alice.email: "You wrote: “I am away.”", bob.email: "Alice wrote: “I am away.”"}


def test_who_did_not_come(
    calculus: UUID, alice: Person, bob: Person, book: Book, outbox: list[Message], run_jobs: RunJobs
) -> None:
    key = book(calculus, bob)
    db.session.execute(update(Booking).where(Booking.id == key).values(scheduled_at=now() - HOUR))
    report_no_show(key, alice.id)
    take_back_no_show(key, alice.id)
    db.session.commit()
    run_jobs()
    assert [said.partition(" to ")[0] for said in said_to(bob)] == [
        "Alice says that you did not come",
        "Alice takes back that you did not come",
    ]
    assert [one.recipients for one in outbox if "did not come" in one.subject] == [[bob.email]]


def test_reminders(
    calculus: UUID, alice: Person, bob: Person, book: Book, outbox: list[Message], run_jobs: RunJobs
) -> None:
    key = book(calculus, bob)
    run_jobs()
    planned = {job.arguments["ahead"]: job for job in db.session.scalars(select(Job).where(Job.name == "remind"))}
    booking = db.session.get_one(Booking, key)
    assert {name: booking.scheduled_at - job.run_at for name, job in planned.items()} == pytest.approx(
        {"day": timedelta(days=1), "hour": HOUR}, abs=timedelta(seconds=20)
    )
    move_booking(key, alice.id, starts_at=booking.scheduled_at + HOUR, seen=1)
    db.session.commit()
    outbox.clear()
    run_jobs()
    hasten("remind", until=timedelta(days=30))
    outbox.clear()
    run_jobs()
    subjects = sorted(one.subject for one in outbox)
    assert subjects == sorted(
        f"“Calculus” with {name} is {soon}" for name in ("Alice", "Bob") for soon in ("in a day", "in an hour")
    ), "of those planned for the old time none is told"
    assert said_to(bob)[-1].startswith("“Calculus” with Alice is in a")


def test_who_books_late_needs_no_reminder(
    sell: Callable[..., UUID], alice: Person, bob: Person, book: Book, run_jobs: RunJobs
) -> None:
    key = book(sell(alice, bob), bob)
    db.session.execute(update(Booking).where(Booking.id == key).values(scheduled_at=now() + timedelta(minutes=50)))
    run_jobs()
    assert db.session.scalars(select(Job).where(Job.name == "remind")).all() == []


def hasten(name: str, until: timedelta) -> None:
    db.session.execute(update(Job).where(Job.name == name, Job.run_at < now() + until).values(run_at=func.now()))
    db.session.commit()


def test_marketplaces(
    open_market: Callable[..., str], dora: Person, bob: Person, outbox: list[Message], run_jobs: RunJobs
) -> None:
    slug = open_market("Campus", private=False, approval=True)
    for _ in range(2):
        join_marketplace(slug, bob.id)
        memberships.decline(slug, dora.id, bob.id)
    join_marketplace(slug, bob.id)
    memberships.admit(slug, dora.id, bob.id)
    db.session.commit()
    run_jobs()
    assert said_to(dora) == ["Bob asks to join Campus."], "once, until it is read"
    assert said_to(bob) == [*["Campus did not admit you this time."] * 2, "You are a member of Campus now."]
    memberships.ban(slug, dora.id, bob.id)
    db.session.commit()
    run_jobs()
    assert said_to(bob)[-1] == "You can no longer take part in Campus: those who run it have banned you."


def test_all_members_hear_of_new_rules(
    market: str, dora: Person, alice: Person, bob: Person, run_jobs: RunJobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "BATCH", 1)
    for person in (alice, bob):
        join_marketplace(market, person.id)
    event_data = {"marketplace_id": market_id(market), "version": 2}
    emit("rules.changed", actor_id=dora.id, **event_data)
    db.session.commit()
    run_jobs()
    told = ["Campus has new rules. Read and agree to them before you go on there."]
    assert (said_to(alice), said_to(bob), said_to(dora)) == (told, told, [])


def market_id(slug: str) -> str:
    return str(db.session.scalar(select(Marketplace.id).where(Marketplace.slug == slug)))


def test_what_is_switched_off(
    calculus: UUID, alice: Person, bob: Person, book: Book, outbox: list[Message], run_jobs: RunJobs
) -> None:
    choose_ways(alice.id, {name: Ways(inbox=False, mail=False) for name in TOPICS})
    book(calculus, bob)
    run_jobs()
    assert [one.recipients for one in outbox] == [[bob.email]]
    assert len(said_to(alice)) == 1, "what concerns one's time is always in the inbox"
    assert ways_of(alice.id)["reminders"] == Ways(inbox=False, mail=False)
    assert ways_of(bob.id)["reminders"] == Ways()
    assert wants_mail(alice.id, "rules.changed")
    assert not wants_mail(alice.id, "booking.due")
    emit("booking.due", **facts(calculus, bob) | {"in": "day"})
    db.session.commit()
    run_jobs()
    assert len(said_to(alice)) == 1


def facts(service_id: UUID, customer: Person) -> dict[str, Any]:
    booking = db.session.scalars(select(Booking).where(Booking.service_id == service_id)).one()
    return {"booking_id": booking.id, "customer_id": customer.id, "seller_id": booking.seller_id}


def test_nothing_is_without_words() -> None:
    assert set(OF_EVENTS.values()) == set(TOPICS)
    assert set(OF_EVENTS) <= set(SENTENCES)
    assert {name for name in SENTENCES if name not in OF_EVENTS} == {
        "membership.ended",
        "rules.changed",
        "handover.offered",
    }


def test_notifications_of_closed_accounts_name_nobody(calculus: UUID, alice: Person, bob: Person, book: Book) -> None:
    added = Notification(user_id=alice.id, event_id=bob.id, kind="booking.booked")
    added.data = {"part": "seller", "person_id": str(UUID(int=1)), "service": "Calculus", "at": now().isoformat()}
    db.session.add(added)
    assert said_to(alice)[0].startswith("Somebody who left booked “Calculus”")
