from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from flask import Flask

from domanu.calendar.errors import BadHours, TermsChanged, TooLong
from domanu.calendar.hours import CLOSED, Span, read_week
from domanu.calendar.operations import exceptions as operations
from domanu.calendar.operations.calendars import calendar_of, change_hours, ensure_calendar, find_calendar
from domanu.calendar.operations.exceptions import coming_exceptions, remove_days, set_days
from domanu.calendar.operations.plans import plan_of
from domanu.core.refusals import Hidden
from domanu.core.time import now
from domanu.profiles import update_profile
from tests.support.hours import NINE_TO_FIVE, make_bookable
from tests.support.people import Person
from tests.support.statements import noted_statements

DAY = timedelta(days=1)
MORNING = (Span(480, 600),)


def exceptions(service: UUID) -> dict[date, tuple[Span, ...]]:
    plan = plan_of(service)
    assert plan
    return dict(plan.exceptions)


def test_a_calendar_is_made_when_it_is_needed(alice: Person, bob: Person) -> None:
    update_profile(alice.id, time_zone="Europe/Vienna")
    assert find_calendar(alice.id) is None
    calendar = calendar_of(alice.id)
    assert (calendar.time_zone, calendar.hours, calendar.edition) == ("Europe/Vienna", {}, 1)
    ensure_calendar(alice.id, bob.id)
    assert find_calendar(bob.id)


def test_usual_hours(app: Flask, calculus: UUID, seller: Person) -> None:
    make_bookable(calculus, availability=None, time_zone=None)
    week = read_week(NINE_TO_FIVE)
    change_hours(seller.id, week, "Asia/Tokyo", seen=1)
    plan = plan_of(calculus)
    assert plan
    assert (plan.week, plan.zone) == (week, "Asia/Tokyo")
    with pytest.raises(TermsChanged):
        change_hours(seller.id, CLOSED, "UTC", seen=1)
    with pytest.raises(BadHours):
        change_hours(seller.id, CLOSED, "Tokyo", seen=2)
    assert calendar_of(seller.id).edition == 2


def test_days_off(app: Flask, calculus: UUID, seller: Person) -> None:
    make_bookable(calculus)
    first = now().date() + DAY
    set_days(seller.id, first, first + 2 * DAY, (), "Away")
    assert exceptions(calculus) == dict.fromkeys((first, first + DAY, first + 2 * DAY), ())
    told = coming_exceptions(seller.id)
    assert [(each.day, each.spans, each.note, each.service_id) for each in told] == [
        (first + number * DAY, (), "Away", None) for number in range(3)
    ]
    remove_days(seller.id, [told[1].id])
    remove_days(seller.id, [told[1].id])
    assert exceptions(calculus).keys() == {first, first + 2 * DAY}


@pytest.mark.parametrize("number", [1, 30])
def test_many_are_removed_as_quickly_as_one(app: Flask, calculus: UUID, seller: Person, number: int) -> None:
    first = now().date() + DAY
    set_days(seller.id, first, first + (number - 1) * DAY, ())
    keys = [each.id for each in coming_exceptions(seller.id)]
    with noted_statements() as noted:
        remove_days(seller.id, keys)
    assert len(noted) == 3
    assert coming_exceptions(seller.id) == []


def test_only_what_can_be_booked_is_read(app: Flask, calculus: UUID, seller: Person) -> None:
    """Else whoever says something of a hundred years makes all free times slow, for everybody."""
    make_bookable(calculus, horizon_days=30)
    first = now().date() + DAY
    for number in range(3):
        set_days(seller.id, first + number * 366 * DAY, first + (number * 366 + 365) * DAY, ())
    assert 31 <= len(exceptions(calculus)) <= 35
    assert len(coming_exceptions(seller.id)) == 3 * 366
    with pytest.raises(BadHours, match="three years"):
        set_days(seller.id, first + 1100 * DAY, first + 1100 * DAY, ())


def test_there_is_only_so_much_room(
    app: Flask, calculus: UUID, seller: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_bookable(calculus)
    monkeypatch.setattr(operations, "MOST_KEPT", 3)
    first = now().date() + DAY
    set_days(seller.id, first, first + 3 * DAY, ())
    with pytest.raises(BadHours, match="Remove some"):
        set_days(seller.id, first, first, ())


def test_said_again(app: Flask, calculus: UUID, seller: Person) -> None:
    make_bookable(calculus)
    day = now().date() + DAY
    set_days(seller.id, day, day, ())
    set_days(seller.id, day, day + DAY, MORNING, "In the morning")
    assert exceptions(calculus) == {day: MORNING, day + DAY: MORNING}
    assert [each.note for each in coming_exceptions(seller.id)] == ["In the morning"] * 2


def test_for_one_service(app: Flask, sell: Callable[..., UUID], seller: Person) -> None:
    piano, guitar = sell("Piano"), sell("Guitar")
    day = now().date() + DAY
    for key in (piano, guitar):
        make_bookable(key)
    set_days(seller.id, day, day, MORNING, service_id=piano)
    set_days(seller.id, day, day + DAY, ())
    assert exceptions(piano) == {day: MORNING, day + DAY: ()}
    assert exceptions(guitar) == {day: (), day + DAY: ()}
    assert {each.service_name for each in coming_exceptions(seller.id)} == {"Piano", None}


def test_what_is_over_is_not_told(app: Flask, calculus: UUID, seller: Person) -> None:
    make_bookable(calculus)
    past = now().date() - 3 * DAY
    set_days(seller.id, past, past, ())
    assert coming_exceptions(seller.id) == []
    assert exceptions(calculus) == {}


def test_too_many(alice: Person) -> None:
    first = now().date()
    with pytest.raises(TooLong):
        set_days(alice.id, first, first + 366 * DAY, ())
    with pytest.raises(BadHours):
        set_days(alice.id, first, first - DAY, ())
    set_days(alice.id, first, first + 365 * DAY, ())


def test_nobody_elses(app: Flask, calculus: UUID, seller: Person, bob: Person) -> None:
    make_bookable(calculus)
    day = now().date() + DAY
    with pytest.raises(Hidden):
        set_days(bob.id, day, day, (), service_id=calculus)
    set_days(seller.id, day, day, ())
    remove_days(bob.id, [coming_exceptions(seller.id)[0].id])
    assert len(coming_exceptions(seller.id)) == 1
    assert coming_exceptions(bob.id) == []
