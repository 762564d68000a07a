"""Who may book a service, and whose a booking is."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import bindparam, select

from domanu.core.db import db
from domanu.core.refusals import Hidden
from domanu.marketplaces.access import Standing, demand_agreed, demand_confirmed, demand_open
from domanu.services.access import standing_towards
from domanu.services.models import Service

from .errors import NotAMember, NotOffered, OwnService
from .models import Booking

SHARED = (
    select(Service)
    .where(Service.id == bindparam("key"), Service.status != "deleted")
    .with_for_update(read=True)
    .execution_options(populate_existing=True)
)
FOUND = select(Booking).where(Booking.id == bindparam("key")).execution_options(populate_existing=True)


def bookable_service(service_id: UUID, customer_id: UUID) -> tuple[Service, Standing]:
    service = share_service(service_id)
    return service, demand_bookable(service, customer_id)


def share_service(service_id: UUID) -> Service:
    """Others may do so, too; nobody takes it down or deletes it until the transaction ends. Comes before any lock on a
    calendar."""
    service = db.session.scalar(SHARED, {"key": service_id})
    if service is None:
        raise Hidden
    return service


def demand_bookable(service: Service, customer_id: UUID) -> Standing:
    standing = standing_towards(service, customer_id)
    demand_confirmed(standing)
    demand_open(standing)
    if service.seller_id == customer_id:
        raise OwnService
    if not standing.is_member:
        raise NotAMember
    demand_agreed(standing)
    if service.status != "listed" or not service.available:
        raise NotOffered
    return standing


def party_to(key: UUID, actor_id: UUID) -> tuple[Booking, str]:
    """The booking, and which part they play in it."""
    booking = db.session.scalar(FOUND, {"key": key})
    if booking is None or actor_id not in {booking.customer_id, booking.seller_id}:
        raise Hidden
    return booking, "customer" if booking.customer_id == actor_id else "seller"
