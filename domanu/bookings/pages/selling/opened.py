"""When somebody who sells is there: their usual hours, and the days on which others hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from domanu.calendar.hours import CLOSED, Spans, Week, read_week
from domanu.calendar.operations.calendars import find_calendar
from domanu.calendar.operations.exceptions import Aside, coming_exceptions
from domanu.profiles.visitor import own_profile


class Opened(NamedTuple):
    user_id: UUID
    zone: str
    week: Week
    asides: Mapping[date, Aside]
    """For all that they sell."""

    def spans_on(self, day: date) -> Spans:
        return self.asides[day].spans if day in self.asides else self.week[day.weekday()]

    def note_on(self, day: date) -> str:
        aside = self.asides.get(day)
        return "" if aside is None else aside.note or ("Other hours" if aside.spans else "Day off")


def opened() -> Opened:
    """Of whoever is signed in. Nobody has a calendar before they need one: until then their profile says the zone."""
    profile = own_profile()
    calendar = find_calendar(profile.user_id)
    if calendar is None:
        return Opened(profile.user_id, profile.time_zone, CLOSED, {})
    asides = {aside.day: aside for aside in coming_exceptions(profile.user_id) if aside.service_id is None}
    return Opened(profile.user_id, calendar.time_zone, read_week(calendar.hours), asides)
