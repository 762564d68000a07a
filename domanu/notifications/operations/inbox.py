"""What somebody has been told: read, counted, marked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, delete, func, select, update

from domanu.core import live
from domanu.core.db import db, first_id_at
from domanu.core.events import Event
from domanu.core.paging import Page, fetch_page
from domanu.core.refusals import Hidden
from domanu.core.time import now
from domanu.profiles.models import FULL_NAME, Profile
from domanu.profiles.operations.profiles import SOMEBODY

from ..models import Notification, NotificationSetting

KEPT, SIZE = timedelta(days=180), 25
MOST_COUNTED = 10
UNREAD = (
    select(func.count())
    .select_from(
        select(Notification.id)
        .where(Notification.user_id == bindparam("user_id"), Notification.read_at.is_(None))
        .limit(MOST_COUNTED)
        .subquery()
    )
    .scalar_subquery()
)
"""For the masthead of each page, in the statement that asks who reads it: one look into a small index."""


class Told(NamedTuple):
    id: UUID
    kind: str
    data: dict[str, Any]
    at: datetime
    is_read: bool
    name: str
    """Of the other one, as it is now."""


def told_to(user_id: UUID, *, after: str | None = None, size: int = SIZE, unread: bool = False) -> Page[Told]:
    """The newest first."""
    columns = (Notification.id, Notification.kind, Notification.data, Notification.created_at)
    mine = select(*columns, Notification.read_at.is_not(None).label("is_read"))
    mine = mine.where(Notification.user_id == user_id)
    if unread:
        mine = mine.where(Notification.read_at.is_(None))
    page = fetch_page(mine, Notification.id, after=after, size=size)
    names = _names(UUID(row.data["person_id"]) for row in page.rows if "person_id" in row.data)
    rows = [
        Told(row.id, row.kind, row.data, row.created_at, row.is_read, names.get(row.data.get("person_id"), SOMEBODY))
        for row in page.rows
    ]
    return Page(rows, page.after)


def open_notification(key: UUID, user_id: UUID) -> tuple[str, dict[str, Any]]:
    """It has been read. Answer its kind and what it is about."""
    this = (Notification.id == key, Notification.user_id == user_id)
    row = db.session.execute(select(Notification.kind, Notification.data, Notification.read_at).where(*this)).first()
    if row is None:
        raise Hidden
    if row.read_at is None:
        _mark(user_id, Notification.id == key)
    return row.kind, row.data


def mark_all_read(user_id: UUID, *, until: UUID) -> None:
    """Whatever has come in since that one is new."""
    _mark(user_id, Notification.id <= until)


def mark_read(key: UUID, user_id: UUID) -> None:
    open_notification(key, user_id)


def settle_booking(user_id: UUID, booking_id: UUID) -> None:
    """Whoever has just acted on it need not be told any longer what was waiting for them."""
    _mark(user_id, Notification.data["booking_id"].astext == str(booking_id))


def forget_old_notifications() -> None:
    db.session.execute(delete(Notification).where(Notification.id < first_id_at(now() - KEPT)))


def forget_notifications(event: Event) -> None:
    """Within `account.closing`."""
    for table in (Notification, NotificationSetting):
        db.session.execute(delete(table).where(table.user_id == event.actor_id))


def export_notifications(event: Event) -> dict[str, Any]:
    """Within `account.exported`."""
    told = select(Notification.kind, Notification.data, Notification.created_at, Notification.read_at)
    theirs = told.where(Notification.user_id == event.actor_id).order_by(Notification.id)
    chosen = select(NotificationSetting.kind, NotificationSetting.inbox, NotificationSetting.mail)
    settings = chosen.where(NotificationSetting.user_id == event.actor_id).order_by(NotificationSetting.kind)
    return {
        "notifications": [dict(row) for row in db.session.execute(theirs).mappings()],
        "notification_settings": [dict(row) for row in db.session.execute(settings).mappings()],
    }


def _mark(user_id: UUID, *which: Any) -> None:
    mine = (Notification.user_id == user_id, Notification.read_at.is_(None))
    db.session.execute(update(Notification).where(*mine, *which).values(read_at=func.now()))
    live.tell([user_id])


def _names(user_ids: Iterable[UUID]) -> dict[str, str]:
    wanted = set(user_ids)
    if not wanted:
        return {}
    named = select(Profile.user_id, FULL_NAME).where(Profile.user_id.in_(wanted))
    return {str(user_id): name for user_id, name in db.session.execute(named)}
