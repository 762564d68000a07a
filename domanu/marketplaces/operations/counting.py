"""How many are in a marketplace, and how much is listed there: changed with what is counted, under the same lock."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import InstrumentedAttribute

from domanu.core.db import db

from ..models import Marketplace


def count_members(marketplace_id: UUID, change: int) -> None:
    _count(marketplace_id, change, Marketplace.member_count)


def count_services(marketplace_id: UUID, change: int) -> None:
    _count(marketplace_id, change, Marketplace.service_count)


def _count(marketplace_id: UUID, change: int, column: InstrumentedAttribute[int]) -> None:
    """Which is no change of the marketplace itself: `updated_at` stays."""
    if change:
        counted = {column: column + change, Marketplace.updated_at: Marketplace.updated_at}
        db.session.execute(update(Marketplace).where(Marketplace.id == marketplace_id).values(counted))
