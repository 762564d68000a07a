"""Marketplaces: looked for, opened, changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from domanu.drawing.awning import PATTERNS
from domanu.drawing.colour import Palette
from domanu.marketplaces.access import Standing, demand_entry
from domanu.marketplaces.errors import Archived, DesignerGone, NotADesigner, NotConfirmed
from domanu.marketplaces.looks import FIRST_PALETTE, FIRST_PATTERN
from domanu.marketplaces.operations.categories import categories_of
from domanu.marketplaces.operations.listing import public_marketplaces
from domanu.marketplaces.operations.marketplaces import (
    archive_marketplace,
    create_marketplace,
    reopen_marketplace,
    update_marketplace,
)
from domanu.marketplaces.standing import hold_at, standing_at
from domanu.profiles.operations.profiles import profile_of

from ..cards import MarketplaceCards, Person, marketplace_cards, person_card
from ..endpoints import Caller, Often, Reader, Resource
from ..errors import EditionPassed
from ..fields import Colour, Edited, Given, Instant, Line, OneOf, Paged, Text, Told, Words
from .rules import Rules, read_rules, rules_told

resource = Resource("marketplaces", "Marketplaces", "Where people trade, each under rules of its own.")
Title = Annotated[Line, StringConstraints(min_length=1, max_length=80)]
About = Annotated[Text, StringConstraints(min_length=1, max_length=1000)]
Pattern = Annotated[str, OneOf(PATTERNS)]


class Look(Given):
    strong: Colour
    pale: Colour
    third: Colour


class NewMarketplace(Given):
    title: Title
    description: About
    rules: Rules = Rules.model_validate({})
    palette: Look = Look(**FIRST_PALETTE._asdict())
    pattern: Pattern = Field(FIRST_PATTERN, description="The cloth of its awning.")


class MarketplaceEdit(Given):
    """What is left out stays as it is."""

    title: Title | None = None
    description: About | None = None
    palette: Look | None = None
    pattern: Pattern | None = None


class Category(Told):
    id: UUID
    name: str


class Marketplace(Edited):
    id: UUID
    slug: str
    title: str
    description: str
    designer: Person
    rules: Rules
    rules_version: int
    palette: Look
    pattern: str
    categories: Sequence[Category]
    member_count: int
    service_count: int
    archived: bool
    status: str = Field(description="Yours there: active, pending, banned or left, as is whoever never came.")
    role: str
    agrees: bool = Field(description="Whether you have agreed to the rules as they are now.")
    can_sell: bool
    can_moderate: bool
    can_design: bool
    created_at: Instant


class MarketplaceQuery(Paged):
    q: Words = Field("", description="Words to look for. Then the best come first, else the newest.")


@resource.get("/marketplaces", scope="")
def list_marketplaces(caller: Reader, query: MarketplaceQuery) -> MarketplaceCards:
    """Marketplaces that everybody may see"""
    return marketplace_cards(public_marketplaces(caller.user_id, words=query.q, after=query.after))


@resource.post(
    "/marketplaces",
    scope="design",
    makes="/marketplaces/{0.slug}",
    refuses=[NotADesigner, NotConfirmed],
    often=Often("open-marketplace", 30, timedelta(days=1)),
)
def create_a_marketplace(caller: Caller, body: NewMarketplace) -> Marketplace:
    """Open a marketplace"""
    slug = create_marketplace(
        caller.user_id,
        title=body.title,
        description=body.description,
        rules=read_rules(body.rules),
        palette=_read_palette(body.palette),
        pattern=body.pattern,
    )
    return show_marketplace(caller, slug)


@resource.get("/marketplaces/<slug>", scope="")
def show_marketplace(caller: Reader, slug: str) -> Marketplace:
    """One marketplace, and how you stand there"""
    standing = standing_at(slug, caller.user_id)
    demand_entry(standing)
    return _told(standing)


@resource.patch("/marketplaces/<slug>", scope="design", refuses=[Archived, EditionPassed])
def edit_marketplace(caller: Caller, slug: str, body: MarketplaceEdit, seen: int) -> Marketplace:
    """Change what it is called and how it looks

    Its rules have an address of their own, since they have versions.
    """
    standing = hold_at(slug, caller.user_id)
    market = standing.marketplace
    if standing.can_design and _edition(standing) != seen:
        raise EditionPassed
    update_marketplace(
        slug,
        caller.user_id,
        title=body.title or market.title,
        description=body.description or market.description,
        palette=_read_palette(body.palette) if body.palette else market.colours,
        pattern=body.pattern or market.pattern,
    )
    return show_marketplace(caller, slug)


@resource.put("/marketplaces/<slug>/archive", scope="design")
def archive_a_marketplace(caller: Caller, slug: str) -> None:
    """Close it: it can be read, and nothing in it changes any longer"""
    archive_marketplace(slug, caller.user_id)


@resource.delete("/marketplaces/<slug>/archive", scope="design", refuses=[DesignerGone])
def reopen_a_marketplace(caller: Caller, slug: str) -> None:
    """Open it again"""
    reopen_marketplace(slug, caller.user_id)


def _told(standing: Standing) -> Marketplace:
    market = standing.marketplace
    same = ("id", "slug", "title", "description", "rules_version", "pattern", "member_count", "service_count")
    rights = ("status", "role", "agrees", "can_sell", "can_moderate", "can_design")
    return Marketplace(
        **{name: getattr(market, name) for name in same},
        **{name: getattr(standing, name) for name in rights},
        designer=person_card(profile_of(market.designer_id)),
        rules=rules_told(market.rules),
        palette=Look(**market.colours._asdict()),
        categories=[Category(id=row.id, name=row.name) for row in categories_of(market.id)],
        archived=standing.is_archived,
        created_at=market.created_at,
        edition=_edition(standing),
    )


def _edition(standing: Standing) -> int:
    """It has no number of its own; when it was changed last says as much."""
    return int(standing.marketplace.updated_at.timestamp() * 1_000_000)


def _read_palette(look: Look) -> Palette:
    return Palette(look.strong.lower(), look.pale.lower(), look.third.lower())
