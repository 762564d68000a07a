"""When somebody works, and when not."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from domanu.bookings.operations.agenda import Entry, entries_between
from domanu.calendar.errors import BadHours, TermsChanged, TimeTaken, TooLong
from domanu.calendar.hours import read_spans, read_week, write_spans
from domanu.calendar.operations.blocks import block_time, remove_block
from domanu.calendar.operations.calendars import change_hours, find_calendar
from domanu.calendar.operations.diary import Block, block_of
from domanu.calendar.operations.exceptions import Aside, coming_exceptions, remove_days, set_days
from domanu.calendar.zones import instant_at
from domanu.core.time import now

from ..endpoints import Caller, Resource
from ..fields import Asked, Day, Edited, Given, Instant, InZone, Line, Several, Told, When, Zone
from ..hours import Hours, Spans
from .times import read_days

resource = Resource("calendar", "Calendar", "When you work, which days are others, and what is taken of your time.")
FIRST_EDITION = 1


class CalendarTold(Edited):
    hours: Hours
    time_zone: str


class CalendarEdit(Given):
    hours: Hours
    time_zone: Zone


class DayTold(Told):
    id: UUID
    day: str
    hours: Spans = Field(description="None on a day off.")
    note: str
    service_id: UUID | None = Field(description="Without one it holds for all that you sell.")


class Days(Several[DayTold]):
    pass


class DaysGiven(Given):
    first: Day
    last: Day
    hours: Spans = Field([], description="None for days off.")
    note: Annotated[Line, StringConstraints(max_length=120)] = ""
    service_id: UUID | None = None


class NewBlock(Given):
    starts_at: When
    ends_at: When
    label: Annotated[Line, StringConstraints(max_length=120)] = ""


class BlockTold(Told):
    id: UUID
    starts_at: Instant
    ends_at: Instant
    label: str


class EntryTold(Told):
    id: UUID
    kind: str = Field(description="booked, asked, own (what you have booked yourself), held, offered, block or busy.")
    starts_at: Instant
    ends_at: Instant
    name: str = Field(description="Of the other person, of the block, or of the feed.")
    service: str
    service_id: UUID | None
    until: Instant | None = Field(description="When it is free again, if nothing happens.")


class Agenda(InZone):
    items: list[EntryTold]


class AgendaQuery(Asked):
    first: Day | None = Field(None, alias="from", description="The first day, in your zone. Today, if nothing is said.")
    until: Day | None = Field(None, description="The last one. A week, if nothing is said.")


@resource.get("/me/calendar")
def show_calendar(caller: Caller) -> CalendarTold:
    """Your usual hours"""
    kept = find_calendar(caller.user_id)
    if kept is None:
        return CalendarTold(hours=Hours(), time_zone=caller.zone, edition=FIRST_EDITION)
    return CalendarTold(hours=Hours.model_validate(kept.hours), time_zone=kept.time_zone, edition=kept.edition)


@resource.put("/me/calendar", scope="sell", refuses=[BadHours, TermsChanged])
def change_calendar(caller: Caller, body: CalendarEdit, seen: int) -> CalendarTold:
    """Say when you usually work"""
    change_hours(caller.user_id, read_week(body.hours.model_dump()), body.time_zone, seen=seen)
    return show_calendar(caller)


@resource.get("/me/agenda")
def show_agenda(caller: Caller, query: AgendaQuery) -> Agenda:
    """What is in your calendar, of all kinds"""
    first, last = read_days(query.first, query.until, caller.zone)
    start = instant_at(first, 0, caller.zone)
    end = instant_at(last + timedelta(days=1), 0, caller.zone)
    entries = entries_between(caller.user_id, start, end, now())
    return Agenda(zone=caller.zone, items=[_entry(entry) for entry in entries])


@resource.get("/me/days")
def list_days(caller: Caller) -> Days:
    """The days to come that are not as usual"""
    return Days(items=[_day(aside) for aside in coming_exceptions(caller.user_id)])


@resource.post("/me/days", scope="sell", refuses=[BadHours, TooLong])
def change_days(caller: Caller, body: DaysGiven) -> Days:
    """Days off, or other hours, from the first to the last of them"""
    spans = read_spans([span.model_dump() for span in body.hours])
    set_days(caller.user_id, body.first, body.last, spans, body.note, service_id=body.service_id)
    return list_days(caller)


@resource.delete("/me/days/<uuid:key>", scope="sell")
def forget_day(caller: Caller, key: UUID) -> None:
    """Let the usual hours hold again"""
    remove_days(caller.user_id, [key])


@resource.post("/me/blocks", scope="sell", makes="/me/blocks/{0.id}", refuses=[TimeTaken, BadHours, TooLong])
def block(caller: Caller, body: NewBlock) -> BlockTold:
    """Keep a time free for yourself"""
    made = block_time(caller.user_id, starts_at=body.starts_at, ends_at=body.ends_at, label=body.label)
    return show_block(caller, made)


@resource.get("/me/blocks/<uuid:key>")
def show_block(caller: Caller, key: UUID) -> BlockTold:
    """One of those"""
    return _block(block_of(caller.user_id, key))


@resource.delete("/me/blocks/<uuid:key>", scope="sell")
def unblock(caller: Caller, key: UUID) -> None:
    """Give it up"""
    remove_block(caller.user_id, key)


def _entry(entry: Entry) -> EntryTold:
    same = ("kind", "starts_at", "ends_at", "name", "service", "service_id", "until")
    return EntryTold(id=entry.key, **{name: getattr(entry, name) for name in same})


def _day(aside: Aside) -> DayTold:
    spans = Hours.model_validate({"monday": write_spans(aside.spans)}).monday
    return DayTold(id=aside.id, day=aside.day.isoformat(), hours=spans, note=aside.note, service_id=aside.service_id)


def _block(block: Block) -> BlockTold:
    return BlockTold(**block._asdict())
