"""What of everybody's time is taken so far, while bookings are made up: no two of them may overlap."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from domanu.calendar.operations.plans import Plan
from domanu.calendar.slots import free_starts, windows
from domanu.calendar.zones import instant_at, local_day

from .hours import weekday


class Taken(NamedTuple):
    """With the buffers."""

    start: datetime
    end: datetime


class Diaries:
    def __init__(self, at: datetime, plans: Mapping[str, Plan]) -> None:
        self.at, self.plans = at, plans
        """By the names of the services."""
        self.taken: defaultdict[UUID, list[Taken]] = defaultdict(list)
        self.numbers: Counter[tuple[UUID, date]] = Counter()

    def find(self, service: str, customer_id: UUID, when: str, week: int, minutes: int) -> datetime | None:
        """As close to 'mon 10:00' of that week as both of them have time, on that day."""
        plan = self.plans[service]
        wanted = instant_of(when, week, plan.zone, self.at)
        day = local_day(wanted, plan.zone)
        if self.numbers[plan.service_id, day] == plan.most_per_day:
            return None
        free = [
            start for start in self._free_of_seller(plan, day, minutes) if self._has_time(customer_id, start, minutes)
        ]
        return min(free, key=lambda start: abs(start - wanted), default=None)

    def write(self, service: str, customer_id: UUID | None, start: datetime, minutes: int) -> None:
        """The customer's time stays theirs if it is booked for somebody else."""
        plan, end = self.plans[service], start + timedelta(minutes=minutes)
        self.taken[plan.seller_id].append(reach_of(plan, start, minutes))
        self.numbers[plan.service_id, local_day(start, plan.zone)] += 1
        if customer_id:
            self.taken[customer_id].append(Taken(start, end))

    def _free_of_seller(self, plan: Plan, day: date, minutes: int) -> list[datetime]:
        open_ = windows(plan.week, plan.exceptions, plan.zone, day, day)
        return free_starts(
            open_,
            self.taken[plan.seller_id],
            duration=minutes,
            step=plan.step,
            before=plan.before,
            after=plan.after,
            earliest=instant_at(day, 0, plan.zone),
            latest=instant_at(day + timedelta(1), 0, plan.zone),
        )

    def _has_time(self, user_id: UUID, start: datetime, minutes: int) -> bool:
        end = start + timedelta(minutes=minutes)
        return all(end <= other.start or other.end <= start for other in self.taken[user_id])


def reach_of(plan: Plan, start: datetime, minutes: int) -> Taken:
    return Taken(start - timedelta(minutes=plan.before), start + timedelta(minutes=minutes + plan.after))


def instant_of(when: str, week: int, zone: str, at: datetime) -> datetime:
    """'mon 10:00', in the week so many after the present one."""
    day, _, clock = when.partition(" ")
    return instant_at(day_of(week, weekday(day), zone, at), minute_of(clock), zone)


def day_of(week: int, number: int, zone: str, at: datetime) -> date:
    """Weeks begin on a Monday."""
    today = local_day(at, zone)
    return today + timedelta(days=number - today.weekday(), weeks=week)


def minute_of(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes)
