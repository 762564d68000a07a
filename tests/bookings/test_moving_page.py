from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from domanu.bookings.operations.moving import move_booking
from domanu.core.db import db
from tests.bookings.conftest import Book
from tests.support.client import Client
from tests.support.people import Person

HOUR = timedelta(hours=1)


def test_whoever_chooses_anew_is_told_that_the_terms_hold_again(
    calculus: UUID, alice: Person, bob: Person, book: Book, monday: datetime, sign_in_as: Callable[[Person], Client]
) -> None:
    key = book(calculus, bob)
    client, asked = sign_in_as(bob), {"start": (monday + 3 * HOUR).isoformat()}
    words = "you cancel by the terms again, though Alice moved it before."
    assert words not in client.get(f"/bookings/{key}/move", query_string=asked).text
    move_booking(key, alice.id, starts_at=monday + HOUR, seen=1)
    db.session.commit()
    assert words in client.get(f"/bookings/{key}/move", query_string=asked).text
