"""Hours, as calendars keep them: wall times, by days of the week."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from domanu.calendar.hours import MOST_SPANS

from .fields import Clock, Given


class Span(Given):
    start: Clock
    end: Clock = Field(description='"24:00" is midnight.')


Spans = Annotated[list[Span], Field(max_length=MOST_SPANS)]


class Hours(Given):
    """Of a week. A day without any is free."""

    monday: Spans = Field(default=[])
    tuesday: Spans = Field(default=[])
    wednesday: Spans = Field(default=[])
    thursday: Spans = Field(default=[])
    friday: Spans = Field(default=[])
    saturday: Spans = Field(default=[])
    sunday: Spans = Field(default=[])
