"""Anybody does anything at all with one seller's time, and after each step everything has to be right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import delete, select

from domanu.bookings.errors import HoldGone, NothingToWaitFor, NotOffered, OwnTimeTaken, TooLate, TooManyHolds
from domanu.bookings.models import Booking, Hold, Wait
from domanu.bookings.operations.booking import book_time
from domanu.bookings.operations.endings import complete_bookings, expire_requests, forget_holds
from domanu.bookings.operations.holds import hold_time, release_hold
from domanu.bookings.operations.moves import cancel_booking, confirm_booking, decline_booking, withdraw_booking
from domanu.bookings.operations.moving import move_booking
from domanu.bookings.operations.passing import pass_on_offers
from domanu.bookings.operations.waiting import join_waiting_list, leave_waiting_list, offer_time
from domanu.calendar.errors import TimeTaken
from domanu.calendar.hours import read_spans
from domanu.calendar.models import AvailabilityException, TimeClaim
from domanu.calendar.operations.blocks import block_time, remove_block
from domanu.calendar.operations.exceptions import remove_days, set_days
from domanu.calendar.operations.free_times import free_times, horizon_of
from domanu.calendar.operations.plans import plan_of
from domanu.calendar.zones import instant_at, local_day
from domanu.core.db import db
from domanu.core.jobs import Job
from domanu.core.process import NotPossible
from domanu.core.refusals import Forbidden, Hidden
from domanu.core.time import now

from .little_world import HORIZON_DAYS, ZONE, LittleWorld
from .order import broken_rules
from .passage import let_pass

REFUSALS = (
    *(HoldGone, NothingToWaitFor, NotOffered, OwnTimeTaken, TooLate, TooManyHolds),
    *(TimeTaken, NotPossible, Forbidden, Hidden),
)
LEGAL = {
    ("pending", "confirmed"),
    ("pending", "cancelled"),
    ("confirmed", "cancelled"),
    ("confirmed", "completed"),
    ("confirmed", "pending"),  # a customer has moved what is booked on request
}
NUMBER = st.integers(0, 30)
WHICH = st.integers(0, 7)
"""One of those that there are."""
QUARTERS = 12
ANY_TIME = st.integers(0, 2 * QUARTERS * (HORIZON_DAYS + 1) - 1)
"""In quarters of an hour from midnight to three, and from noon to three, of each day."""
SPANS = [read_spans([]), read_spans([{"start": "13:00", "end": "15:00"}])]
PASSING = [timedelta(minutes=11), timedelta(minutes=35), timedelta(hours=3), timedelta(days=1), timedelta(days=7)]


class Trade(RuleBasedStateMachine):
    """Each step is a transaction of its own, as a request is. Refusals are fine; whatever else is raised is not."""

    steps = 0
    refused = 0

    def __init__(self, world: LittleWorld) -> None:
        super().__init__()
        self.world = world
        self.statuses: dict[UUID, str] = {}

    @initialize(times=st.lists(NUMBER, min_size=2, max_size=4))
    def begin(self, times: list[int]) -> None:
        """Some of each service are booked already."""
        for number, time in enumerate(times):
            self.hold(number, number, time)
            self.book(0, False, "", None)

    @rule(customer=WHICH, service=WHICH, which=NUMBER)
    def hold(self, customer: int, service: int, which: int) -> None:
        key, duration = self._service(service)
        if free := self._free_times(key, duration):
            self._do(hold_time, key, self._customer(customer), starts_at=free[which % len(free)], duration=duration)

    @rule(customer=WHICH, service=WHICH, time=ANY_TIME)
    def hold_any_time(self, customer: int, service: int, time: int) -> None:
        key, duration = self._service(service)
        self._do(hold_time, key, self._customer(customer), starts_at=_time(time), duration=duration)

    @rule(which=WHICH)
    def release(self, which: int) -> None:
        if hold := self._one_of(Hold, which):
            self._do(release_hold, hold.id, hold.customer_id)

    @rule(which=WHICH, anyway=st.booleans(), booked_for=st.sampled_from(["", "", "Mei"]), also=st.none() | NUMBER)
    def book(self, which: int, anyway: bool, booked_for: str, also: int | None) -> None:
        if not self._one_of(Hold, which):
            self.hold(which, which, which)
        if hold := self._one_of(Hold, which):
            free = self._free_times(hold.service_id, hold.duration) if also is not None else []
            more = [free[(also or 0) % len(free)]] if free else []
            self._do(book_time, hold.id, hold.customer_id, anyway=anyway, booked_for=booked_for, also=more)

    @rule(which=WHICH, by_seller=st.booleans(), how=st.sampled_from([confirm_booking, decline_booking]))
    def answer(self, which: int, by_seller: bool, how: Callable[..., None]) -> None:
        if booking := self._one_of(Booking, which, Booking.status == "pending"):
            self._do(how, booking.id, booking.seller_id if by_seller else booking.customer_id)

    @rule(which=WHICH, by_seller=st.booleans(), how=st.sampled_from([withdraw_booking, cancel_booking]))
    def call_off(self, which: int, by_seller: bool, how: Callable[..., None]) -> None:
        if booking := self._one_of(Booking, which):
            self._do(how, booking.id, booking.seller_id if by_seller else booking.customer_id)

    @rule(which=WHICH, by_seller=st.booleans(), time=ANY_TIME)
    def move(self, which: int, by_seller: bool, time: int) -> None:
        if booking := self._one_of(Booking, which, Booking.status.in_(("pending", "confirmed"))):
            actor = booking.seller_id if by_seller else booking.customer_id
            self._do(move_booking, booking.id, actor, starts_at=_time(time), seen=booking.edition)

    @rule(time=ANY_TIME, quarters=st.integers(1, 16))
    def block(self, time: int, quarters: int) -> None:
        begins = _time(time)
        ends_at = begins + timedelta(minutes=15 * quarters)
        self._do(block_time, self.world.seller, starts_at=begins, ends_at=ends_at, label="Dentist")

    @rule(which=WHICH)
    def unblock(self, which: int) -> None:
        if block := self._one_of(TimeClaim, which, TimeClaim.kind == "block", TimeClaim.released_at.is_(None)):
            self._do(remove_block, self.world.seller, block.id)

    @rule(day=st.integers(0, HORIZON_DAYS), spans=st.sampled_from([*SPANS, None]))
    def except_a_day(self, day: int, spans: Any) -> None:
        """Or have it like any other again."""
        if spans is not None:
            date = local_day(now(), ZONE) + timedelta(days=day)
            self._do(set_days, self.world.seller, date, date, spans)
        elif exception := self._one_of(AvailabilityException, day):
            self._do(remove_days, self.world.seller, [exception.id])

    @rule(customer=WHICH, service=WHICH, day=st.sampled_from([None, *range(HORIZON_DAYS + 1)]))
    def wait(self, customer: int, service: int, day: int | None) -> None:
        key, duration = self._service(service)
        date = None if day is None else local_day(now(), ZONE) + timedelta(days=day)
        self._do(join_waiting_list, key, self._customer(customer), day=date, duration=duration)

    @rule(which=WHICH)
    def leave(self, which: int) -> None:
        if wait := self._one_of(Wait, which, Wait.status.in_(("waiting", "offered"))):
            self._do(leave_waiting_list, wait.id, wait.customer_id)

    @rule(by=st.sampled_from(PASSING), with_jobs=st.booleans())
    def let_time_pass(self, by: timedelta, with_jobs: bool) -> None:
        let_pass(self.world, by)
        self._note_statuses()
        if with_jobs:
            self.look_after_everything()

    def look_after_everything(self) -> None:
        """What the worker does every now and then."""
        for job in (expire_requests, complete_bookings, forget_holds, pass_on_offers):
            self._do(job)
        self._do(offer_time, str(self.world.seller))

    @invariant()
    def everything_is_in_order(self) -> None:
        Trade.steps += 1
        assert broken_rules(self.world.people) == set()
        self._note_statuses()
        db.session.rollback()

    def teardown(self) -> None:
        """What would be done after all this is not looked at here."""
        db.session.execute(delete(Job))
        db.session.commit()
        db.session.remove()

    def _do(self, work: Callable[..., Any], *given: Any, **named: Any) -> None:
        try:
            work(*given, **named)
            db.session.commit()
        except REFUSALS:
            Trade.refused += 1
            db.session.rollback()

    def _note_statuses(self) -> None:
        """Each went on as it may, and none is lost."""
        found = select(Booking.id, Booking.status).where(Booking.seller_id == self.world.seller)
        present = {row.id: row.status for row in db.session.execute(found)}
        assert self.statuses.keys() <= present.keys()
        steps = {(before, present[key]) for key, before in self.statuses.items() if present[key] != before}
        assert steps <= LEGAL
        self.statuses = present

    def _service(self, which: int) -> tuple[UUID, int]:
        services = list(self.world.services.items())
        return services[which % len(services)]

    def _free_times(self, service_id: UUID, duration: int) -> list[datetime]:
        plan = plan_of(service_id)
        assert plan
        free = free_times(plan, duration, now(), horizon_of(plan, now()))
        db.session.rollback()
        return free

    def _customer(self, which: int) -> UUID:
        return self.world.customers[which % len(self.world.customers)]

    def _one_of(self, model: Any, which: int, *conditions: Any) -> Any:
        owner = {Hold: "seller_id", Booking: "seller_id", Wait: "seller_id", TimeClaim: "resource_id"}.get(
            model, "user_id"
        )
        theirs = select(model).where(getattr(model, owner) == self.world.seller, *conditions).order_by(model.id.desc())
        found = db.session.scalars(theirs.limit(8).execution_options(populate_existing=True)).all()
        db.session.rollback()
        return found[which % len(found)] if found else None


def _time(number: int) -> datetime:
    half_days, quarter = divmod(number, QUARTERS)
    day = local_day(now(), ZONE) + timedelta(days=half_days // 2)
    return instant_at(day, 12 * 60 * (half_days % 2) + 15 * quarter, ZONE)
