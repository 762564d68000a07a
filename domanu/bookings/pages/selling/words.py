"""What stands in a calendar, in words."""

from __future__ import annotations

from typing import NamedTuple

from flask import url_for

from domanu.calendar.hours import Spans, tell_minute, tell_span
from domanu.core.time import tell_clock

from ...operations.agenda import Entry
from .grid import Slot

LOOKS = {"asked": "hold", "held": "hold", "offered": "hold", "block": "block", "busy": "block", "own": "class"}
"""The class of each kind in the stylesheet; what is booked has none."""
BOOKINGS = ("booked", "asked", "own")
BLOCKED = "Blocked"


class Told(NamedTuple):
    strong: str
    rest: str
    look: str
    url: str
    """Empty where it leads nowhere: nobody is told who holds a time."""


def tell_slot(slot: Slot, zone: str) -> Told:
    entry = slot.entry
    return Told(_strong(entry), _rest(slot, zone), LOOKS.get(entry.kind, ""), _url(entry))


def tell_open(spans: Spans) -> str:
    told = [tell_span(span) for span in spans]
    return " and ".join(told) if len(told) < 3 else f"{', '.join(told[:-1])} and {told[-1]}"  # noqa: PLR2004


def _strong(entry: Entry) -> str:
    return {
        "booked": entry.name,
        "asked": f"{entry.name} is asking",
        "own": f"You with {entry.name}",
        "held": "Held for somebody",
        "offered": "Offered to who waits",
        "block": entry.name or BLOCKED,
        "busy": entry.name,
    }[entry.kind]


def _rest(slot: Slot, zone: str) -> str:
    entry, start = slot.entry, tell_minute(slot.start)
    if entry.kind in {"block", "busy"}:
        return "all day" if slot.is_all_day else f"{start} to {tell_minute(slot.end)}"
    if entry.kind in {"held", "offered"} and entry.until:
        return f"{start}, until {tell_clock(entry.until, zone)}"
    return f"{start} {entry.service}"


def _url(entry: Entry) -> str:
    if entry.kind in BOOKINGS:
        return f"/bookings/{entry.key}"
    if entry.kind == "block":
        return url_for("calendar.removing_block", key=entry.key)
    return url_for("bookings.feeds") if entry.kind == "busy" else ""
