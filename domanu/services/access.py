"""Who may see a service, change it, or take it down: the rules of its marketplace, and whose it is."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import undefer

from domanu.core.db import db
from domanu.core.refusals import Forbidden, Hidden
from domanu.marketplaces.access import Standing, demand, demand_look, demand_open
from domanu.marketplaces.standing import standing_in

from .models import Service

TEXTS = (undefer(Service.description), undefer(Service.description_html))


def visible_service(key: UUID, actor_id: UUID | None) -> tuple[Service, Standing]:
    service = _service(key)
    return service, standing_towards(service, actor_id)


def standing_towards(service: Service, actor_id: UUID | None) -> Standing:
    """What is suspended or removed is seen by its seller and by the team alone."""
    standing = standing_in(service.marketplace_id, actor_id)
    demand_look(standing)
    if service.status != "listed" and service.seller_id != actor_id and not standing.can_moderate:
        raise Hidden
    return standing


def own_service(key: UUID, actor_id: UUID) -> Service:
    """To be changed: its seller is an active member, and the marketplace open."""
    service, standing = visible_service(key, actor_id)
    demand(service.seller_id == actor_id and standing.is_member)
    demand_open(standing)
    return service


def moderated_service(key: UUID, actor_id: UUID) -> Service:
    service, standing = visible_service(key, actor_id)
    demand(standing.can_moderate)
    return service


def deletable_service(key: UUID, actor_id: UUID) -> Service:
    """By its seller, whatever they may still know of its marketplace."""
    service = _service(key)
    if service.seller_id != actor_id:
        standing_towards(service, actor_id)
        raise Forbidden
    return service


def can_see(service: Service, actor_id: UUID) -> bool:
    try:
        standing_towards(service, actor_id)
    except (Hidden, Forbidden):
        return False
    return True


def _service(key: UUID) -> Service:
    query = select(Service).where(Service.id == key, Service.status != "deleted").options(*TEXTS)
    service = db.session.scalar(query.execution_options(populate_existing=True))
    if service is None:
        raise Hidden
    return service
