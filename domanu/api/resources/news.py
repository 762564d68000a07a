"""What somebody has been told."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from domanu.config import settings
from domanu.notifications.operations.inbox import Told as Notification
from domanu.notifications.operations.inbox import mark_all_read, mark_read, told_to
from domanu.notifications.words import path_of, tell

from ..endpoints import Caller, Resource
from ..fields import Given, Instant, Paged, Several, Switch, Told

resource = Resource("notifications", "Notifications", "What happened that concerns you, the newest first.")


class NotificationTold(Told):
    id: UUID
    kind: str = Field(description="What happened, such as booking.confirmed.")
    text: str = Field(description="In words, with times in your zone.")
    url: str = Field(description="The page that it is about.")
    at: Instant
    read: bool


class Notifications(Several[NotificationTold]):
    pass


class NotificationQuery(Paged):
    unread: Switch = Field(False, description="Only what is new.")


class ReadUntil(Given):
    until: UUID = Field(description="The newest that was seen. Whatever has come in since then stays new.")


@resource.get("/notifications")
def list_notifications(caller: Caller, query: NotificationQuery) -> Notifications:
    """Your inbox"""
    page = told_to(caller.user_id, after=query.after, unread=query.unread)
    return Notifications(items=[_told(row, caller.zone) for row in page.rows], next=page.after)


@resource.post("/notifications/reading", scope="book sell")
def read_all(caller: Caller, body: ReadUntil) -> None:
    """Mark as read whatever came until then"""
    mark_all_read(caller.user_id, until=body.until)


@resource.put("/notifications/<uuid:key>/reading", scope="book sell")
def read_one(caller: Caller, key: UUID) -> None:
    """Mark one as read"""
    mark_read(key, caller.user_id)


def _told(row: Notification, zone: str) -> NotificationTold:
    url = settings().base_url + path_of(row.kind, row.data)
    text = tell(row.kind, row.data, row.name, zone)
    return NotificationTold(id=row.id, kind=row.kind, text=text, url=url, at=row.at, read=row.is_read)
