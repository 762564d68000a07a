"""Waiting lists: for a day that is full, or for any day."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from pydantic import Field

from domanu.bookings.errors import NotAMember, NothingToWaitFor, NotOffered, OwnService, TooManyPlaces
from domanu.bookings.operations.waiting import join_waiting_list, leave_waiting_list
from domanu.bookings.operations.waits import OwnWait, own_wait, own_waits, waits_of_seller
from domanu.core.refusals import Hidden
from domanu.marketplaces.errors import Archived, NotConfirmed, RulesChanged

from ..endpoints import Caller, Often, Resource
from ..fields import Day, Given, Instant, Minutes, Several, Told

resource = Resource("waiting", "Waiting lists", "Whoever is first gets a time that is freed, for a while and alone.")


class NewWait(Given):
    day: Day | None = Field(None, description="In the zone of the place. Without one any day will do.")
    minutes: Minutes


class WaitTold(Told):
    id: UUID
    service_id: UUID
    service_name: str
    day: str | None
    minutes: int
    place: int = Field(description="In turn: 1 is next.")
    hold_id: UUID | None = Field(description="What is offered to you. Book it as any hold.")
    offered_at: Instant | None = Field(description="The time that is offered.")
    expires_at: Instant | None = Field(description="Until when.")


class Waits(Several[WaitTold]):
    pass


class Waiter(Told):
    id: UUID
    service_id: UUID
    service_name: str
    name: str
    username: str
    day: str | None
    minutes: int
    status: str
    since: Instant


class Waiters(Several[Waiter]):
    pass


@resource.get("/waits")
def list_waits(caller: Caller) -> Waits:
    """Where you wait; what is offered to you comes first"""
    return Waits(items=[_told(wait) for wait in own_waits(caller.user_id)])


@resource.get("/selling/waits")
def list_waiters(caller: Caller) -> Waiters:
    """Who waits for what you sell, in turn"""
    return Waiters(
        items=[
            Waiter(
                id=row.id,
                service_id=row.service_id,
                service_name=row.service_name,
                name=row.customer_name,
                username=row.customer_username,
                day=row.day.isoformat() if row.day else None,
                minutes=row.duration,
                status=row.status,
                since=row.created_at,
            )
            for row in waits_of_seller(caller.user_id)
        ]
    )


@resource.post(
    "/services/<uuid:key>/waits",
    scope="book",
    makes="/waits/{0.id}",
    refuses=[NothingToWaitFor, TooManyPlaces, NotOffered, OwnService, NotAMember, NotConfirmed, Archived, RulesChanged],
    often=Often("wait", 60, timedelta(hours=1)),
)
def wait_for_a_time(caller: Caller, key: UUID, body: NewWait) -> WaitTold:
    """Wait for a time that is freed"""
    return show_wait(caller, join_waiting_list(key, caller.user_id, day=body.day, duration=body.minutes))


@resource.get("/waits/<uuid:key>")
def show_wait(caller: Caller, key: UUID) -> WaitTold:
    """One of the places where you wait"""
    found = own_wait(key, caller.user_id)
    if found is None:
        raise Hidden
    return _told(found)


@resource.delete("/waits/<uuid:key>", scope="book")
def stop_waiting(caller: Caller, key: UUID) -> None:
    """Wait no longer. What was offered goes to the next one"""
    leave_waiting_list(key, caller.user_id)


def _told(wait: OwnWait) -> WaitTold:
    same = ("id", "service_id", "service_name", "place", "hold_id", "offered_at", "expires_at")
    day = wait.day.isoformat() if wait.day else None
    return WaitTold(**{name: getattr(wait, name) for name in same}, day=day, minutes=wait.duration)
