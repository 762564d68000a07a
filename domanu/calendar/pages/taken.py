"""What stands in the way of a block, in words."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from domanu.core.time import tell_clock, tell_when

from ..operations.claims import Taken, what_is_taken

WORDS = {"booking": "you have a booking", "hold": "somebody is just booking", "block": "you have blocked"}


def tell_taken(user_id: UUID, start: datetime, end: datetime, zone: str) -> str:
    """'You have a booking on Tuesday 24 November, 14:00 to 14:50. Leave that out, or cancel it first.'"""
    rows = what_is_taken(user_id, start, end)
    if not rows:
        return "Something came in between just now. Try again."
    words = _words(rows[0])
    more = f" And {len(rows) - 1} more." if len(rows) > 1 else ""
    span = f"{tell_when(rows[0].starts_at, zone)} to {tell_clock(rows[0].ends_at, zone)}"
    return f"{words[0].upper()}{words[1:]} {span}.{more} Leave that out, or free it first."


def _words(row: Taken) -> str:
    return f"{WORDS[row.kind]}:"
