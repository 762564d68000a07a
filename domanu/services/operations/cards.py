"""Services as lists show them: columns, not entities, in one statement however many there are."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, literal, select

from domanu.core.db import db
from domanu.core.paging import Page
from domanu.drawing.colour import Palette, parse_palette
from domanu.marketplaces.access import Reader
from domanu.marketplaces.models import Category, Marketplace
from domanu.profiles.models import FULL_NAME, Profile

from ..models import Favourite, Service


class Card(NamedTuple):
    id: UUID
    name: str
    price: Decimal
    available: bool
    status: str
    cover: str | None
    cover_alt: str
    created_at: datetime
    category: str | None
    seller_id: UUID
    seller_name: str
    seller_username: str
    marketplace_slug: str
    marketplace_title: str
    currency: str
    bargaining: bool
    palette: str
    is_favourite: bool

    @property
    def colours(self) -> Palette:
        return parse_palette(self.palette)

    @property
    def poster(self) -> tuple[str, Palette]:
        """From what its picture is drawn where there is none."""
        return self.name, self.colours


def cards(actor_id: Reader, *also: Any) -> Select[*tuple[Any, ...]]:
    """Of all services: whoever asks says which. `also` are columns to come last."""
    columns = (
        Service.id,
        Service.name,
        Service.price,
        Service.available,
        Service.status,
        Service.cover,
        Service.cover_alt,
        Service.created_at,
        Category.name.label("category"),
        Service.seller_id,
        FULL_NAME,
        Profile.username,
        Marketplace.slug,
        Marketplace.title,
        Marketplace.currency,
        Marketplace.bargaining,
        Marketplace.palette,
        is_favourite(actor_id).label("is_favourite"),
    )
    return (
        select(*columns, *also)
        .select_from(Service)
        .join(Marketplace, Marketplace.id == Service.marketplace_id)
        .join(Profile, Profile.user_id == Service.seller_id)
        .outerjoin(Category, Category.id == Service.category_id)
    )


def card_of(key: UUID, actor_id: UUID | None) -> Card:
    """Whoever asks has made sure that they may see it."""
    return Card(*db.session.execute(cards(actor_id).where(Service.id == key)).one())


def is_favourite(actor_id: Reader) -> ColumnElement[bool]:
    if actor_id is None:
        return false()
    theirs = and_(Favourite.user_id == actor_id, Favourite.service_id == Service.id)
    return select(literal(True)).where(theirs).correlate(Service).exists()


def as_cards(page: Page[Any]) -> Page[Card]:
    return Page([Card(*row[: len(Card._fields)]) for row in page.rows], page.after)
