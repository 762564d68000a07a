"""What becomes of services when an account closes, and what its owner gets to take along."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select

from domanu.core.db import db
from domanu.core.events import Event
from domanu.marketplaces.models import Marketplace
from domanu.marketplaces.standing import hold_marketplaces

from ..models import Favourite, Service, ServicePicture
from .services import remove_service


def forget_services(event: Event) -> None:
    """Within `account.closing`: what a deal refers to is kept, seen by nobody."""
    if event.actor_id is None:
        return
    theirs = select(Service).where(Service.seller_id == event.actor_id, Service.status != "deleted")
    services = db.session.scalars(theirs).all()
    hold_marketplaces(*{service.marketplace_id for service in services})
    for service in services:
        remove_service(service, event.actor_id)
    db.session.execute(delete(Favourite).where(Favourite.user_id == event.actor_id))


def export_services(event: Event) -> dict[str, Any]:
    """Within `account.exported`."""
    columns = (
        Service.id,
        Marketplace.slug.label("marketplace"),
        Service.name,
        Service.description,
        Service.price,
        Marketplace.currency,
        Service.available,
        Service.status,
        Service.created_at,
        Service.updated_at,
    )
    joined = select(*columns).join(Marketplace, Marketplace.id == Service.marketplace_id)
    rows = db.session.execute(joined.where(Service.seller_id == event.actor_id).order_by(Service.id)).mappings()
    services = [dict(row) | {"pictures": []} for row in rows]
    by_id = {service["id"]: service for service in services}
    pictures = select(ServicePicture.service_id, ServicePicture.picture, ServicePicture.alt)
    for key, picture, alt in db.session.execute(pictures.where(ServicePicture.service_id.in_(by_id))):
        by_id[key]["pictures"].append({"picture": picture, "alt": alt})
    return {"services": services, "favourites": _favourites(event)}


def _favourites(event: Event) -> list[dict[str, Any]]:
    liked = select(Favourite.service_id, Favourite.created_at).where(Favourite.user_id == event.actor_id)
    return [dict(row) for row in db.session.execute(liked.order_by(Favourite.id)).mappings()]
