"""Who waits, who is next, and what they are offered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from domanu.auth.models import User
from domanu.bookings.errors import NotAMember, NothingToWaitFor, NotOffered, OwnService
from domanu.bookings.models import Hold, Wait
from domanu.bookings.operations.passing import pass_on_offers
from domanu.bookings.operations.waiting import join_waiting_list, leave_waiting_list, offer_time, take_offer
from domanu.bookings.operations.waits import own_waits, waits_of_seller
from domanu.calendar.hours import DAYS
from domanu.calendar.models import Opening, TimeClaim
from domanu.calendar.operations.blocks import block_time, remove_block
from domanu.core.db import db
from domanu.core.events import Event
from domanu.core.jobs import Job
from domanu.core.refusals import Hidden
from domanu.core.time import now
from domanu.marketplaces import join_marketplace, leave_marketplace
from domanu.services import create_service
from tests.support.hours import make_bookable
from tests.support.people import Person

DAY = now().date() + timedelta(days=3)
NOON = datetime.combine(DAY, time(12), UTC)
HOUR = timedelta(hours=1)
AT_NOON = {day: [{"start": "12:00", "end": "13:00"}] for day in DAYS}


class Full(NamedTuple):
    """Alice's lesson at noon, and her visit at noon; on this day she has blocked it."""

    lesson: UUID
    visit: UUID
    seller: UUID
    block: UUID


@pytest.fixture
def full(market: str, alice: Person) -> Full:
    join_marketplace(market, alice.id)
    lesson, visit = (_sold(market, alice, name) for name in ("Lesson", "Visit"))
    block = block_time(alice.id, starts_at=NOON, ends_at=NOON + HOUR, label="Dentist")
    db.session.commit()
    return Full(lesson, visit, alice.id, block)


@pytest.fixture
def member(market: str, make_person: Callable[[str], Person]) -> Callable[[str], UUID]:
    def make(name: str) -> UUID:
        person = make_person(name)
        join_marketplace(market, person.id)
        db.session.commit()
        return person.id

    return make


@pytest.fixture
def ada(member: Callable[[str], UUID]) -> UUID:
    return member("ada")


@pytest.fixture
def ben(member: Callable[[str], UUID]) -> UUID:
    return member("ben")


def test_it_works(full: Full, ada: UUID, ben: UUID) -> None:
    first, second = _join(full.lesson, ada), _join(full.lesson, ben)
    assert [wait.place for wait in (*own_waits(ada), *own_waits(ben))] == [1, 2]
    remove_block(full.seller, full.block)
    [offered], [waiting] = own_waits(ada), own_waits(ben)
    assert (offered.id, offered.status, offered.offered_at) == (first, "offered", NOON)
    assert offered.total_amount == Decimal(40)
    assert offered.expires_at
    assert timedelta(minutes=119) < offered.expires_at - now() <= timedelta(minutes=120)
    assert (waiting.id, waiting.status, waiting.hold_id) == (second, "waiting", None)
    assert _claimed() == [(NOON, "hold")]
    assert _events() == ["waiting.joined", "waiting.joined", "waiting.offered"]


def test_only_where_nothing_is_free(full: Full, ada: UUID) -> None:
    with pytest.raises(NothingToWaitFor):
        _join(full.lesson, ada, DAY + timedelta(days=1))
    with pytest.raises(NothingToWaitFor):
        _join(full.lesson, ada, None)
    make_bookable(full.lesson, availability={})
    assert _join(full.lesson, ada, None)


def test_only_what_is_offered(full: Full, ada: UUID, market: str, alice: Person) -> None:
    with pytest.raises(NotOffered):
        _join(full.lesson, ada, duration=55)
    untimed = create_service(market, alice.id, name="Untimed", description="", price=Decimal(1))
    with pytest.raises(NotOffered):
        _join(untimed, ada)


def test_only_who_could_book(full: Full, alice: Person, charlie: Person, una: Person) -> None:
    with pytest.raises(OwnService):
        _join(full.lesson, alice.id)
    with pytest.raises(NotAMember):
        _join(full.lesson, charlie.id)


def test_pressing_twice_joins_once(full: Full, ada: UUID) -> None:
    make_bookable(full.lesson, availability=AT_NOON, other_durations=[{"minutes": 30, "price": "20"}])
    assert _join(full.lesson, ada) == _join(full.lesson, ada, duration=30)
    assert [wait.duration for wait in own_waits(ada)] == [30]
    assert _events() == ["waiting.joined"]


def test_it_goes_on_when_it_is_left(full: Full, ada: UUID, ben: UUID) -> None:
    first, second = _join(full.lesson, ada), _join(full.lesson, ben)
    remove_block(full.seller, full.block)
    leave_waiting_list(first, ada)
    leave_waiting_list(first, ada)
    assert own_waits(ada) == []
    assert [(wait.id, wait.offered_at, wait.place) for wait in own_waits(ben)] == [(second, NOON, 1)]
    assert _events()[-2:] == ["waiting.left", "waiting.offered"]


def test_it_goes_on_when_it_runs_out(full: Full, ada: UUID, ben: UUID) -> None:
    first, second = _join(full.lesson, ada), _join(full.lesson, ben)
    remove_block(full.seller, full.block)
    _let_time_pass()
    offer_time(str(full.seller))
    assert [_status(first), _status(second)] == ["over", "offered"]
    assert _events()[-2:] == ["waiting.passed", "waiting.offered"]
    _let_time_pass()
    offer_time(str(full.seller))
    assert (_status(second), _claimed()) == ("over", [])


def test_taking_it(full: Full, ada: UUID) -> None:
    key = _join(full.lesson, ada)
    take_offer(key)
    assert (_status(key), own_waits(ada)) == ("booked", [])


