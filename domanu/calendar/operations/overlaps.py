"""The statements behind `claims`, built once. What they ask for stretches from `begins` to `until`, with the buffers;
nothing that overlaps it has begun before `reach`. No parameter is named like a column, or it would be set to it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    CTE,
    BindParameter,
    ColumnElement,
    DateTime,
    Integer,
    String,
    Uuid,
    and_,
    bindparam,
    cast,
    delete,
    func,
    or_,
    select,
    type_coerce,
    update,
)
from sqlalchemy.dialects.postgresql import TSTZRANGE, insert
from sqlalchemy.orm import aliased

from domanu.profiles.models import Profile

from ..models import Calendar, TimeClaim

CALENDARS: Any = Calendar.__table__
CLAIMS: Any = TimeClaim.__table__
"""An insert with parameters into a model would be taken for rows of it."""
INSTANT = select(func.clock_timestamp()).scalar_subquery()
"""A transaction that waited for a lock has an old now(). As a query of its own it serves an index."""
BEGINS, UNTIL, REACH = (bindparam(name, type_=DateTime(timezone=True)) for name in ("begins", "until", "reach"))
SUBJECT, RESOURCE = (bindparam(name, type_=Uuid()) for name in ("subject", "resource"))
PART: BindParameter[str | None] = bindparam("in_part", type_=String())
PART_OR_ALL = or_(PART.is_(None), TimeClaim.part == PART)
IS_SUBJECTS = and_(TimeClaim.subject_id == SUBJECT, TimeClaim.released_at.is_(None))
IS_EXPIRED = and_(TimeClaim.kind == "hold", TimeClaim.expires_at <= INSTANT)
DURING = func.tstzrange(BEGINS, UNTIL, "[)", type_=TSTZRANGE)
TIMES = {name: bindparam(f"new_{name}", type_=DateTime(timezone=True)) for name in ("starts_at", "ends_at")}


def _overlaps(claim: Any, resource_id: Any) -> ColumnElement[bool]:
    """By the index of the beginnings, which is ten times as quick as that of the constraint."""
    begins = func.lower(claim.during)
    return and_(
        claim.released_at.is_(None),
        claim.resource_id == resource_id,
        begins < UNTIL,
        begins > REACH,
        func.upper(claim.during) > BEGINS,
    )


def _expired(resource_id: Any) -> CTE:
    """Holds in the way that have run out."""
    return delete(TimeClaim).where(_overlaps(TimeClaim, resource_id), IS_EXPIRED).returning(TimeClaim.id).cte("expired")


def _is_free(resource_id: Any, expired: CTE, *also: Any) -> ColumnElement[bool]:
    other = aliased(TimeClaim)
    remains = other.id.not_in(select(expired.c.id))
    conditions = [condition(other) for condition in also]
    return ~select(other.id).where(_overlaps(other, resource_id), remains, *conditions).exists()


def _held() -> Any:
    """All of them, or none yet if one is missing."""
    ids: BindParameter[Any] = bindparam("people", expanding=True)
    there = aliased(Calendar)
    number = select(func.count()).where(there.user_id.in_(ids)).scalar_subquery()
    held = select(Calendar.user_id).where(Calendar.user_id.in_(ids)).order_by(Calendar.user_id)
    held = held.with_for_update(key_share=True)
    return held.where(number == bindparam("number")), held


def _made() -> Any:
    ids: BindParameter[Any] = bindparam("people", expanding=True)
    theirs = select(Profile.user_id, Profile.time_zone).where(Profile.user_id.in_(ids)).order_by(Profile.user_id)
    return insert(CALENDARS).from_select(["user_id", "time_zone"], theirs).on_conflict_do_nothing()


def _claimed() -> Any:
    columns: dict[str, Any] = {"during": DURING, "resource_id": RESOURCE, "subject_id": SUBJECT, **TIMES, "part": PART}
    for name in ("id", "service_id", "kind", "label", "expires_at"):
        columns[name] = bindparam(f"new_{name}", type_=CLAIMS.c[name].type)
    typed = [type_coerce(value, CLAIMS.c[name].type).label(name) for name, value in columns.items()]
    row = select(*typed).where(_is_free(RESOURCE, _expired(RESOURCE)))
    return insert(CLAIMS).from_select(list(columns), row, include_defaults=False).returning(CLAIMS.c.id)


def _moved() -> Any:
    mine = select(TimeClaim.resource_id).where(IS_SUBJECTS, TimeClaim.part == PART).scalar_subquery()

    def is_anothers(other: Any) -> ColumnElement[bool]:
        return other.subject_id.is_distinct_from(SUBJECT)  # type: ignore[no-any-return]

    free = _is_free(TimeClaim.resource_id, _expired(mine), is_anothers)
    moved = update(TimeClaim).where(IS_SUBJECTS, TimeClaim.part == PART, free)
    values = {"during": DURING, **TIMES}
    return moved.values(values).returning(TimeClaim.id).execution_options(synchronize_session=False)


def _turned() -> Any:
    mine = update(TimeClaim).where(IS_SUBJECTS, TimeClaim.kind == "hold")
    turned = mine.values(kind="booking", subject_id=bindparam("booking_id", type_=Uuid()), expires_at=None)
    before = _minutes(TimeClaim.starts_at - func.lower(TimeClaim.during))
    after = _minutes(func.upper(TimeClaim.during) - TimeClaim.ends_at)
    return turned.returning(before, after).execution_options(synchronize_session=False)


def _minutes(interval: Any) -> ColumnElement[int]:
    return cast(func.extract("epoch", interval) / 60, Integer)


def _released() -> Any:
    """Of a hold nothing stays; of what was booked one may see later what it had claimed."""
    dropped = delete(TimeClaim).where(TimeClaim.subject_id == SUBJECT, TimeClaim.kind == "hold").cte("dropped")
    released = update(TimeClaim).where(IS_SUBJECTS, TimeClaim.kind != "hold", PART_OR_ALL).add_cte(dropped)
    return released.values(released_at=func.clock_timestamp()).execution_options(synchronize_session=False)


def _taken() -> Any:
    columns = (TimeClaim.starts_at, TimeClaim.ends_at, TimeClaim.kind, TimeClaim.part, TimeClaim.subject_id)
    is_anothers = or_(TimeClaim.subject_id.is_(None), TimeClaim.subject_id.is_distinct_from(SUBJECT))
    there = _overlaps(TimeClaim, RESOURCE), ~IS_EXPIRED, is_anothers
    return select(*columns, TimeClaim.label).where(*there).order_by(TimeClaim.starts_at)


HELD, HELD_AS_FAR_AS_THERE = _held()
MADE = _made()
CLAIMED, MOVED, TURNED, RELEASED, TAKEN = _claimed(), _moved(), _turned(), _released(), _taken()
HELD_BY_SUBJECT = select(TimeClaim.id).where(IS_SUBJECTS, TimeClaim.part == PART)
