from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from textwrap import dedent
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select, update

from domanu.calendar import reading
from domanu.calendar.errors import BadAddress, TooManyFeeds
from domanu.calendar.models import BusyFeed, BusyTime
from domanu.calendar.operations.feeds import MOST_FEEDS, add_feed, own_feeds, read_due_feeds, remove_feed
from domanu.calendar.reading import Unreadable, read_busy
from domanu.config import settings
from domanu.core.db import db
from domanu.core.jobs import Job
from domanu.core.refusals import Hidden
from domanu.core.time import now
from tests.support.elsewhere import Elsewhere, elsewhere
from tests.support.people import Person

START, END = datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 11, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def calendar(*events: str, head: str = "") -> bytes:
    """Each event is told by its lines, with a semicolon's worth of nothing else."""
    parts = [
        f"BEGIN:VEVENT\nUID:{number}@elsewhere\n{dedent(text).strip()}\nEND:VEVENT"
        for number, text in enumerate(events)
    ]
    lines = "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//EN", *([head] if head else []), *parts])
    return (lines + "\nEND:VCALENDAR\n").replace("\n", "\r\n").encode()


def busy(*events: str, head: str = "", zone: str = "Europe/London") -> list[tuple[datetime, datetime]]:
    return list(read_busy(calendar(*events, head=head), zone=zone, start=START, end=END, domain="domanu.example.org"))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_what_is_busy() -> None:
    found = busy(
        "DTSTART:20270601T100000Z\nDTEND:20270601T110000Z",
        "DTSTART:20270601T103000Z\nDURATION:PT1H",
        "DTSTART:20270602T100000\nDTEND:20270602T110000",
        "DTSTART;TZID=America/New_York:20270603T100000\nDTEND;TZID=America/New_York:20270603T110000",
        "DTSTART;VALUE=DATE:20270605\nDTEND;VALUE=DATE:20270606",
        "DTSTART:20270607T100000Z\nDTEND:20270607T110000Z\nTRANSP:TRANSPARENT",
        "DTSTART:20270608T100000Z\nDTEND:20270608T110000Z\nSTATUS:CANCELLED",
        "DTSTART:20270609T100000Z\nDTEND:20270609T110000Z\nX-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "DTSTART:20270610T100000Z",
        "DTSTART:20250610T100000Z\nDTEND:20250610T110000Z",
    )
    assert found == [
        (at("2027-06-01 10:00"), at("2027-06-01 11:30")),
        (at("2027-06-02 09:00"), at("2027-06-02 10:00")),
        (at("2027-06-03 14:00"), at("2027-06-03 15:00")),
        (at("2027-06-04 23:00"), at("2027-06-05 23:00")),
    ]


def test_days_are_those_of_the_feed() -> None:
    day = "DTSTART;VALUE=DATE:20270605\nDTEND;VALUE=DATE:20270606"
    [span] = busy(day, head="X-WR-TIMEZONE:Asia/Kathmandu")
    assert span == (at("2027-06-04 18:15"), at("2027-06-05 18:15"))
    [span] = busy(day, head="X-WR-TIMEZONE:Nowhere/Much")
    assert span[0] == at("2027-06-04 23:00")


def test_what_repeats_keeps_its_time_across_a_change_of_clocks() -> None:
    found = busy(
        """
        DTSTART;TZID=Europe/London:20270314T090000
        DTEND;TZID=Europe/London:20270314T100000
        RRULE:FREQ=WEEKLY;COUNT=4
        EXDATE;TZID=Europe/London:20270321T090000
        """
    )
    assert [begins for begins, _ends in found] == [
        at("2027-03-14 09:00"),
        at("2027-03-28 08:00"),
        at("2027-04-04 08:00"),
    ]


def test_what_lasts_is_told_in_pieces_of_a_week() -> None:
    found = busy("DTSTART;VALUE=DATE:20270601\nDTEND;VALUE=DATE:20270620", zone="UTC")
    assert [ends - begins for begins, ends in found] == [7 * DAY, 7 * DAY, 5 * DAY]
    assert found[0][0] == at("2027-06-01 00:00")


