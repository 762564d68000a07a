"""What is taken of somebody's time. That no two claims on one calendar overlap, the database sees to in the end; that
nobody has to run into it, the lock does: whoever writes here begins with `hold_calendars`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from domanu.core.db import db, new_id

from ..errors import TimeTaken
from ..models import LONGEST_CLAIM_DAYS
from .overlaps import CLAIMED, HELD, HELD_AS_FAR_AS_THERE, HELD_BY_SUBJECT, MADE, MOVED, RELEASED, TAKEN, TURNED

LONGEST = timedelta(days=LONGEST_CLAIM_DAYS)


class Taken(NamedTuple):
    starts_at: datetime
    ends_at: datetime
    kind: str
    part: str
    subject_id: UUID | None
    label: str


class Buffers(NamedTuple):
    before: int
    after: int


def hold_calendars(*user_ids: UUID) -> None:
    """Until the transaction ends. Always in the order of the keys, so that nobody waits in a circle: all that are
    needed at once, or none."""
    people = sorted(set(user_ids))
    values = {"people": people, "number": len(people)}
    if len(db.session.execute(HELD, values).all()) < len(people):
        db.session.execute(MADE, values)
        db.session.execute(HELD_AS_FAR_AS_THERE, values)


def claim(
    resource_id: UUID,
    *,
    starts_at: datetime,
    ends_at: datetime,
    before: int = 0,
    after: int = 0,
    kind: str,
    subject_id: UUID | None,
    service_id: UUID | None = None,
    part: str = "seller",
    label: str = "",
    expires_at: datetime | None = None,
) -> UUID:
    """Buffers are in minutes. `TimeTaken` if any of it is another's; holds that have run out make way."""
    values: dict[str, Any] = {
        "resource": resource_id,
        "subject": subject_id,
        "in_part": part,
        "new_id": new_id(),
        "new_starts_at": starts_at,
        "new_ends_at": ends_at,
        "new_service_id": service_id,
        "new_kind": kind,
        "new_label": label,
        "new_expires_at": expires_at,
    }
    values |= _reaching(starts_at - timedelta(minutes=before), ends_at + timedelta(minutes=after))
    key: UUID | None = db.session.scalar(CLAIMED, values)
    if key is None:
        raise TimeTaken
    return key


def release(subject_id: UUID, part: str | None = None) -> None:
    """What it has claimed, of one calendar or of both."""
    db.session.execute(RELEASED, {"subject": subject_id, "in_part": part})


def turn_into_booking(hold_id: UUID, booking_id: UUID) -> Buffers | None:
    """None if the hold has lost its claim meanwhile."""
    row = db.session.execute(TURNED, {"subject": hold_id, "booking_id": booking_id}).first()
    return Buffers(*row) if row else None


def move_claims(
    subject_id: UUID, part: str, *, starts_at: datetime, ends_at: datetime, before: int = 0, after: int = 0
) -> bool:
    """In place, also where the old time and the new one overlap. `TimeTaken` if any of it is another's; False if it has
    claimed nothing in this part."""
    values: dict[str, Any] = {"subject": subject_id, "in_part": part}
    values |= {"new_starts_at": starts_at, "new_ends_at": ends_at}
    values |= _reaching(starts_at - timedelta(minutes=before), ends_at + timedelta(minutes=after))
    if db.session.execute(MOVED, values).first() is not None:
        return True
    if db.session.scalar(HELD_BY_SUBJECT, values):
        raise TimeTaken
    return False


def what_is_taken(resource_id: UUID, start: datetime, end: datetime, *, without: UUID | None = None) -> Sequence[Taken]:
    """In order. `without` is the hold or the booking that does not count."""
    values = {"resource": resource_id, "subject": without} | _reaching(start, end)
    return [Taken(*row) for row in db.session.execute(TAKEN, values)]


def _reaching(begins: datetime, until: datetime) -> dict[str, datetime]:
    return {"begins": begins, "until": until, "reach": begins - LONGEST}
