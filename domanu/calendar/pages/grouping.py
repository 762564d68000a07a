"""Days off as people think of them: a fortnight is one thing, not fourteen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from domanu.core.numbers import in_words
from domanu.core.time import tell_date

from ..hours import Spans
from ..operations.exceptions import Aside
from .coming import tell_hours


class Group(NamedTuple):
    keys: tuple[UUID, ...]
    first: date
    last: date
    spans: Spans
    note: str
    service: str
    """Empty where it holds for all that they offer."""

    @property
    def key(self) -> UUID:
        return self.keys[0]

    @property
    def when(self) -> str:
        first, last = tell_date(self.first), tell_date(self.last)
        return first if first == last else f"{first} to {last}"

    @property
    def hours(self) -> str:
        return tell_hours(self.spans) or "Closed"


def grouped(rows: Iterable[Aside]) -> list[Group]:
    """In their order. Days that follow each other, and of which the same is said, are one."""
    groups: list[Group] = []
    for row in sorted(rows, key=lambda row: (str(row.service_id or ""), row.day)):
        before = groups[-1] if groups else None
        if before and _continues(before, row):
            groups[-1] = before._replace(keys=(*before.keys, row.id), last=row.day)
        else:
            groups.append(Group((row.id,), row.day, row.day, row.spans, row.note, row.service_name or ""))
    return sorted(groups, key=lambda group: (group.first, group.service))


def tell_booked(group: Group, booked: Mapping[UUID, int]) -> str:
    """Two bookings stay; nothing if there are none."""
    number = sum(booked.get(key, 0) for key in group.keys)
    words = f"{in_words(number)} booking{'s stay' if number > 1 else ' stays'}"
    return words.capitalize() if number else ""


def _continues(group: Group, row: Aside) -> bool:
    same = (group.spans, group.note, group.service) == (row.spans, row.note, row.service_name or "")
    return same and row.day - group.last == timedelta(1)
