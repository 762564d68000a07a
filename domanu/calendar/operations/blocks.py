"""Time that somebody keeps to themselves."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select

from domanu.core.db import db
from domanu.core.events import emit
from domanu.core.refusals import Hidden
from domanu.core.time import now

from ..errors import BadHours, TooLong, TooManyBlocks
from ..models import TimeClaim
from .claims import LONGEST, claim, hold_calendars
from .openings import mark_stale

MOST_BLOCKS = 1_000
"""To come. Whoever reads the free times of a seller, or of many, reads all that is taken."""


def block_time(user_id: UUID, *, starts_at: datetime, ends_at: datetime, label: str = "") -> UUID:
    """`TimeTaken` where something is booked or held. Longer than a claim can be, one takes days off."""
    if ends_at <= starts_at:
        raise BadHours("The end has to come after the beginning.")
    if ends_at - starts_at > LONGEST:
        raise TooLong
    hold_calendars(user_id)
    _demand_room(user_id)
    key = claim(user_id, starts_at=starts_at, ends_at=ends_at, kind="block", subject_id=None, label=label)
    mark_stale(user_id)
    emit("time.blocked", actor_id=user_id, seller_id=user_id, block_id=key)
    return key


def remove_block(user_id: UUID, key: UUID) -> None:
    hold_calendars(user_id)
    mine = (TimeClaim.id == key, TimeClaim.resource_id == user_id, TimeClaim.kind == "block")
    if db.session.scalar(delete(TimeClaim).where(*mine).returning(TimeClaim.id)) is None:
        raise Hidden
    emit("time.freed", actor_id=user_id, seller_id=user_id)
    mark_stale(user_id)


def _demand_room(user_id: UUID) -> None:
    """Under the lock of the calendar."""
    coming = (func.lower(TimeClaim.during) > now(), TimeClaim.kind == "block", TimeClaim.released_at.is_(None))
    those = select(TimeClaim.id).where(TimeClaim.resource_id == user_id, *coming)
    if db.session.scalar(those.offset(MOST_BLOCKS - 1).limit(1)) is not None:
        raise TooManyBlocks(f"You have {MOST_BLOCKS:,} blocks to come. Remove some, or take days off instead.")
