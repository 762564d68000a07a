"""What is new, and what one person sells, as somebody else may see it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, select

from domanu.core.paging import Page, fetch_page
from domanu.marketplaces.access import may_look
from domanu.marketplaces.models import Marketplace
from domanu.marketplaces.operations.listing import Stall, marketplaces_of

from ..models import Service
from .cards import Card, as_cards, cards


def newest_services(actor_id: UUID | None, size: int) -> Page[Card]:
    """Wherever the reader may look, and to be had."""
    new = cards(actor_id).where(*_shown(actor_id), Service.available.is_(True))
    return as_cards(fetch_page(new, Service.id, after=None, size=size))


def services_of(seller_id: UUID, actor_id: UUID | None, size: int) -> Page[Card]:
    theirs = cards(actor_id).where(Service.seller_id == seller_id, *_shown(actor_id))
    return as_cards(fetch_page(theirs, Service.id, after=None, size=size))


def stalls_of(person_id: UUID, actor_id: UUID | None) -> list[Stall]:
    """Where they design or sell."""
    sold_in = select(Service.marketplace_id).where(Service.seller_id == person_id, Service.status == "listed")
    return marketplaces_of(person_id, actor_id, also=sold_in)


def _shown(actor_id: UUID | None) -> tuple[ColumnElement[bool], ...]:
    return Service.status == "listed", may_look(actor_id), Marketplace.archived_at.is_(None)
