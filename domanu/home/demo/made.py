"""One booking that is made up: its row, what has happened to it, and whose time it claims."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import Range

from domanu.calendar.operations.plans import Plan
from domanu.core.db import db, new_id
from domanu.marketplaces.models import Marketplace
from domanu.services.models import Service

from .diaries import Diaries, reach_of

Row = dict[str, Any]


class Made:
    def __init__(self, plan: Plan, agreed: Row, customer_id: UUID, start: datetime, minutes: int, **more: Any) -> None:
        self.plan, self.start, self.end = plan, start, start + timedelta(minutes=minutes)
        self.changes: list[Row] = []
        self.row = agreed | {
            "id": new_id(),
            "customer_id": customer_id,
            "scheduled_at": start,
            "duration": minutes,
            "total_amount": plan.price_of(minutes),
            "notes": "",
            "booked_for": "",
            "series_id": None,
            "ended_as": None,
            "expires_at": None,
            "fee": None,
            "no_show": None,
            **more,
        }

    def happen(self, what: str, actor_id: UUID | None, at: datetime, status: str, **details: Any) -> None:
        """In the order in which it happened."""
        change = {"booking_id": self.row["id"], "actor_id": actor_id, "what": what, "details": details}
        self.changes.append(change | {"id": new_id(), "created_at": at})
        self.row |= {"status": status, "edition": len(self.changes), "updated_at": at}
        self.row.setdefault("created_at", at)

    @property
    def claims(self) -> Iterator[Row]:
        """Nothing, once it is cancelled."""
        if self.row["ended_as"]:
            return
        shared = {"starts_at": self.start, "ends_at": self.end, "kind": "booking", "service_id": self.plan.service_id}
        shared["subject_id"] = self.row["id"]
        reach = Range(*reach_of(self.plan, self.start, self.row["duration"]))
        yield shared | {"resource_id": self.plan.seller_id, "part": "seller", "during": reach}
        if not self.row["booked_for"]:
            own = {"resource_id": self.row["customer_id"], "part": "customer", "during": Range(self.start, self.end)}
            yield shared | own


def agreed_of(diaries: Diaries) -> dict[UUID, Row]:
    """What a booking of each service keeps, however the service and the rules change."""
    columns = (
        Service.id.label("service_id"),
        Service.name.label("service_name"),
        Service.seller_id,
        Marketplace.id.label("marketplace_id"),
        Marketplace.currency,
        Marketplace.rules_version,
        Marketplace.cancel_hours,
        Marketplace.cancel_percent,
    )
    rows = db.session.execute(select(*columns).join(Marketplace, Marketplace.id == Service.marketplace_id)).mappings()
    services = {row["service_id"]: dict(row) for row in rows}
    return {plan.service_id: services[plan.service_id] | _agreed(plan) for plan in diaries.plans.values()}


def _agreed(plan: Plan) -> Row:
    return {
        "place": plan.place,
        "time_zone": plan.zone,
        "before_minutes": plan.before,
        "after_minutes": plan.after,
        "on_request": plan.on_request,
    }
