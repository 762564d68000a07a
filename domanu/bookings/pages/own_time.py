"""What somebody has to do already when they want to book."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from domanu.calendar.operations.claims import Taken
from domanu.core.time import tell_clock
from domanu.profiles.visitor import visitor_zone

from ..errors import OwnTimeTaken
from ..operations.clashes import names_of

MOST_NAMED = 3


def told_own_time(clash: OwnTimeTaken, reader_id: UUID) -> str:
    """'Your own time is taken then: Guitar lesson, 13:30 to 14:30. …'"""
    return f"Your own time is taken then: {_told(clash.taken, names_of(clash.taken, reader_id))}."


def _told(taken: Sequence[Taken], names: dict[UUID, str]) -> str:
    zone = visitor_zone()
    each = (
        f"{_name(one, names)}, {tell_clock(one.starts_at, zone)} to {tell_clock(one.ends_at, zone)}"
        for one in taken[:MOST_NAMED]
    )
    more = ", and more" if len(taken) > MOST_NAMED else ""
    return "; ".join(each) + more


def _name(one: Taken, names: dict[UUID, str]) -> str:
    known = names.get(one.subject_id) if one.subject_id else one.label
    return known or ("something that you have blocked" if one.kind == "block" else "something else")