def test_who_came_first_is_first_also_across_services(full: Full, ada: UUID, ben: UUID) -> None:
    _join(full.visit, ada)
    _join(full.lesson, ben)
    assert [wait.place for wait in own_waits(ben)] == [2]
    remove_block(full.seller, full.block)
    assert [_hold().customer_id, _hold().service_id] == [ada, full.visit]


def test_another_day_is_another_line(full: Full, ada: UUID, ben: UUID) -> None:
    tomorrow = DAY + timedelta(days=1)
    block_time(full.seller, starts_at=NOON + 24 * HOUR, ends_at=NOON + 25 * HOUR, label="")
    _join(full.lesson, ada, tomorrow)
    _join(full.lesson, ben)
    assert [wait.place for wait in own_waits(ben)] == [1]
    remove_block(full.seller, full.block)
    assert _hold().customer_id == ben


def test_one_offer_for_each_place(full: Full, ada: UUID, ben: UUID) -> None:
    """Two times become free, and the first in line gets one of them."""
    make_bookable(full.lesson, availability={})
    _join(full.lesson, ada, None)
    _join(full.lesson, ben, None)
    make_bookable(full.lesson, availability=AT_NOON)
    offer_time(str(full.seller))
    offer_time(str(full.seller))
    held = db.session.execute(select(Hold.customer_id, Hold.scheduled_at).order_by(Hold.scheduled_at)).all()
    assert [customer for customer, _at in held] == [ada, ben]
    assert len({at for _customer, at in held}) == 2


@pytest.mark.parametrize("what", ["left", "unconfirmed", "disabled"])
def test_nobody_is_offered_what_they_cannot_book(full: Full, ada: UUID, ben: UUID, market: str, what: str) -> None:
    """And they keep their place."""
    _join(full.lesson, ada)
    _join(full.lesson, ben)
    if what == "left":
        leave_marketplace(market, ada)
    else:
        change: dict[str, Any] = {"confirmed_at": None} if what == "unconfirmed" else {"disabled_at": func.now()}
        db.session.execute(update(User).where(User.id == ada).values(change))
    remove_block(full.seller, full.block)
    assert _hold().customer_id == ben
    assert [wait.status for wait in waits_of_seller(full.seller)] == ["waiting", "offered"]


def test_not_before_the_notice(full: Full, ada: UUID) -> None:
    _join(full.lesson, ada)
    make_bookable(full.lesson, availability=AT_NOON, notice_minutes=5 * 24 * 60)
    remove_block(full.seller, full.block)
    assert _claimed() == []


def test_somebody_elses_place_is_not_ones_own(full: Full, ada: UUID, ben: UUID) -> None:
    with pytest.raises(Hidden):
        leave_waiting_list(_join(full.lesson, ada), ben)


def test_the_clock_looks_after_it(full: Full, ada: UUID, ben: UUID, run_jobs: Callable[[], int]) -> None:
    """Offers that ran out are passed on, and what became free by itself is offered."""
    _join(full.lesson, ada)
    _join(full.visit, ben)
    pass_on_offers()
    assert _sellers_due() == []
    db.session.execute(update(Opening).values(next_at=NOON, from_day=DAY - timedelta(days=2), days=0b011))
    pass_on_offers()
    assert _sellers_due() == []
    db.session.execute(update(Opening).values(days=0b110))
    pass_on_offers()
    pass_on_offers()
    assert _sellers_due() == [str(full.seller)]


def test_it_is_over_when_the_day_is(full: Full, ada: UUID, ben: UUID) -> None:
    past, still = _join(full.lesson, ada), _join(full.visit, ben)
    yesterday = now().date() - timedelta(days=1)
    db.session.execute(update(Wait).where(Wait.id == past).values(day=yesterday))
    pass_on_offers()
    assert [_status(past), _status(still)] == ["over", "waiting"]


def test_the_seller_sees_who_waits(full: Full, ada: UUID, ben: UUID) -> None:
    _join(full.visit, ben)
    _join(full.lesson, ada)
    told = [(wait.service_name, wait.customer_name, wait.day, wait.status) for wait in waits_of_seller(full.seller)]
    assert told == [("Visit", "Ben", DAY, "waiting"), ("Lesson", "Ada", DAY, "waiting")]


def _sold(market: str, seller: Person, name: str) -> UUID:
    key = create_service(market, seller.id, name=name, description="", price=Decimal(40))
    make_bookable(key, availability=AT_NOON)
    return key


def _join(service_id: UUID, customer_id: UUID, day: date | None = DAY, duration: int = 60) -> UUID:
    return join_waiting_list(service_id, customer_id, day=day, duration=duration)


def _let_time_pass() -> None:
    """Until every offer has run out."""
    for model in (Hold, TimeClaim):
        late = update(model).where(model.expires_at.is_not(None)).values(expires_at=now() - timedelta(seconds=1))
        db.session.execute(late)


def _status(key: UUID) -> str | None:
    return db.session.scalar(select(Wait.status).where(Wait.id == key))


def _hold() -> Hold:
    return db.session.scalars(select(Hold)).one()


def _claimed() -> list[tuple[Any, ...]]:
    claims = select(TimeClaim.starts_at, TimeClaim.kind).where(TimeClaim.released_at.is_(None))
    return [tuple(row) for row in db.session.execute(claims)]


def _events() -> list[str]:
    named = select(Event.name).where(Event.name.startswith("waiting.")).order_by(Event.id)
    return list(db.session.scalars(named))


def _sellers_due() -> list[str]:
    return [job.arguments["seller_id"] for job in db.session.scalars(select(Job).where(Job.name == "offer_time"))]
