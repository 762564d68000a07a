"""What stands in somebody's calendar, with its buffers and its name."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import DateTime, Select, Uuid, bindparam, func, literal, null, or_, select, type_coerce, union_all

from domanu.core.db import db
from domanu.services.models import Service

from ..models import LONGEST_CLAIM_DAYS, BusyFeed, BusyTime, TimeClaim

LONGEST = timedelta(days=LONGEST_CLAIM_DAYS)
FEED = "feed"


class Entry(NamedTuple):
    begins: datetime
    until: datetime
    """With the buffers."""
    starts_at: datetime
    ends_at: datetime
    """Without them."""
    kind: str
    """Of the claim; 'feed' where it stands in a calendar elsewhere."""
    part: str
    service_id: UUID | None
    name: str
    """Of the service, the block or the calendar."""

    def overlaps(self, start: datetime, end: datetime) -> bool:
        return self.starts_at < end and start < self.ends_at

    def comes_near(self, start: datetime, end: datetime) -> bool:
        return self.begins < end and start < self.until


def entries_of(user_id: UUID, start: datetime, end: datetime, at: datetime) -> list[Entry]:
    """Between two instants, in order; holds as long as they have not run out."""
    values = {"who": user_id, "start": start, "reach": start - LONGEST, "end": end, "at": at}
    entries = [Entry(*row) for row in db.session.execute(ENTRIES, values).all()]
    return sorted(entries, key=lambda entry: entry[:2])


def _entries() -> Any:
    return union_all(_claims(), _elsewhere())


def _claims() -> Select[*tuple[Any, ...]]:
    of, who = TimeClaim, bindparam("who", type_=Uuid())
    start, reach, end, at = (bindparam(name, type_=DateTime(timezone=True)) for name in ("start", "reach", "end", "at"))
    begins, until = func.lower(of.during), func.upper(of.during)
    name = func.coalesce(Service.name, of.label)
    instants = (type_coerce(each, DateTime(timezone=True)) for each in (begins, until))
    return (
        select(*instants, of.starts_at, of.ends_at, of.kind, of.part, of.service_id, name)
        .outerjoin(Service, Service.id == of.service_id)
        .where(of.resource_id == who, of.released_at.is_(None), begins >= reach, begins < end, until > start)
        .where(or_(of.expires_at.is_(None), of.expires_at > at))
    )


def _elsewhere() -> Select[*tuple[Any, ...]]:
    of, who = BusyTime, bindparam("who", type_=Uuid())
    start, reach, end = (bindparam(name, type_=DateTime(timezone=True)) for name in ("start", "reach", "end"))
    times = (of.starts_at, of.ends_at)
    fixed = (literal(FEED), literal("seller"), type_coerce(null(), Uuid()))
    return (
        select(*times, *times, *fixed, BusyFeed.name)
        .join(BusyFeed, BusyFeed.id == of.feed_id)
        .where(of.user_id == who, of.starts_at >= reach, of.starts_at < end, of.ends_at > start)
    )


ENTRIES = _entries()
