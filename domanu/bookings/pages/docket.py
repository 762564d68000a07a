"""What a service's page needs to book a time there: see `templates/bookings/_book.html`."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple
from urllib.parse import quote

from domanu.calendar.operations.plans import Duration, plan_of
from domanu.calendar.zones import instant_at, local_day
from domanu.core.time import now
from domanu.services.operations.reading import Shown

from ..models import Hold
from ..operations.holds import hold_on
from .asked import Asked, asked_here, readers_zone
from .choosing import NOON, Choice, choice_of
from .held import Held, held_of
from .waits import Waiting, waiting_of


class Docket(NamedTuple):
    asked: Asked
    durations: tuple[Duration, ...]
    minutes: int
    price: Decimal
    place: str
    on_request: bool
    choice: Choice
    held: Held | None
    presses: str
    """What a time is: `press` keeps it, `sign_in` leads there and back; else it only says when it is."""
    waiting: Waiting | None

    @property
    def sign_in_url(self) -> str:
        here = self.asked.url(day=self.choice.day)
        return f"/sign-in?next={quote(here, safe='/')}"


def docket_of(shown: Shown, wanted: datetime | None = None) -> Docket | None:
    """None if it is not booked by time, or not now. `wanted` is a time that somebody else has got."""
    plan = plan_of(shown.service.id) if _is_open(shown) else None
    if plan is None:
        return None
    asked, hold = asked_here(f"/services/{shown.service.id}"), _hold(shown)
    zone = readers_zone(asked, plan.zone)
    minutes = _minutes(plan.durations, asked.minutes or (hold.duration if hold else None))
    is_kept = hold is not None and hold.duration == minutes
    kept, without = (hold.scheduled_at, hold.id) if hold and is_kept else (None, None)
    choice = choice_of(plan, minutes, asked, zone, kept=kept, wanted=wanted, without=without)
    held = held_of(hold, plan, shown, zone, now()) if hold else None
    price = hold.total_amount if hold and is_kept else plan.price_of(minutes) or Decimal(0)
    return Docket(
        asked,
        plan.durations,
        minutes,
        price,
        plan.place,
        plan.on_request,
        choice,
        held,
        _presses(shown),
        waiting_of(shown, choice, _wait_day(choice, plan.zone)),
    )


def _is_open(shown: Shown) -> bool:
    service = shown.service
    return service.status == "listed" and service.available and not shown.standing.is_archived


def _hold(shown: Shown) -> Hold | None:
    reader = shown.standing.user_id
    return hold_on(shown.service.id, reader) if reader and not shown.is_own else None


def _minutes(durations: tuple[Duration, ...], asked: int | None) -> int:
    return asked if asked in {each.minutes for each in durations} and asked else durations[0].minutes


def _presses(shown: Shown) -> str:
    standing = shown.standing
    if standing.user_id is None:
        return "sign_in"
    return "press" if standing.is_member and standing.agrees and not shown.is_own else ""


def _wait_day(choice: Choice, zone: str) -> date | None:
    """The chosen day in the zone of the place, where nothing is free on it."""
    if choice.day is None or choice.times:
        return None
    return local_day(instant_at(choice.day, NOON, choice.zone), zone)
