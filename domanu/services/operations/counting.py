"""How many services a marketplace lists. Its row is locked before any service of it changes its status."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select, update

from domanu.core.db import db
from domanu.marketplaces.models import Marketplace


def hold_marketplaces(*marketplace_ids: UUID) -> None:
    """In the order of their keys, so that two who hold several do not wait for each other for ever."""
    these = select(Marketplace.id).where(Marketplace.id.in_(marketplace_ids)).order_by(Marketplace.id)
    db.session.execute(these.with_for_update(key_share=True)).all()


def change_count(marketplace_id: UUID, by: int) -> None:
    counted = {"service_count": Marketplace.service_count + by, "updated_at": Marketplace.updated_at}
    if by:
        db.session.execute(update(Marketplace).where(Marketplace.id == marketplace_id).values(counted))
