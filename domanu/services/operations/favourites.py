"""What somebody likes and wants to find again."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from domanu.core.db import db, new_id

from ..access import visible_service
from ..models import Favourite


def add_favourite(key: UUID, user_id: UUID) -> None:
    visible_service(key, user_id)
    liked = {"id": new_id(), "user_id": user_id, "service_id": key}
    db.session.execute(insert(Favourite).values(liked).on_conflict_do_nothing())


def remove_favourite(key: UUID, user_id: UUID) -> None:
    """Also of what they may not see any longer."""
    db.session.execute(delete(Favourite).where(Favourite.user_id == user_id, Favourite.service_id == key))
