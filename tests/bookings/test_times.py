from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from domanu.bookings.pages.times import nearest_to, read_time, times_on

LONDON = "Europe/London"
STARTS = [datetime(2026, 10, 24, 22, 30, tzinfo=UTC) + timedelta(minutes=30 * n) for n in range(8)]


def test_a_clock_that_goes_back_says_which_it_is() -> None:
    """Seen in London, where two o'clock becomes one o'clock."""
    words = [time.words for time in times_on(date(2026, 10, 25), STARTS, LONDON)]
    assert words == ["00:00", "00:30", "01:00 BST", "01:30 BST", "01:00 GMT", "01:30 GMT", "02:00"]


def test_the_reader_has_days_of_their_own() -> None:
    assert [time.words for time in times_on(date(2026, 10, 24), STARTS, LONDON)] == ["23:30"]
    assert next(time.words for time in times_on(date(2026, 10, 25), STARTS, "Asia/Tokyo")) == "07:30"


def test_the_chosen_one_is_marked() -> None:
    marked = [time for time in times_on(date(2026, 10, 25), STARTS, LONDON, STARTS[2]) if time.is_chosen]
    assert [time.at for time in marked] == [STARTS[2]]


def test_the_nearest_ones() -> None:
    found = nearest_to(STARTS[3], [STARTS[0], STARTS[2], STARTS[4], STARTS[5], STARTS[7]], LONDON)
    assert [time.at for time in found] == [STARTS[n] for n in (2, 4, 5, 0)][3:] + [STARTS[n] for n in (2, 4, 5)]
    assert nearest_to(STARTS[0], [], LONDON) == ()


NEVER = ("0001-01-01T00:00+14:00", "0001-01-02T00:00Z", "9999-12-31T23:59-14:00", "2101-01-01T00:00Z")


@pytest.mark.parametrize(
    "sent", [None, "", "14:00", "2026-11-24T14:00", "tomorrow", "2026-11-24T14:00+99:00", "x" * 99, *NEVER]
)
def test_no_time(sent: str | None) -> None:
    assert read_time(sent) is None


def test_a_button_says_what_it_sends() -> None:
    one = times_on(date(2026, 10, 25), STARTS, LONDON)[0]
    assert read_time(one.value) == one.at
