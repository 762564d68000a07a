"""What is offered: put up, changed, taken off."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update

from domanu.core.db import db, new_id
from domanu.core.events import emit
from domanu.core.markdown import to_html
from domanu.core.search import learn, vector
from domanu.marketplaces.access import Standing, demand, demand_agreed, demand_confirmed, demand_open, place_of
from domanu.marketplaces.models import Category, Marketplace
from domanu.marketplaces.operations.counting import count_services
from domanu.marketplaces.standing import hold_at, hold_marketplaces

from ..access import deletable_service, moderated_service, own_service, standing_towards
from ..errors import NoSuchCategory, ServiceChanged
from ..models import Favourite, Service
from .files import drop_pictures
from .memberships import SELLER_IS_THERE

CHANGEABLE = frozenset({"name", "description", "price", "category_id"})


def create_service(
    marketplace_slug: str,
    seller_id: UUID,
    *,
    name: str,
    description: str,
    price: Decimal,
    category_id: UUID | None = None,
) -> UUID:
    """Under the lock of the marketplace, so that it cannot close, nor they be put out, at the same instant."""
    standing = hold_at(marketplace_slug, seller_id)
    demand_can_sell(standing)
    marketplace_id = standing.marketplace.id
    _demand_category(marketplace_id, category_id)
    texts = service_texts(marketplace_id, name, description)
    service = Service(
        id=new_id(), marketplace_id=marketplace_id, seller_id=seller_id, category_id=category_id, price=price, **texts
    )
    db.session.add(service)
    db.session.flush()
    count_services(marketplace_id, 1)
    emit("service.created", actor_id=seller_id, service_id=service.id, marketplace_id=marketplace_id)
    learn(name, description, place=place_of(standing.marketplace))
    return service.id


def demand_can_sell(standing: Standing) -> None:
    demand(standing.is_member)
    demand_open(standing)
    demand_confirmed(standing)
    demand(standing.can_sell)
    demand_agreed(standing)


def update_service(key: UUID, actor_id: UUID, *, seen: int, **changes: Any) -> None:
    """`seen` is the edition that the change was made to; if there is a newer one, nothing is overwritten."""
    service = own_service(key, actor_id)
    demand(changes.keys() <= CHANGEABLE)
    _demand_category(service.marketplace_id, changes.get("category_id"))
    texts = {name: changes.get(name, getattr(service, name)) for name in ("name", "description")}
    values = changes | service_texts(service.marketplace_id, **texts)
    mine = (Service.id == key, Service.edition == seen, Service.status != "deleted")
    changed = update(Service).where(*mine).values(edition=Service.edition + 1, **values).returning(Service.id)
    if db.session.execute(changed.execution_options(synchronize_session=False)).first() is None:
        raise ServiceChanged
    emit("service.updated", actor_id=actor_id, service_id=key, fields=sorted(changes))
    learn(*texts.values(), place=place_of(db.session.get_one(Marketplace, service.marketplace_id)))


def change_availability(key: UUID, actor_id: UUID, *, available: bool) -> None:
    own_service(key, actor_id)
    changed = update(Service).where(Service.id == key).values(available=available)
    db.session.execute(changed.execution_options(synchronize_session=False))
    emit("service.availability_changed", actor_id=actor_id, service_id=key, available=available)


def delete_service(key: UUID, actor_id: UUID) -> None:
    """Also where the marketplace is archived, or its seller no member any longer and it is private."""
    service = deletable_service(key, actor_id)
    hold_marketplaces(service.marketplace_id)
    remove_service(service, actor_id)


def remove_service(service: Service, actor_id: UUID) -> None:
    """Its row stays, seen by nobody, if a feature above answers that something refers to it."""
    if set_status(service.id, "deleted", {"listed", "suspended", "removed"}):
        is_kept = any(emit("service.deleting", actor_id=actor_id, service_id=service.id))
        db.session.execute(delete(Favourite).where(Favourite.service_id == service.id))
        if not is_kept:
            drop_pictures(service.id)
            db.session.execute(delete(Service).where(Service.id == service.id))
        emit("service.deleted", actor_id=actor_id, service_id=service.id, marketplace_id=service.marketplace_id)


def take_down(key: UUID, actor_id: UUID) -> None:
    """By a moderator: nobody but its seller and the team sees it any longer."""
    service = moderated_service(key, actor_id)
    hold_marketplaces(service.marketplace_id)
    if set_status(key, "removed", {"listed", "suspended"}):
        emit("service.taken_down", actor_id=actor_id, service_id=key, seller_id=service.seller_id)


def put_back(key: UUID, actor_id: UUID) -> None:
    service = moderated_service(key, actor_id)
    hold_marketplaces(service.marketplace_id)
    demand_open(standing_towards(service, actor_id))
    if set_status(key, _status_of_return(key), {"removed"}):
        emit("service.put_back", actor_id=actor_id, service_id=key, seller_id=service.seller_id)


def set_status(key: UUID, status: str, sources: set[str]) -> bool:
    """Whether it changed. Its marketplace is locked, and counts what it lists."""
    query = select(Service.status, Service.marketplace_id).where(Service.id == key, Service.status.in_(sources))
    before = db.session.execute(query.with_for_update()).first()
    if before is None:
        return False
    changed = update(Service).where(Service.id == key).values(status=status)
    db.session.execute(changed.execution_options(synchronize_session=False))
    count_services(before.marketplace_id, (status == "listed") - (before.status == "listed"))
    return True


def service_texts(marketplace_id: UUID, name: str, description: str) -> dict[str, Any]:
    return {
        "name": name,
        "description": description,
        "description_html": to_html(description),
        "search": vector(name, description, tag_of(marketplace_id)),
    }


def tag_of(marketplace_id: UUID) -> str:
    """What the services of a marketplace are tagged with, so that one index finds a word in one marketplace."""
    return f"m:{marketplace_id.hex}"


def _status_of_return(key: UUID) -> str:
    there = select(Service.id).where(Service.id == key, *SELLER_IS_THERE)
    return "suspended" if db.session.scalar(there) is None else "listed"


def _demand_category(marketplace_id: UUID, category_id: UUID | None) -> None:
    if category_id is None:
        return
    here = select(Category.id).where(Category.id == category_id, Category.marketplace_id == marketplace_id)
    if db.session.scalar(here.with_for_update(read=True, key_share=True)) is None:
        raise NoSuchCategory
