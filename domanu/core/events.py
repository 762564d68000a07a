"""Events: facts, written in the transaction that makes them true.

`within` handlers run in that transaction and may refuse it; `after` handlers run as jobs once it has committed,
each once per event. Both are listed in one table in `create_app`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from flask import Flask, current_app
from sqlalchemy import Index, delete, select, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from .db import Base, Keyed, db, first_id_at
from .jobs import Job, add_job, enqueue_all
from .time import now

KEPT = timedelta(days=400)
DELIVERY = "deliver"


class Event(Keyed, Base):
    __tablename__ = "events"
    __table_args__ = (Index("idx_events_actor_id", "actor_id", "created_at"),)

    name: Mapped[str]
    actor_id: Mapped[UUID | None]  # no foreign key: the fact outlives the account
    data: Mapped[dict[str, Any]] = mapped_column(JSONB)


Handler = Callable[[Event], Any]


class Table(NamedTuple):
    within: Mapping[str, Sequence[Handler]]
    after: Mapping[str, Sequence[Handler]]


def init_app(app: Flask, within: Mapping[str, Sequence[Handler]], after: Mapping[str, Sequence[Handler]]) -> None:
    app.extensions["domanu.events"] = Table(within, after)
    receivers = {_receiver(handler): handler for handlers in after.values() for handler in handlers}

    def deliver(event_id: str, receiver: str) -> None:
        receivers[receiver](db.session.get_one(Event, UUID(event_id)))

    add_job(app, DELIVERY, deliver)


def emit(name: str, /, *, actor_id: UUID | None = None, **data: Any) -> list[Any]:
    """Write the fact; answer what the `within` handlers returned."""
    event = Event(name=name, actor_id=actor_id, data=_as_json(data))
    db.session.add(event)
    db.session.flush()
    table: Table = current_app.extensions["domanu.events"]
    receivers = [_receiver(handler) for handler in table.after.get(name, ())]
    if receivers:
        key = str(event.id)
        enqueue_all(DELIVERY, [(f"{key}:{each}", {"event_id": key, "receiver": each}) for each in receivers])
    return [handler(event) for handler in table.within.get(name, ())]


def facts_about(actor_id: UUID) -> list[dict[str, Any]]:
    """What is on record of a person, for their export."""
    facts = select(Event.name, Event.created_at, Event.data).where(Event.actor_id == actor_id).order_by(Event.id)
    return [dict(row) for row in db.session.execute(facts).mappings()]


def forget_actor(actor_id: UUID) -> None:
    """The facts stay; what they say of the person goes."""
    db.session.execute(update(Event).where(Event.actor_id == actor_id).values(data={}))


def forget_old_events() -> None:
    db.session.execute(delete(Event).where(Event.id < first_id_at(now() - KEPT)))


def forget_deliveries() -> None:
    """What has happened so far stays on record, and whoever would still have been told of it is not."""
    db.session.execute(delete(Job).where(Job.name == DELIVERY))


def _receiver(handler: Handler) -> str:
    return f"{handler.__module__}.{handler.__qualname__}"


def _as_json(value: Any) -> Any:
    """Identifiers, instants and amounts as text, since the database keeps JSON."""
    if isinstance(value, dict):
        return {str(name): _as_json(part) for name, part in value.items()}
    if isinstance(value, list | tuple | set):
        return [_as_json(part) for part in value]
    return value if isinstance(value, str | int | float | None) else str(value)
