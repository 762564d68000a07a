"""More of everything that a marketplace's pages list, as rows, without all that the operations do."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, select, update

from domanu.auth.models import User
from domanu.core.db import db, new_id
from domanu.marketplaces.models import Category, Invitation, Marketplace, Membership, RulesVersion
from domanu.profiles.models import Profile
from domanu.services.models import Favourite, Service, ServicePicture
from domanu.services.operations.services import service_texts

from .town import Place, Town


def add_plenty(town: Town, place: Place, number: int) -> None:
    """Each member sells something, which the town's member keeps; and the town's seller sells as much."""
    market = db.session.scalars(select(Marketplace).where(Marketplace.slug == place.slug)).one()
    members = _add_people(market, number, "active")
    for status in ("pending", "banned", "left"):
        _add_people(market, number, status)
    categories = _add_categories(market, number)
    _add_services(town, market, categories, [*members, *[town.people["seller"].id] * number])
    _add(ServicePicture, [_picture(place, position) for position in range(2, 2 + number)])
    _add(Invitation, [_invitation(town, market) for _ in range(number)])
    _add_versions(town, market, number)
    db.session.commit()


def _add(table: type[Any], rows: list[dict[str, Any]]) -> None:
    db.session.execute(insert(table), rows)


def _add_people(market: Marketplace, number: int, status: str) -> list[UUID]:
    keys = [new_id() for _ in range(number)]
    shared = {"marketplace_id": market.id, "status": status, "rules_version": market.rules_version}
    shared["before_ban"] = "active" if status == "banned" else None
    _add(User, [{"id": key, "email": f"{key}@example.org", "password": "!"} for key in keys])
    _add(Profile, [{"user_id": key, "username": f"p{key.hex[3:]}", "first_name": "Somebody"} for key in keys])
    _add(Membership, [{"id": new_id(), "user_id": key} | shared for key in keys])
    return keys


def _add_categories(market: Marketplace, number: int) -> list[UUID]:
    keys = [new_id() for _ in range(number)]
    rows = [{"id": key, "marketplace_id": market.id, "name": key.hex, "position": 9} for key in keys]
    _add(Category, rows)
    return keys


def _add_services(town: Town, market: Marketplace, categories: list[UUID], sellers: list[UUID]) -> None:
    keys, member = [new_id() for _ in sellers], town.people["member"].id
    shared = service_texts(market.id, "Amber lesson", "For *everybody*.") | {"marketplace_id": market.id, "price": 9}
    rows = [
        {"id": key, "seller_id": seller, "category_id": categories[place % len(categories)]} | shared
        for place, (key, seller) in enumerate(zip(keys, sellers, strict=True))
    ]
    db.session.execute(insert(Service).values(rows))
    _add(Favourite, [{"user_id": member, "service_id": key} for key in keys])


def _picture(place: Place, position: int) -> dict[str, Any]:
    names = {"picture": "services/" + "a" * 64 + ".webp", "thumbnail": "services/" + "b" * 64 + ".webp"}
    return {"id": new_id(), "service_id": place.service, "position": position, "alt": "More"} | names


def _invitation(town: Town, market: Marketplace) -> dict[str, Any]:
    made_by = town.people["designer"].id
    return {"id": new_id(), "marketplace_id": market.id, "token": uuid4().hex, "most_uses": 5, "made_by": made_by}


def _add_versions(town: Town, market: Marketplace, number: int) -> None:
    """The team and the sellers have agreed to the newest; the member has not."""
    newest, rules = market.rules_version, market.rules.as_json()
    versions = range(newest + 1, newest + 1 + number)
    _add(RulesVersion, [{"marketplace_id": market.id, "version": version, "rules": rules} for version in versions])
    market.rules_version = newest + number
    agreed = Membership.marketplace_id == market.id, Membership.user_id != town.people["member"].id
    db.session.execute(update(Membership).where(*agreed).values(rules_version=market.rules_version))
