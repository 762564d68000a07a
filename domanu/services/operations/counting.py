"""How many services a marketplace lists. Its row is locked before any service of it changes its status."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select, update

from domanu.core.db import db
from domanu.core.events import Event
from domanu.marketplaces.models import Marketplace

from ..models import Service


def hold_marketplaces(*marketplace_ids: UUID) -> None:
    """In the order of their keys, so that two who hold several do not wait for each other for ever."""
    these = select(Marketplace.id).where(Marketplace.id.in_(marketplace_ids)).order_by(Marketplace.id)
    db.session.execute(these.with_for_update(key_share=True)).all()


def change_count(marketplace_id: UUID, by: int) -> None:
    counted = {"service_count": Marketplace.service_count + by, "updated_at": Marketplace.updated_at}
    if by:
        db.session.execute(update(Marketplace).where(Marketplace.id == marketplace_id).values(counted))


def has_services(event: Event) -> bool:
    """Within `marketplace.currency_changing`: also those that are not listed at the moment have prices."""
    there = (Service.marketplace_id == UUID(event.data["marketplace_id"]), Service.status != "deleted")
    return db.session.scalar(select(Service.id).where(*there).limit(1)) is not None
