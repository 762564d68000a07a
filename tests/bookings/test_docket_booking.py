"""Booking a time in the docket of a service's page, and losing it to somebody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update

from domanu.bookings.models import Booking, Hold
from domanu.bookings.operations.holds import hold_time
from domanu.core.db import db
from domanu.core.time import tell_date
from domanu.marketplaces import join_marketplace
from tests.bookings.conftest import Book
from tests.bookings.docket import held_in, hold, told
from tests.support.client import HX, Client
from tests.support.hours import make_bookable
from tests.support.people import Person

Sell = Callable[..., UUID]


def test_it_is_booked_in_two_presses(reader: Client, here: str, bob: Person, monday: datetime) -> None:
    answer = reader.submit(f"{here}/holds", start=monday.isoformat(), minutes=60, headers=HX)
    for words in (f"Book {told(monday)} · $40", "data-seconds=", 'aria-pressed="true"', "Until ", "Kept for you"):
        assert words in answer.text
    key = held_in(answer.text)
    assert f"Book {told(monday)} · $40" in reader.get(here).text
    booked = reader.submit(f"/holds/{key}/booking", notes="I get lost at limits.")
    booking = db.session.scalars(select(Booking)).one()
    assert booked.location == f"/bookings/{booking.id}"
    assert (booking.scheduled_at, booking.status, booking.notes) == (monday, "confirmed", "I get lost at limits.")
    assert reader.submit(f"/holds/{key}/booking").location == booked.location


def test_without_scripts_it_comes_back_to_the_docket(reader: Client, here: str, monday: datetime) -> None:
    answer = reader.submit(f"{here}/holds", start=monday.isoformat(), minutes=60)
    assert (answer.status_code, answer.location) == (303, f"{here}#kept")
    assert f"<b>{tell_date(monday.date())}</b>" in reader.get(here).text


def test_on_request(reader: Client, calculus: UUID, here: str, monday: datetime) -> None:
    make_bookable(calculus, on_request=True)
    answer = reader.submit(f"{here}/holds", start=monday.isoformat(), minutes=60, headers=HX)
    assert f"Ask for {told(monday)} · $40" in answer.text
    assert "<b>Alice answers</b> by " in answer.text
    reader.submit(f"/holds/{held_in(answer.text)}/booking")
    assert db.session.scalars(select(Booking.status)).one() == "pending"


def test_let_go(reader: Client, here: str, monday: datetime) -> None:
    key = hold(reader, here, monday)
    answer = reader.submit(f"/holds/{key}/removal", headers=HX)
    assert "Let go." in answer.text
    assert "/booking" not in answer.text
    assert reader.submit(f"/holds/{key}/removal").status_code == 404


def test_whoever_loses_keeps_the_form_and_is_told_what_is_near(
    reader: Client, here: str, calculus: UUID, charlie: Person, market: str, monday: datetime
) -> None:
    join_marketplace(market, charlie.id)
    hold_time(calculus, charlie.id, starts_at=monday, duration=60)
    db.session.commit()
    lost = reader.submit(f"{here}/holds", start=monday.isoformat(), minutes=60, headers=HX)
    assert lost.status_code == 409
    assert 'id="problems"' in lost.text
    assert f'id="at-{monday + timedelta(hours=1):%Y%m%dT%H%M}"' in lost.text
    whole = reader.submit(f"{here}/holds", start=monday.isoformat(), minutes=60)
    assert (whole.status_code, "</html>" in whole.text) == (409, True)


def test_losing_it_after_the_ten_minutes(
    reader: Client, here: str, calculus: UUID, charlie: Person, market: str, monday: datetime
) -> None:
    key = hold(reader, here, monday)
    past = monday - timedelta(days=40)
    db.session.execute(update(Hold).values(expires_at=past))
    db.session.connection().exec_driver_sql("UPDATE time_claims SET expires_at = now() - interval '1 minute'")
    join_marketplace(market, charlie.id)
    hold_time(calculus, charlie.id, starts_at=monday, duration=60)
    db.session.commit()
    lost = reader.submit(f"/holds/{key}/booking", notes="Bring chalk.", headers=HX)
    assert lost.status_code == 409
    assert "Somebody was quicker" in lost.text


def test_ones_own_time_is_taken(
    reader: Client, here: str, sell: Sell, bob: Person, charlie: Person, book: Book, monday: datetime
) -> None:
    book(sell(charlie, bob, name="Guitar"), bob)
    key = hold(reader, here, monday)
    refused = reader.submit(f"/holds/{key}/booking", notes="Bring chalk.", headers=HX)
    assert refused.status_code == 409
    assert "Your own time is taken then: Guitar, 10:00 to 11:00." in refused.text
    assert "Bring chalk." in refused.text
    assert "Book anyway" in refused.text
    assert reader.submit(f"/holds/{key}/booking", anyway="yes").status_code == 303


def test_for_somebody_else(
    reader: Client, here: str, sell: Sell, bob: Person, charlie: Person, book: Book, monday: datetime
) -> None:
    book(sell(charlie, bob, name="Guitar"), bob)
    key = hold(reader, here, monday)
    assert reader.submit(f"/holds/{key}/booking", booked_for="  Mei ").status_code == 303
    assert db.session.scalars(select(Booking.booked_for).where(Booking.hold_id == UUID(key))).one() == "Mei"
