"""What is taken, under the lock and by the database's own word."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError

from domanu.calendar.errors import BadHours, TimeTaken, TooLong
from domanu.calendar.models import Calendar, TimeClaim
from domanu.calendar.operations.blocks import block_time, remove_block
from domanu.calendar.operations.claims import (
    claim,
    hold_calendars,
    move_claims,
    release,
    turn_into_booking,
    what_is_taken,
)
from domanu.core.db import db, new_id
from domanu.core.refusals import Hidden
from domanu.core.time import now
from tests.support.people import Person

NOON = datetime(2030, 5, 6, 12, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def hold(alice: Person) -> UUID:
    """Of an hour at noon, with buffers."""
    hold_calendars(alice.id)
    return take(alice, NOON, before=10, after=20)


def take(person: Person, starts_at: datetime, *, before: int = 0, after: int = 0, minutes: int = 10) -> UUID:
    key, expires_at = new_id(), now() + minutes * MINUTE
    claim(
        person.id,
        starts_at=starts_at,
        ends_at=starts_at + HOUR,
        before=before,
        after=after,
        kind="hold",
        subject_id=key,
        expires_at=expires_at,
    )
    return key


def test_calendars_are_made_when_they_are_held(alice: Person, bob: Person) -> None:
    for people in ([alice.id], [bob.id, alice.id, bob.id], []):
        hold_calendars(*people)
    assert set(db.session.scalars(select(Calendar.user_id))) == {alice.id, bob.id}


def test_what_touches_does_not_overlap(hold: UUID, alice: Person, bob: Person) -> None:
    for starts_at in (NOON - HOUR - 9 * MINUTE, NOON + HOUR + 19 * MINUTE, NOON, NOON - 9 * MINUTE):
        with pytest.raises(TimeTaken):
            take(alice, starts_at)
    take(alice, NOON - HOUR - 10 * MINUTE)
    take(alice, NOON + HOUR + 20 * MINUTE)
    hold_calendars(bob.id)
    take(bob, NOON)


def test_what_ran_out_makes_way(hold: UUID, alice: Person) -> None:
    db.session.execute(update(TimeClaim).values(expires_at=func.clock_timestamp()))
    assert what_is_taken(alice.id, NOON, NOON + HOUR) == []
    take(alice, NOON + 30 * MINUTE)
    assert db.session.scalars(select(TimeClaim.starts_at)).all() == [NOON + 30 * MINUTE]


def test_what_is_taken(hold: UUID, alice: Person) -> None:
    block = block_time(alice.id, starts_at=NOON + 2 * HOUR, ends_at=NOON + 3 * HOUR, label="Lunch")
    taken = what_is_taken(alice.id, NOON - HOUR, NOON + 4 * HOUR)
    assert [(one.kind, one.label, one.starts_at) for one in taken] == [
        ("hold", "", NOON),
        ("block", "Lunch", NOON + 2 * HOUR),
    ]
    assert len(what_is_taken(alice.id, NOON - HOUR, NOON + 4 * HOUR, without=hold)) == 1
    remove_block(alice.id, block)
    assert what_is_taken(alice.id, NOON + 2 * HOUR, NOON + 4 * HOUR) == []


def test_a_hold_becomes_a_booking(hold: UUID, alice: Person) -> None:
    booking = new_id()
    assert turn_into_booking(hold, booking) == (10, 20)
    assert turn_into_booking(hold, new_id()) is None
    [taken] = what_is_taken(alice.id, NOON, NOON + HOUR)
    assert (taken.kind, taken.subject_id) == ("booking", booking)
    release(booking)
    assert what_is_taken(alice.id, NOON, NOON + HOUR) == []
    take(alice, NOON)


def test_moved_onto_itself_but_not_onto_others(hold: UUID, alice: Person) -> None:
    take(alice, NOON + 3 * HOUR)
    later = NOON + 30 * MINUTE
    assert move_claims(hold, "seller", starts_at=later, ends_at=later + HOUR)
    assert not move_claims(hold, "customer", starts_at=later, ends_at=later + HOUR)
    with pytest.raises(TimeTaken):
        move_claims(hold, "seller", starts_at=NOON + 2 * HOUR, ends_at=NOON + 3 * HOUR, after=1)
    assert [taken.starts_at for taken in what_is_taken(alice.id, NOON, NOON + HOUR)] == [later]


def test_blocks(alice: Person, bob: Person) -> None:
    with pytest.raises(BadHours):
        block_time(alice.id, starts_at=NOON, ends_at=NOON)
    with pytest.raises(TooLong):
        block_time(alice.id, starts_at=NOON, ends_at=NOON + timedelta(days=7, seconds=1))
    key = block_time(alice.id, starts_at=NOON, ends_at=NOON + timedelta(days=7))
    with pytest.raises(TimeTaken):
        block_time(alice.id, starts_at=NOON + timedelta(days=6), ends_at=NOON + timedelta(days=8))
    with pytest.raises(Hidden):
        remove_block(bob.id, key)


def test_the_database_has_the_last_word(hold: UUID, alice: Person) -> None:
    row = {"resource_id": alice.id, "kind": "block", "starts_at": NOON, "ends_at": NOON + HOUR}
    during = func.tstzrange(NOON, NOON + HOUR, "[)")
    with pytest.raises(IntegrityError, match="ex_time_claims_overlap"):
        db.session.execute(insert(TimeClaim).values(**row, during=during))
