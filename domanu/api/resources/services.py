"""What members sell: looked for, put up, changed."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints
from sqlalchemy import ColumnElement

from domanu.calendar.operations.openings import DAYS_KEPT, free_on
from domanu.marketplaces.access import demand_look
from domanu.marketplaces.errors import Archived, NotConfirmed, RulesChanged
from domanu.marketplaces.standing import standing_at
from domanu.services.errors import NoSuchCategory, ServiceChanged
from domanu.services.operations import services as operations
from domanu.services.operations.favourites import add_favourite, remove_favourite
from domanu.services.operations.filters import Filters
from domanu.services.operations.listing import services_everywhere, services_in
from domanu.services.operations.reading import Shown, find_service

from ..cards import Person, ServiceCards, person_card, service_cards
from ..endpoints import Caller, Often, Reader, Resource
from ..errors import Unfit
from ..fields import Amount, Day, Edited, Given, Instant, Line, Money, Order, Paged, Switch, Text, Words, money

resource = Resource("services", "Services", "What members sell, in one marketplace or wherever you may look.")
Name = Annotated[Line, StringConstraints(min_length=1, max_length=120)]
Description = Annotated[Text, StringConstraints(max_length=10_000)]
ONE = "/services/<uuid:key>"


class NewService(Given):
    name: Name
    description: Description = Field("", description="Markdown.")
    price: Amount = Field(description='In the currency of the marketplace, such as "40.00".')
    category_id: UUID | None = None


class ServiceEdit(Given):
    """What is left out stays as it is."""

    name: Name | None = None
    description: Description | None = None
    price: Amount | None = None
    category_id: UUID | None = Field(None, description="null takes it out of its category.")


class Availability(Given):
    available: bool


class ServiceTold(Edited):
    id: UUID
    name: str
    description: str = Field(description="Markdown, as its seller typed it.")
    price: Money
    available: bool
    status: str = Field(description="listed; or suspended, removed: seen by its seller and the team alone.")
    category: str | None
    category_id: UUID | None
    seller: Person
    marketplace: str = Field(description="The slug.")
    favourite: bool
    own: bool = Field(description="Whether it is yours.")
    can_change: bool
    created_at: Instant
    updated_at: Instant


class ServiceQuery(Paged):
    q: Words = Field("", description="Words to look for.")
    least: Amount | None = Field(None, description="The lowest price.")
    most: Amount | None = Field(None, description="The highest.")
    available: Switch = Field(False, description="Only what can be had now.")
    free_on: Day | None = Field(None, description=f"Only what has a free time on that day; {DAYS_KEPT} ahead at most.")
    sort: Order | None = Field(None, description="Else the best first where there are words, and the newest otherwise.")

    def filters(self, category_id: UUID | None = None) -> Filters:
        least, most = (Decimal(price) if price else None for price in (self.least, self.most))
        return Filters(self.q, category_id, least, most, self.available, self.sort or "", self.free_on)

    @property
    def also(self) -> list[ColumnElement[bool]]:
        """What the floor of services cannot ask for itself."""
        return [free_on(self.free_on)] if self.free_on else []


class CategoryQuery(ServiceQuery):
    category: UUID | None = Field(None, description="The id of one of the marketplace's categories.")


@resource.get("/services", scope="")
def search_services(caller: Reader, query: ServiceQuery) -> ServiceCards:
    """Services wherever you may look"""
    return service_cards(services_everywhere(caller.user_id, query.filters(), query.after, also=query.also).page)


@resource.get("/marketplaces/<slug>/services", scope="")
def list_services(caller: Reader, slug: str, query: CategoryQuery) -> ServiceCards:
    """What is sold in one marketplace"""
    standing = standing_at(slug, caller.user_id)
    demand_look(standing)
    found = services_in(standing, query.filters(query.category), query.after, also=query.also)
    return service_cards(found.page)


@resource.post(
    "/marketplaces/<slug>/services",
    scope="sell",
    makes="/services/{0.id}",
    refuses=[Archived, NotConfirmed, RulesChanged, NoSuchCategory],
    often=Often("service", 120, timedelta(hours=1)),
)
def create_a_service(caller: Caller, slug: str, body: NewService) -> ServiceTold:
    """Put something up for sale"""
    values = body.model_dump() | {"price": Decimal(body.price)}
    return show_service(caller, operations.create_service(slug, caller.user_id, **values))


@resource.get(ONE, scope="")
def show_service(caller: Reader, key: UUID) -> ServiceTold:
    """One service"""
    return _told(find_service(key, caller.user_id))


@resource.patch(ONE, scope="sell", refuses=[Archived, ServiceChanged, NoSuchCategory])
def edit_service(caller: Caller, key: UUID, body: ServiceEdit, seen: int) -> ServiceTold:
    """Change what you sell"""
    changes = body.model_dump(exclude_unset=True)
    empty = [name for name, value in changes.items() if value is None and name != "category_id"]
    if empty:
        raise Unfit(*((f"/{name}", "Leave it out, or say what it should be.") for name in empty))
    if "price" in changes:
        changes["price"] = Decimal(changes["price"])
    operations.update_service(key, caller.user_id, seen=seen, **changes)
    return show_service(caller, key)


@resource.delete(ONE, scope="sell")
def delete_a_service(caller: Caller, key: UUID) -> None:
    """Take what you sell away, for good"""
    operations.delete_service(key, caller.user_id)


@resource.put(f"{ONE}/availability", scope="sell", refuses=[Archived])
def switch_service(caller: Caller, key: UUID, body: Availability) -> ServiceTold:
    """Let it rest, or make it available again"""
    operations.change_availability(key, caller.user_id, available=body.available)
    return show_service(caller, key)


@resource.put(f"{ONE}/takedown", scope="design")
def take_down(caller: Caller, key: UUID) -> ServiceTold:
    """Take somebody's service down, as a moderator"""
    operations.take_down(key, caller.user_id)
    return show_service(caller, key)


@resource.delete(f"{ONE}/takedown", scope="design", refuses=[Archived])
def put_back(caller: Caller, key: UUID) -> None:
    """Put it back"""
    operations.put_back(key, caller.user_id)


@resource.put(f"{ONE}/favourite", scope="book")
def keep_service(caller: Caller, key: UUID) -> None:
    """Keep it among your favourites"""
    add_favourite(key, caller.user_id)


@resource.delete(f"{ONE}/favourite", scope="book")
def let_go_of_service(caller: Caller, key: UUID) -> None:
    """Keep it no longer"""
    remove_favourite(key, caller.user_id)


def _told(shown: Shown) -> ServiceTold:
    service, market = shown.service, shown.standing.marketplace
    same = ("id", "name", "description", "available", "status", "category_id", "created_at", "updated_at", "edition")
    return ServiceTold(
        **{name: getattr(service, name) for name in same},
        price=money(service.price, market.currency),
        category=shown.category,
        seller=person_card(shown.seller),
        marketplace=market.slug,
        favourite=shown.is_favourite,
        own=shown.is_own,
        can_change=shown.can_change,
    )
