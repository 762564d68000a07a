"""Something real at each address of the API, and what would be sent there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from domanu.api.endpoints import Endpoint
from domanu.api.openapi import PART
from domanu.bookings.operations.booking import book_time
from domanu.bookings.operations.holds import hold_time
from domanu.bookings.operations.waiting import join_waiting_list
from domanu.calendar.operations.blocks import block_time
from domanu.calendar.operations.exceptions import coming_exceptions, set_days
from domanu.core.db import db, new_id
from domanu.core.time import now
from domanu.marketplaces.operations.rules import agree_to_rules
from domanu.notifications.models import Notification
from tests.support.hours import make_bookable
from tests.support.picture import a_picture
from tests.support.town import Place, Town

CUSTOMER = "moderator"
"""Whoever has booked, holds and waits: they have agreed to the rules."""
ABSENT = UUID("01a1fec1-7df6-71e1-9a5d-000000000000")


class Things(NamedTuple):
    place: Place
    keys: Mapping[str, UUID]
    """By the part of the address that stands before them."""
    monday: datetime


def prepare(town: Town, place: Place) -> Things:
    """A service that is booked by time, with a booking, a hold, somebody who waits, a block, a day off, some news."""
    seller, customer = town.people["seller"].id, town.people[CUSTOMER].id
    ahead = now() + timedelta(days=14)
    monday = (ahead - timedelta(days=ahead.weekday())).replace(hour=10, minute=0, second=0, microsecond=0)
    make_bookable(place.service, on_request=True, horizon_days=60)
    agree_to_rules(place.slug, customer)
    first = hold_time(place.service, customer, starts_at=monday, duration=60)
    [booking] = book_time(first.id, customer)
    held = hold_time(place.service, customer, starts_at=monday + timedelta(hours=2), duration=60)
    full = (monday + timedelta(days=1)).date()
    set_days(seller, full, full, (), "Away")
    wait = join_waiting_list(place.service, customer, day=full, duration=60)
    block = block_time(seller, starts_at=monday + timedelta(days=2), ends_at=monday + timedelta(days=2, hours=1))
    news = Notification(id=new_id(), user_id=customer, event_id=new_id(), kind="rules.changed", data={"title": "X"})
    news.data |= {"slug": place.slug, "marketplace_id": str(new_id())}
    db.session.add(news)
    db.session.commit()
    keys = {"bookings": booking, "holds": held.id, "waits": wait, "blocks": block, "notifications": news.id}
    keys |= {"days": coming_exceptions(seller)[0].id, "services": place.service}
    db.session.remove()  # what is undone later stands inside of nothing of this
    return Things(place, keys, monday)


def path_of(endpoint: Endpoint, town: Town, things: Things, *, absent: bool = False) -> str:
    def fill(name: str) -> str:
        if name == "slug":
            return "amberbazaar-front-bcdfg" if absent else things.place.slug
        if name == "username":
            return town.people["member"].username
        return str(ABSENT if absent else _key(endpoint, name, town, things))

    return PART.sub(lambda found: fill(found[2]), endpoint.path)


def options_for(endpoint: Endpoint, things: Things) -> dict[str, Any]:
    options: dict[str, Any] = {"seen": 1} if endpoint.is_edit else {}
    if endpoint.takes_upload:
        return options | {"data": a_picture(20, 20), "content_type": "image/png"}
    return options | ({"json": body_for(endpoint, things)} if endpoint.body else {})


def body_for(endpoint: Endpoint, things: Things) -> dict[str, Any]:
    later, hold = things.monday + timedelta(hours=4), things.keys["holds"]
    full = (things.monday + timedelta(days=1)).date().isoformat()
    bodies: dict[str, dict[str, Any]] = {
        "edit_me": {"about": "New."},
        "create_a_marketplace": {"title": "Fresh paint", "description": "Walls."},
        "edit_marketplace": {"title": "Fresh paint"},
        "change_the_rules": {"cancel_hours": 3},
        "join": {"rules_version": 2},
        "agree": {"rules_version": 2},
        "give_role": {"role": "seller"},
        "create_a_service": {"name": "Ladder", "price": "20.00"},
        "edit_service": {"price": "21.00"},
        "switch_service": {"available": False},
        "describe_picture": {"alt": "New."},
        "move_picture": {"to": "up"},
        "set_the_terms": {"duration": 30},
        "edit_terms": {"duration": 30},
        "hold_a_time": {"starts_at": later.isoformat(), "minutes": 60},
        "book": {"hold_id": str(hold)},
        "move": {"starts_at": later.isoformat()},
        "wait_for_a_time": {"day": full, "minutes": 60},
        "change_calendar": {"hours": {}, "time_zone": "UTC"},
        "change_days": {"first": full, "last": full},
        "block": {"starts_at": later.isoformat(), "ends_at": (later + timedelta(hours=1)).isoformat()},
        "read_all": {"until": str(ABSENT)},
    }
    return bodies.get(endpoint.name, {})


def _key(endpoint: Endpoint, name: str, town: Town, things: Things) -> UUID:
    if name == "person":
        person = "pending" if "admission" in endpoint.path else "member"
        return town.people["banned" if endpoint.name == "unban" else person].id
    if name == "picture":
        return things.place.pictures[1]
    return things.keys[endpoint.path.partition("/<")[0].rpartition("/")[2]]
