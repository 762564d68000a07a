from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domanu.calendar.errors import BadHours
from domanu.calendar.hours import CLOSED, DAYS, Span, join_spans, read_spans, read_week, write_spans, write_week


def span(start: Any, end: Any) -> dict[str, Any]:
    return {"start": start, "end": end}


def test_as_the_documents_have_it() -> None:
    week = read_week({"monday": [span("09:00", "12:00"), span("13:00", "17:30")], "sunday": [span("20:00", "24:00")]})
    assert week[0] == (Span(540, 720), Span(780, 1050))
    assert week[6] == (Span(1200, 1440),)
    assert week[1:6] == ((),) * 5
    assert read_week({}) == CLOSED
    assert write_week(CLOSED) == {day: [] for day in DAYS}


def test_order_and_touching() -> None:
    assert read_spans([span("13:00", "14:00"), span("09:00", "13:00")]) == (Span(540, 840),)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ([span("09:00", "12:00"), span("11:00", "13:00")], "09:00 to 12:00 and 11:00 to 13:00 overlap."),
        ([span("12:00", "09:00")], "ends before it begins"),
        ([span("12:00", "12:00")], "ends before it begins"),
        ([span("9:00", "12:00")], "“9:00” is no time of day"),
        ([span("24:00", "24:00")], "“24:00” is no time of day"),
        ([span("09:00", "24:01")], "“24:01” is no time of day"),
        ([span("٠٩:00", "12:00")], "is no time of day"),
        ([span("09:00", None)], "“None” is no time of day"),
        ([span("09:00\n", "12:00")], "is no time of day"),
        ([span(9, 12)], "is no time of day"),
        ([{"start": "09:00"}], "has a start and an end"),
        ([span("09:00", "12:00") | {"day": 1}], "has a start and an end"),
        (["09:00"], "has a start and an end"),
        ("09:00", "a list of stretches"),
        (None, "a list of stretches"),
        ([span("09:00", "09:05")] * 13, "room for 12"),
    ],
)
def test_no_hours(data: Any, words: str) -> None:
    with pytest.raises(BadHours, match=words):
        read_week({"monday": data})


@pytest.mark.parametrize("data", [None, [], "monday", {"mon": []}, {1: []}, {"Monday": []}])
def test_no_week(data: Any) -> None:
    with pytest.raises(BadHours):
        read_week(data)


@given(some.lists(some.integers(0, 1440), max_size=24, unique=True))
def test_there_and_back(marks: list[int]) -> None:
    ends = sorted(marks)[: len(marks) // 2 * 2]
    spans = join_spans([Span(*pair) for pair in zip(ends[::2], ends[1::2], strict=True)])
    assert read_spans(write_spans(spans)) == spans
