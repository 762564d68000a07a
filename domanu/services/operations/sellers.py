"""What is new, and what one person sells, as somebody else may see it."""

from __future__ import annotations

from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select

from domanu.core.paging import Page, fetch_first, fetch_page, first_page
from domanu.marketplaces.access import READER, Reader, may_look
from domanu.marketplaces.models import Marketplace

from ..models import IS_LISTED, Service
from .cards import Card, as_cards, cards


def newest_services(actor_id: UUID | None, size: int) -> Page[Card]:
    """Wherever the reader may look, and to be had."""
    new = _newest(READER if actor_id else None, size)
    return as_cards(fetch_first(new, size=size, reader=actor_id))


@cache
def _newest(reader: Reader, size: int) -> Select[*tuple[Any, ...]]:
    new = cards(reader).where(*_shown(reader), Service.available.is_(True))
    return first_page(new, Service.id, size=size)


def services_of(seller_id: UUID, actor_id: UUID | None, size: int) -> Page[Card]:
    theirs = cards(actor_id).where(Service.seller_id == seller_id, *_shown(actor_id))
    return as_cards(fetch_page(theirs, Service.id, after=None, size=size))


def _shown(actor_id: Reader) -> tuple[ColumnElement[bool], ...]:
    return IS_LISTED, may_look(actor_id), Marketplace.archived_at.is_(None)
