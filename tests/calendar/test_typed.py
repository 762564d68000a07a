"""A week as it is typed or painted, before anybody saves it."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from domanu.calendar.hours import CLOSED, Span, read_week
from domanu.calendar.typed import read_typed_day, read_typed_week, shown_week

WEEK = read_week({"monday": [{"start": "09:00", "end": "12:15"}, {"start": "22:00", "end": "24:00"}]})


def sent(**fields: list[str]) -> MultiDict[str, str]:
    return MultiDict([(name.replace("_", "-"), value) for name, values in fields.items() for value in values])


def test_it_comes_back_as_it_was_shown() -> None:
    shown = shown_week(WEEK)
    assert shown.days[0].rows == [("09:00", "12:15"), ("22:00", "00:00")]
    form = sent(week_way=["type"], week_monday_start=["09:00", "22:00", ""], week_monday_end=["12:15", "00:00", " "])
    assert read_typed_week(form, "week").week == WEEK
    assert read_typed_week(sent(week_way=["type"]), "week").week == CLOSED


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("09:00", "", "from when, and until when"),
        ("", "12:00", "from when, and until when"),
        ("13:00", "12:00", "ends before it begins"),
        ("9", "12:00", "is no time of day"),
        ("09:00", "25:00", "is no time of day"),
    ],
)
def test_what_is_no_hours_says_so_and_stays(start: str, end: str, words: str) -> None:
    day = read_typed_day(sent(x_start=[start], x_end=[end]), "x", "monday")
    assert words in day.error
    assert day.rows == [(start, end)]


def test_stretches_that_overlap() -> None:
    day = read_typed_day(sent(x_start=["09:00", "11:00"], x_end=["12:00", "13:00"]), "x", "monday")
    assert "overlap" in day.error


def test_add_and_drop() -> None:
    day = shown_week(WEEK).days[0]
    day.add()
    assert day.rows[-1] == ("", "")
    day.drop(0)
    day.drop(9)
    assert day.rows == [("22:00", "00:00"), ("", "")]


@pytest.mark.parametrize(("target", "number"), [("weekdays", 5), ("all", 7), ("weekend", 3), ("friday", 2), ("", 1)])
def test_copy(target: str, number: int) -> None:
    typed = shown_week(WEEK)
    typed.copy("monday", target)
    assert sum(day.spans == WEEK[0] for day in typed.days) == number


def test_painting_widens_what_is_no_half_hour() -> None:
    typed = shown_week(WEEK)
    typed.paint()
    assert typed.was_rounded
    assert {"0-18", "0-24", "0-47"} <= typed.painted
    assert "0-25" not in typed.painted
    painted = read_typed_week(sent(week_way=["paint"], week_cell=[*sorted(typed.painted), "9-9", "x"]), "week")
    assert painted.week is not None
    assert painted.week[0] == (Span(540, 750), Span(1320, 1440))
    assert painted.days[0].rows == [("09:00", "12:30"), ("22:00", "00:00")]


def test_too_many_stretches() -> None:
    cells = [f"2-{half}" for half in range(0, 48, 2)]
    assert "room for 12" in read_typed_week(sent(week_way=["paint"], week_cell=cells), "week").days[2].error
