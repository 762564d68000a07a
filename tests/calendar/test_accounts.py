from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask import Flask

from domanu.auth.operations.accounts import close_account, export_account
from domanu.calendar.models import BusyFeed
from domanu.calendar.operations.blocks import block_time
from domanu.calendar.operations.calendars import find_calendar
from domanu.calendar.operations.exceptions import set_days
from domanu.calendar.operations.plans import plan_of
from domanu.core.db import db
from domanu.core.time import now
from tests.support.hours import NINE_TO_FIVE, make_bookable
from tests.support.people import Person


def test_what_one_takes_along(app: Flask, calculus: UUID, seller: Person, bob: Person) -> None:
    make_bookable(calculus)
    tomorrow = now() + timedelta(days=1)
    set_days(seller.id, tomorrow.date(), tomorrow.date(), (), "Away")
    block_time(seller.id, starts_at=tomorrow, ends_at=tomorrow + timedelta(hours=1), label="Dentist")
    db.session.add(BusyFeed(user_id=seller.id, name="Work", address="https://example.org/work.ics"))
    db.session.flush()
    part = export_account(seller.id)["calendar"]
    assert part["hours"] == {"hours": {}, "time_zone": "UTC"}
    [terms] = part["booked_by_time"]
    assert (terms["service_id"], terms["duration"], terms["availability"]) == (calculus, 60, NINE_TO_FIVE)
    assert [(each["day"], each["note"]) for each in part["days_off"]] == [(tomorrow.date(), "Away")]
    assert [each["label"] for each in part["blocked"]] == ["Dentist"]
    assert part["calendars_elsewhere"] == [{"name": "Work", "address": "https://example.org/work.ics"}]
    assert export_account(bob.id)["calendar"]["hours"] is None


def test_closing(app: Flask, calculus: UUID, seller: Person) -> None:
    make_bookable(calculus)
    close_account(seller.id)
    assert find_calendar(seller.id) is None
    assert plan_of(calculus) is None
