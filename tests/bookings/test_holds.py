"""A time is kept for some minutes, for whoever may book it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select, update

from domanu.bookings.errors import NotAMember, NotOffered, OwnService, TooManyHolds
from domanu.bookings.models import Hold
from domanu.bookings.operations.endings import forget_holds
from domanu.bookings.operations.holds import HOLD, MOST_HOLDS, hold_on, hold_time, open_holds, release_hold
from domanu.calendar.errors import TimeTaken
from domanu.calendar.models import TimeClaim
from domanu.core.db import db
from domanu.core.refusals import Forbidden, Hidden
from domanu.core.time import now
from domanu.marketplaces import join_marketplace
from domanu.marketplaces.errors import Archived, NotConfirmed, RulesChanged
from domanu.marketplaces.models import Membership
from domanu.marketplaces.operations.marketplaces import archive_marketplace
from domanu.services.operations.services import change_availability, take_down
from tests.support.hours import make_bookable
from tests.support.people import Person

HOUR = timedelta(hours=1)
Sell = Callable[..., UUID]


def test_it_works(calculus: UUID, alice: Person, bob: Person, monday: datetime) -> None:
    hold = hold_time(calculus, bob.id, starts_at=monday, duration=60)
    assert HOLD - timedelta(seconds=9) < hold.expires_at - now() <= HOLD
    assert (hold.total_amount, hold.seller_id) == (Decimal(40), alice.id)
    [claim] = db.session.scalars(select(TimeClaim)).all()
    assert (claim.resource_id, claim.kind, claim.subject_id, claim.part) == (alice.id, "hold", hold.id, "seller")
    assert (claim.starts_at, claim.ends_at, claim.expires_at) == (monday, monday + HOUR, hold.expires_at)
    assert hold_on(calculus, bob.id) is hold
    assert hold_time(calculus, bob.id, starts_at=monday, duration=60).id == hold.id, "pressed twice"


def test_only_what_is_offered(calculus: UUID, bob: Person, monday: datetime) -> None:
    hold_time(calculus, bob.id, starts_at=monday, duration=60)
    for starts_at, duration in (
        (monday - 2 * HOUR, 60),  # before nine
        (monday + timedelta(minutes=10), 60),
        (monday + 3 * HOUR, 45),
        (monday + timedelta(days=200), 60),
        (now() - HOUR, 60),
    ):
        with pytest.raises(NotOffered):
            hold_time(calculus, bob.id, starts_at=starts_at, duration=duration)


def test_choosing_another_time_lets_go_of_the_first(calculus: UUID, bob: Person, monday: datetime) -> None:
    hold_time(calculus, bob.id, starts_at=monday, duration=60)
    later = hold_time(calculus, bob.id, starts_at=monday + timedelta(minutes=30), duration=60)
    assert [hold.id for hold in open_holds(bob.id)] == [later.id]
    assert db.session.scalars(select(TimeClaim.starts_at)).all() == [monday + timedelta(minutes=30)]


def test_what_is_taken(calculus: UUID, bob: Person, charlie: Person, market: str, monday: datetime) -> None:
    join_marketplace(market, charlie.id)
    make_bookable(calculus, before_minutes=10, after_minutes=15)
    hold_time(calculus, bob.id, starts_at=monday, duration=60)
    for minutes in (-60, -30, 0, 30, 60):
        with pytest.raises(TimeTaken):
            hold_time(calculus, charlie.id, starts_at=monday + timedelta(minutes=minutes), duration=60)
    assert hold_time(calculus, charlie.id, starts_at=monday + timedelta(minutes=90), duration=60)


def test_three_at_once(sell: Sell, alice: Person, bob: Person, monday: datetime) -> None:
    services = [sell(alice, bob, name=f"Lesson {number}") for number in range(MOST_HOLDS + 1)]
    holds = [
        hold_time(service, bob.id, starts_at=monday + place * HOUR, duration=60)
        for place, service in enumerate(services[:-1])
    ]
    with pytest.raises(TooManyHolds):
        hold_time(services[-1], bob.id, starts_at=monday + 5 * HOUR, duration=60)
    assert hold_time(services[0], bob.id, starts_at=monday + 5 * HOUR, duration=60), "another time is none more"
    release_hold(holds[1].id, bob.id)
    release_hold(holds[1].id, bob.id)
    assert hold_time(services[-1], bob.id, starts_at=monday + HOUR, duration=60)


def test_nobody_releases_anothers(calculus: UUID, alice: Person, bob: Person, monday: datetime) -> None:
    hold = hold_time(calculus, bob.id, starts_at=monday, duration=60)
    release_hold(hold.id, alice.id)
    assert hold_on(calculus, bob.id)


def test_it_runs_out(calculus: UUID, bob: Person, charlie: Person, market: str, monday: datetime) -> None:
    join_marketplace(market, charlie.id)
    hold_time(calculus, bob.id, starts_at=monday, duration=60)
    _let_pass(HOLD)
    assert open_holds(bob.id) == []
    taken = hold_time(calculus, charlie.id, starts_at=monday + timedelta(minutes=30), duration=60)
    assert db.session.scalars(select(TimeClaim.subject_id)).all() == [taken.id], "what ran out made way"


def test_it_is_forgotten(calculus: UUID, bob: Person, monday: datetime) -> None:
    """First what it has claimed; its row a while later."""
    hold_time(calculus, bob.id, starts_at=monday, duration=60)
    forget_holds()
    assert hold_on(calculus, bob.id)
    for by, left in ((HOLD, 1), (2 * HOUR, 0)):
        _let_pass(by)
        forget_holds()
        assert db.session.scalars(select(TimeClaim)).all() == []
        assert len(db.session.scalars(select(Hold)).all()) == left


def test_who_may(calculus: UUID, alice: Person, charlie: Person, una: Person, market: str, monday: datetime) -> None:
    refused = {alice: OwnService, charlie: NotAMember, una: NotConfirmed}
    for person, refusal in refused.items():
        with pytest.raises(refusal):
            hold_time(calculus, person.id, starts_at=monday, duration=60)
    assert issubclass(NotAMember, Forbidden)


def test_under_the_rules_in_force(calculus: UUID, bob: Person, monday: datetime) -> None:
    db.session.execute(update(Membership).where(Membership.user_id == bob.id).values(rules_version=0))
    with pytest.raises(RulesChanged):
        hold_time(calculus, bob.id, starts_at=monday, duration=60)


def test_where_it_is_to_be_had(calculus: UUID, alice: Person, bob: Person, dora: Person, monday: datetime) -> None:
    change_availability(calculus, alice.id, available=False)
    with pytest.raises(NotOffered):
        hold_time(calculus, bob.id, starts_at=monday, duration=60)
    take_down(calculus, dora.id)
    with pytest.raises(Hidden):
        hold_time(calculus, bob.id, starts_at=monday, duration=60)


def test_while_the_marketplace_is_open(
    calculus: UUID, bob: Person, dora: Person, market: str, monday: datetime
) -> None:
    archive_marketplace(market, dora.id)
    with pytest.raises(Archived):
        hold_time(calculus, bob.id, starts_at=monday, duration=60)


def _let_pass(by: timedelta) -> None:
    for table in (Hold, TimeClaim):
        db.session.execute(update(table).values(expires_at=table.expires_at - by))
