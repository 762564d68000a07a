"""What services have to say when the money of their marketplace is about to become another."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from domanu.core.db import db
from domanu.core.events import Event

from ..models import Service


def has_prices(event: Event) -> bool:
    """Within `marketplace.currency_changing`: also of those that are not listed at the moment."""
    there = (Service.marketplace_id == UUID(event.data["marketplace_id"]), Service.status != "deleted")
    return db.session.scalar(select(Service.id).where(*there).limit(1)) is not None
