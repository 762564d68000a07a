"""Whoever does the same again and again does not fill anybody's mailbox."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask_mail import Message

from domanu.bookings import mails
from domanu.bookings.operations.booking import book_time
from domanu.bookings.operations.holds import hold_time
from domanu.bookings.operations.moves import cancel_booking, report_no_show, take_back_no_show
from domanu.core.db import db
from domanu.core.time import now
from domanu.notifications.operations.inbox import told_to
from tests.bookings.conftest import Book
from tests.support.people import Person

MOST = 3
LetPass = Callable[[UUID, timedelta], None]


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mails, "MOST_A_DAY", MOST)


def letters_to(outbox: list[Message], person: Person) -> int:
    return sum(person.email in letter.recipients for letter in outbox)


def test_booking_and_cancelling_again_and_again(
    calculus: UUID, alice: Person, bob: Person, monday: datetime, outbox: list[Message], run_jobs: Any
) -> None:
    for _ in range(4):
        hold = hold_time(calculus, bob.id, starts_at=monday, duration=60)
        db.session.flush()
        [key] = book_time(hold.id, bob.id)
        db.session.commit()
        cancel_booking(key, bob.id)
        db.session.commit()
    run_jobs()
    assert letters_to(outbox, alice) == MOST
    assert letters_to(outbox, bob) == 8, "of what they do themselves they are told all the same"
    assert len(told_to(alice.id).rows) == 8, "and in the inbox there is all of it"


def test_the_same_word_again_and_again(
    calculus: UUID,
    alice: Person,
    bob: Person,
    book: Book,
    let_pass: LetPass,
    monday: datetime,
    outbox: list[Message],
    run_jobs: Any,
) -> None:
    key = book(calculus, bob)
    let_pass(key, monday - now())
    run_jobs()
    outbox.clear()
    for _ in range(5):
        report_no_show(key, bob.id)
        take_back_no_show(key, bob.id)
        db.session.commit()
    run_jobs()
    assert letters_to(outbox, alice) == 1, "after the booking itself, and its being taken back"


def test_what_others_do_is_told_still(
    calculus: UUID, alice: Person, bob: Person, book: Book, outbox: list[Message], run_jobs: Any
) -> None:
    for _ in range(3):
        key = book(calculus, bob)
        cancel_booking(key, bob.id)
        db.session.commit()
    key = book(calculus, bob)
    run_jobs()
    outbox.clear()
    cancel_booking(key, alice.id)
    db.session.commit()
    run_jobs()
    assert letters_to(outbox, bob) == 1
