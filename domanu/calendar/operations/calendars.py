"""Everybody's own calendar, and when they usually work."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from domanu.core.db import db
from domanu.core.events import emit
from domanu.core.time import is_time_zone
from domanu.profiles.models import Profile

from ..errors import BadHours, TermsChanged
from ..hours import Week, write_week
from ..models import Calendar
from .openings import mark_stale


def ensure_calendar(*user_ids: UUID) -> None:
    """In the time zone of their profile, whose owner may choose another one for it."""
    theirs = select(Profile.user_id, Profile.time_zone).where(Profile.user_id.in_(user_ids)).order_by(Profile.user_id)
    made = insert(Calendar).from_select(["user_id", "time_zone"], theirs).on_conflict_do_nothing()
    db.session.execute(made)


def calendar_of(user_id: UUID) -> Calendar:
    return find_calendar(user_id) or _make_calendar(user_id)


def change_hours(user_id: UUID, week: Week, zone: str, *, seen: int) -> None:
    """`seen` is the edition that the change was made to; if there is a newer one, nothing is overwritten."""
    if not is_time_zone(zone):
        raise BadHours("Choose a time zone from the list.")
    ensure_calendar(user_id)
    mine = (Calendar.user_id == user_id, Calendar.edition == seen)
    values = {"hours": write_week(week), "time_zone": zone, "edition": Calendar.edition + 1}
    changed = update(Calendar).where(*mine).values(values).returning(Calendar.user_id)
    if db.session.execute(changed.execution_options(synchronize_session=False)).first() is None:
        raise TermsChanged
    mark_stale(user_id)
    emit("hours.changed", actor_id=user_id)


def find_calendar(user_id: UUID) -> Calendar | None:
    """Without making one where there is none yet, for pages that are only read."""
    query = select(Calendar).where(Calendar.user_id == user_id)
    return db.session.scalar(query.execution_options(populate_existing=True))


def _make_calendar(user_id: UUID) -> Calendar:
    ensure_calendar(user_id)
    return db.session.get_one(Calendar, user_id)
