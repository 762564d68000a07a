from __future__ import annotations

from datetime import date, timedelta

import pytest

from domanu.bookings.pages.months import Grid, grid_of, month_of, read_day, read_month

TODAY = date(2026, 11, 21)
LAST = TODAY + timedelta(days=366)
NEVER = ("0001-01-01", "1999-12-31", "2100-12-31", "9999-12-31")


def test_it_begins_with_this_week() -> None:
    grid = grid_of(TODAY, LAST)
    month = month_of(grid, TODAY, LAST, free=[date(2026, 11, 24)], open_days=[date(2026, 11, 24), date(2026, 11, 23)])
    assert (grid.first, grid.end, grid.name) == (date(2026, 11, 16), date(2026, 12, 21), "")
    assert (month.title, month.earlier, month.later) == ("November, December", None, "2026-12")
    assert [cell.state for cell in month.weeks[1]] == ["full", "free", *["none"] * 5]
    assert [len(week) for week in month.weeks] == [7] * 5


def test_a_month_by_its_name() -> None:
    grid = grid_of(TODAY, LAST, month=date(2027, 2, 1))
    assert (grid.first, grid.end) == (date(2027, 2, 1), date(2027, 3, 1))
    month = month_of(grid, TODAY, LAST, free=[], open_days=[])
    assert (month.title, month.earlier, month.later) == ("February 2027", "2027-01", "2027-03")


def test_a_day_brings_its_month() -> None:
    assert grid_of(TODAY, LAST, day=date(2026, 12, 3)).name == ""
    assert grid_of(TODAY, LAST, day=date(2026, 12, 23)).name == "2026-12"
    assert grid_of(TODAY, LAST, month=date(2027, 1, 1), day=date(2026, 12, 3)).name == "2027-01"


@pytest.mark.parametrize("month", [date(2020, 1, 1), date(2026, 11, 1)])
def test_what_is_past_is_now(month: date) -> None:
    assert grid_of(TODAY, LAST, month=month).name == ""


def test_nothing_lies_beyond_the_horizon() -> None:
    soon = TODAY + timedelta(days=45)
    assert grid_of(TODAY, soon, month=date(2031, 1, 1)).name == "2027-01"
    assert month_of(grid_of(TODAY, soon, month=soon), TODAY, soon, free=[], open_days=[]).later is None
    near = TODAY + timedelta(days=7)
    assert month_of(grid_of(TODAY, near), TODAY, near, free=[], open_days=[]).later is None


@pytest.mark.parametrize(
    "asked",
    ["", "2026-13-01", "2026-1-1", "20261124", "2026-11-24T10", "\u0662\u0660\u0662\u0666-11-24", "x" * 90, *NEVER],
)
def test_no_day(asked: str) -> None:
    assert read_day(asked) is None


@pytest.mark.parametrize("asked", ["", "2026-13", "2026-1", "0000-01", "\u0662\u0660\u0662\u0666-11", "2026-11-24"])
def test_no_month(asked: str) -> None:
    assert read_month(asked) is None


def test_going_on_and_back_misses_no_day() -> None:
    """From every day of some years."""
    for number in range(1200):
        today = date(2026, 1, 1) + timedelta(days=number)
        last = today + timedelta(days=200)
        grid = grid_of(today, last)
        seen = [grid]
        while later := month_of(grid, today, last, free=[], open_days=[]).later:
            following = grid_of(today, last, month=read_month(later))
            assert following.name == later
            assert _goes_back_to(following, today, last) == grid.name
            assert grid.first <= following.first <= grid.end < following.end
            grid = following
            seen.append(grid)
        assert grid.end > last, today
        assert len(seen) < 9


def _goes_back_to(grid: Grid, today: date, last: date) -> str | None:
    return month_of(grid, today, last, free=[], open_days=[]).earlier
