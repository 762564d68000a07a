"""Where things stand in a week that is drawn."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from domanu.bookings.operations.agenda import Entry
from domanu.bookings.pages.selling.grid import (
    Frame,
    Slot,
    drawn,
    frame_of,
    free_hours,
    place,
    shown_hours,
    shut_spans,
    slots_of,
)
from domanu.calendar.hours import Span

DAY = date(2027, 3, 2)
BERLIN = "Europe/Berlin"
SHOWN = range(9, 19)


def entry(start: str, end: str, day: date = DAY, last: date | None = None) -> Entry:
    first, then = (
        datetime.fromisoformat(f"{at}T{clock}").replace(tzinfo=UTC) for at, clock in ((day, start), (last or day, end))
    )
    return Entry(first, then, "booked", uuid4(), "Mei", "Calculus", None, None)


def spans(slots: list[Slot]) -> list[tuple[int, int]]:
    return [(slot.start, slot.end) for slot in slots]


def lanes(slots: list[Slot]) -> list[tuple[int, int]]:
    return [(slot.lane, slot.lanes) for slot in slots]


def test_a_night_belongs_to_two_days() -> None:
    night = entry("22:00", "03:00", last=DAY + timedelta(1))
    assert spans(slots_of(DAY, [night], "UTC")) == [(1320, 1440)]
    assert spans(slots_of(DAY + timedelta(1), [night], "UTC")) == [(0, 180)]
    assert slots_of(DAY + timedelta(2), [night], "UTC") == []
    [slot] = slots_of(DAY, [entry("00:00", "12:00", DAY - timedelta(1), DAY + timedelta(2))], "UTC")
    assert slot.is_all_day


def test_where_clocks_change() -> None:
    """One goes from half past one to half past three within an hour; the other ends when it began."""
    spring, autumn = date(2027, 3, 28), date(2027, 10, 31)
    assert spans(slots_of(spring, [entry("00:30", "01:30", spring)], BERLIN)) == [(90, 210)]
    assert spans(slots_of(autumn, [entry("00:30", "01:30", autumn)], BERLIN)) == [(150, 210)]


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ([("09:00", "10:00"), ("10:00", "11:00")], [(1, 1), (1, 1)]),
        ([("09:00", "10:00"), ("09:30", "10:30")], [(1, 2), (2, 2)]),
        ([("09:00", "10:00"), ("09:30", "10:30"), ("10:00", "11:00")], [(1, 2), (2, 2), (1, 2)]),
        ([("09:00", "10:00")] * 5, [(1, 3), (2, 3), (3, 3), (3, 3), (3, 3)]),
        ([("09:00", "09:05"), ("09:10", "09:40")], [(1, 2), (2, 2)]),
    ],
)
def test_what_overlaps_stands_side_by_side(times: list[tuple[str, str]], expected: list[tuple[int, int]]) -> None:
    """Also what only looks so, since nothing is drawn smaller than half an hour."""
    assert lanes(slots_of(DAY, [entry(*each) for each in times], "UTC")) == expected


def test_which_hours_are_shown() -> None:
    early, late = slots_of(DAY, [entry("06:45", "07:00"), entry("21:00", "21:10")], "UTC")
    all_day = slots_of(DAY, [entry("00:00", "00:00", last=DAY + timedelta(1))], "UTC")
    assert shown_hours([all_day], []) == SHOWN
    assert shown_hours([[early, late]], []) == SHOWN
    near = slots_of(DAY, [entry("07:45", "09:30"), entry("20:30", "20:40"), entry("22:00", "23:00")], "UTC")
    assert shown_hours([near], []) == range(7, 21)
    assert shown_hours([slots_of(DAY, [entry("03:00", "10:00")], "UTC")], []) == range(7, 19)
    assert shown_hours([], [(Span(450, 600),), (Span(600, 1230),)]) == range(7, 21)


def test_places() -> None:
    assert place(540, 555, SHOWN) == (0, 1)
    assert place(615, 665, SHOWN) == (5, 4)
    assert place(0, 1440, SHOWN) == (0, 40)
    assert place(0, 540, SHOWN) is None
    assert shut_spans((Span(600, 720), Span(780, 1140)), SHOWN) == [(540, 600), (720, 780)]
    assert shut_spans((), SHOWN) == [(540, 1140)]
    assert shut_spans((Span(0, 600),), SHOWN) == [(600, 1140)]


def test_free_hours() -> None:
    slots = slots_of(DAY, [entry("10:50", "11:05"), entry("13:00", "15:00")], "UTC")
    assert free_hours(slots, range(9, 16)) == [9, 12, 15]


def test_what_is_far_from_the_other_hours() -> None:
    """It stands above and below them, one line each, and none of it makes the day longer than it is."""
    alone = slots_of(DAY, [entry("05:30", "07:00"), entry("10:00", "11:00")], "UTC")
    frame = frame_of([alone, []], [])
    assert frame == Frame(SHOWN, above=4, below=0)
    assert [(at, quarters) for _, at, quarters in drawn(alone, frame)] == [(0, 4), (8, 4)]
    night = slots_of(DAY, [entry(f"{hour}:30", f"{hour}:50") for hour in ("21", "22", "23")], "UTC")
    frame = frame_of([night], [])
    assert (frame.below, frame.after, frame.at(10)) == (8, 40, 4)
    assert [(at, quarters) for _, at, quarters in drawn(night, frame)] == [(40, 2), (42, 2), (44, 2)]
    crowd = slots_of(DAY, [entry(f"22:{minute}0", f"22:{minute}5") for minute in range(6)] * 2, "UTC")
    frame = frame_of([crowd], [])
    assert frame.after + frame.below <= 4 * 24
    assert drawn(crowd, frame)[-1].at < frame.after + frame.below
