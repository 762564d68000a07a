"""People, marketplaces and services as lists tell them, and pictures as addresses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from domanu.calendar.operations.openings import openings_of
from domanu.config import settings
from domanu.core.files import file_url
from domanu.core.paging import Page
from domanu.marketplaces.operations.listing import Stall
from domanu.profiles.models import Profile
from domanu.services.operations.cards import Card

from .fields import Instant, Money, Several, Told, money

Selling = Literal["everyone", "approved", "team"]


class Person(Told):
    id: UUID
    username: str
    name: str


class MarketplaceCard(Told):
    id: UUID
    slug: str = Field(description="Its name in addresses.")
    title: str
    description: str
    private: bool
    approval: bool = Field(description="Whether joining waits for a yes.")
    archived: bool
    member_count: int
    service_count: int
    status: str = Field(description="Yours there: active, pending, banned or left, as is whoever never came.")
    role: str = Field(description="Yours there: designer, moderator, treasurer, seller, member, or nothing.")


class MarketplaceCards(Several[MarketplaceCard]):
    pass


class ServiceCard(Told):
    id: UUID
    name: str
    price: Money
    available: bool
    status: str = Field(description="listed; or suspended, removed: seen by its seller and the team alone.")
    picture: str | None = Field(description="The address of its first picture, small.")
    picture_alt: str
    category: str | None
    seller: Person
    marketplace: str = Field(description="The slug. Empty where you may not look any longer.")
    marketplace_title: str
    favourite: bool
    next_free: Instant | None = Field(None, description="When it can be had next, if it is booked by time.")
    created_at: Instant


class ServiceCards(Several[ServiceCard]):
    pass


def picture_url(name: str | None) -> str | None:
    return f"{settings().base_url}{file_url(name)}" if name else None


def person_card(profile: Profile) -> Person:
    return Person(id=profile.user_id, username=profile.username, name=profile.name)


def marketplace_card(stall: Stall) -> MarketplaceCard:
    return MarketplaceCard.model_validate({name: getattr(stall, name) for name in MarketplaceCard.model_fields})


def marketplace_cards(page: Page[Stall]) -> MarketplaceCards:
    return MarketplaceCards(items=[marketplace_card(stall) for stall in page.rows], next=page.after)


def service_card(card: Card, next_free: datetime | None = None) -> ServiceCard:
    return ServiceCard(
        id=card.id,
        name=card.name,
        price=money(card.price, card.currency),
        available=card.available,
        status=card.status,
        picture=picture_url(card.cover),
        picture_alt=card.cover_alt,
        category=card.category,
        seller=Person(id=card.seller_id, username=card.seller_username, name=card.seller_name),
        marketplace=card.marketplace_slug,
        marketplace_title=card.marketplace_title,
        favourite=card.is_favourite,
        next_free=next_free,
        created_at=card.created_at,
    )


def told_services(cards: Sequence[Card]) -> list[ServiceCard]:
    """With their next free times, in one statement for all."""
    found = openings_of([card.id for card in cards])
    return [service_card(card, found[card.id].next_at if card.id in found else None) for card in cards]


def service_cards(page: Page[Card]) -> ServiceCards:
    return ServiceCards(items=told_services(page.rows), next=page.after)