def test_what_comes_from_here_does_not_come_back() -> None:
    ours = calendar("DTSTART:20270601T100000Z\nDTEND:20270601T110000Z").replace(
        b"0@elsewhere", b"booking-7@DOMANU.example.org"
    )
    assert read_busy(ours, zone="UTC", start=START, end=END, domain="domanu.example.org") == []


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=minutely;COUNT=3",
        f"FREQ=DAILY;BYHOUR={','.join(map(str, range(24)))};BYMINUTE={','.join(map(str, range(60)))};BYSECOND=1,2,3",
    ],
)
def test_what_would_never_end(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_CPU_SECONDS", 2)
    with pytest.raises(Unreadable, match=r"too often|too long"):
        busy(f"DTSTART:20270301T000000Z\nDTEND:20270301T000001Z\nRRULE:{rule}")


def test_what_is_too_much() -> None:
    with pytest.raises(Unreadable, match="more than 5,000 events"):
        busy(*["DTSTART:20270601T100000Z\nDTEND:20270601T110000Z"] * 5001)
    assert busy(*["DTSTART:20170601T100000Z\nDTEND:20170601T110000Z"] * 20_000) == [], "what is over costs little"


@pytest.mark.parametrize("body", [b"", b"<html>", b"\xff\xfe", b"BEGIN:VCALENDAR", b"BEGIN:VEVENT\r\nEND:VEVENT\r\n"])
def test_what_is_no_calendar(body: bytes) -> None:
    with pytest.raises(Unreadable):
        read_busy(body, zone="UTC", start=START, end=END, domain="x")


# --- As jobs


@pytest.fixture
def there() -> Iterator[Elsewhere]:
    with elsewhere() as there:
        yield there


@pytest.fixture
def feed(app: Flask, alice: Person, there: Elsewhere, monkeypatch: pytest.MonkeyPatch) -> UUID:
    monkeypatch.setitem(app.extensions, "domanu.config", replace(settings(), outside_loopback=True))
    key = add_feed(alice.id, name="Work", address=there.address)
    db.session.commit()
    return key


def tomorrow(hour: int) -> str:
    return f"{now() + DAY:%Y%m%d}T{hour:02}0000Z"


def event_at(hour: int) -> str:
    return f"DTSTART:{tomorrow(hour)}\nDTEND:{tomorrow(hour + 1)}"


def hours_of(person: Person) -> list[int]:
    mine = select(BusyTime.starts_at).where(BusyTime.user_id == person.id).order_by(BusyTime.starts_at)
    return [instant.hour for instant in db.session.scalars(mine)]


def make_due() -> None:
    db.session.execute(update(BusyFeed).values(due_at=now() - HOUR))
    read_due_feeds()
    db.session.commit()


def test_a_feed_is_read_and_read_again(
    feed: UUID, alice: Person, there: Elsewhere, run_jobs: Callable[[], int]
) -> None:
    there.body, there.etag = calendar(event_at(9), event_at(15)), '"1"'
    run_jobs()
    assert hours_of(alice) == [9, 15]
    make_due()
    run_jobs()
    assert (hours_of(alice), there.asked[-1]["if-none-match"]) == ([9, 15], '"1"')
    there.body, there.etag = calendar(event_at(11)), '"2"'
    make_due()
    run_jobs()
    assert hours_of(alice) == [11]
    assert not db.session.scalars(select(Job).where(Job.name == "read_feed")).all()


def test_what_cannot_be_read_is_said_and_tried_less_often(
    feed: UUID, alice: Person, there: Elsewhere, run_jobs: Callable[[], int]
) -> None:
    there.body = calendar(event_at(9))
    run_jobs()
    there.body = b"<html>Sign in, please</html>"
    waits = []
    for _ in range(3):
        make_due()
        run_jobs()
        [known] = own_feeds(alice.id)
        waits.append(round((known.due_at - now()) / timedelta(minutes=15)))
    assert (waits, known.problem) == ([1, 2, 4], "It is no calendar.")
    assert hours_of(alice) == [9], "what was read before holds"
    there.body = calendar(event_at(10))
    make_due()
    run_jobs()
    [known] = own_feeds(alice.id)
    assert (known.problem, known.failures, hours_of(alice)) == (None, 0, [10])


def test_whoever_is_slow_is_read_less_often(
    feed: UUID, alice: Person, there: Elsewhere, run_jobs: Callable[[], int]
) -> None:
    there.body, there.pause = calendar(event_at(9)), 0.5
    run_jobs()
    [known] = own_feeds(alice.id)
    assert timedelta(minutes=15, seconds=30) < known.due_at - now() < timedelta(minutes=20)


def test_a_feed_is_removed(
    feed: UUID, alice: Person, bob: Person, there: Elsewhere, run_jobs: Callable[[], int]
) -> None:
    there.body = calendar(event_at(9))
    run_jobs()
    with pytest.raises(Hidden):
        remove_feed(bob.id, feed)
    make_due()
    remove_feed(alice.id, feed)
    db.session.commit()
    run_jobs()
    assert hours_of(alice) == []


def test_what_is_no_address(app: Flask, alice: Person) -> None:
    with pytest.raises(BadAddress, match="https"):
        add_feed(alice.id, name="Work", address="ftp://example.org")
    add: Any = {"name": "Work", "address": "webcal://example.org/1"}
    add_feed(alice.id, **add)
    with pytest.raises(BadAddress, match="already"):
        add_feed(alice.id, **add)
    for number in range(1, MOST_FEEDS):
        add_feed(alice.id, name="Work", address=f"https://example.org/more/{number}")
    with pytest.raises(TooManyFeeds):
        add_feed(alice.id, name="Work", address="https://example.org/last")
