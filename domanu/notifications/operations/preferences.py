"""What somebody wants to be told, and how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from domanu.core.db import db

from ..models import NotificationSetting
from ..topics import OF_EVENTS, TOPICS


class Ways(NamedTuple):
    inbox: bool = True
    mail: bool = True


def ways_of(user_id: UUID) -> dict[str, Ways]:
    """By topic."""
    mine = select(NotificationSetting).where(NotificationSetting.user_id == user_id)
    chosen = {row.kind: Ways(row.inbox, row.mail) for row in db.session.scalars(mine)}
    return {name: chosen.get(name, Ways()) for name in TOPICS}


def choose_ways(user_id: UUID, ways: Mapping[str, Ways]) -> None:
    """What may not be switched off stays on, whatever was sent."""
    rows = [
        {
            "user_id": user_id,
            "kind": name,
            "inbox": chosen.inbox or not TOPICS[name].inbox,
            "mail": chosen.mail or not TOPICS[name].mail,
        }
        for name, chosen in sorted(ways.items())
    ]
    written = insert(NotificationSetting).values(rows)
    newer = {"inbox": written.excluded.inbox, "mail": written.excluded.mail}
    db.session.execute(written.on_conflict_do_update(index_elements=["user_id", "kind"], set_=newer))


def wants_mail(user_id: UUID, event: str) -> bool:
    """Asked before each mail that says what it is about."""
    if event not in OF_EVENTS:
        return True
    this = (NotificationSetting.user_id == user_id, NotificationSetting.kind == OF_EVENTS[event])
    return db.session.scalar(select(NotificationSetting.mail).where(*this)) is not False


def without_inbox(user_ids: Iterable[UUID], event: str) -> set[UUID]:
    """Those of them who do not want it there."""
    if event not in OF_EVENTS:
        return set()
    off = (NotificationSetting.kind == OF_EVENTS[event], NotificationSetting.inbox.is_(False))
    theirs = NotificationSetting.user_id.in_(list(user_ids))
    return set(db.session.scalars(select(NotificationSetting.user_id).where(*off, theirs)))
