"""What has to do with time: free times, bookings through the API, next free times on cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scripts.steps import step

from .booking import Booking, measure_booking
from .free_times import FreeTimes, measure_free_times
from .openings import Openings, measure_openings
from .rounds import Effort, Load
from .stand import Stand


@dataclass
class Times:
    services: str
    bookings: int
    connections: int
    free_times: list[FreeTimes]
    openings: list[Openings]
    booking: Booking


def measure_times(stand: Stand, effort: Effort) -> Times:
    with step("a month of free times"):
        free_times = measure_free_times(stand.app, stand.connection, effort)
    openings = measure_openings(stand, effort)
    booking = measure_booking(stand.app, stand.connection, stand.url, stand.ports["product"], effort)
    return Times(stand.scale.name, stand.scale.bookings, effort.connections, free_times, openings, booking)


def read_times(kept: dict[str, Any]) -> Times:
    """As `asdict` has written them: loads are lists there."""
    booking = kept["booking"] | {name: Load(*kept["booking"][name]) for name in ("spread", "hot")}
    openings = [
        Openings(**each | {"load": {kind: Load(*load) for kind, load in each["load"].items()}})
        for each in kept["openings"]
    ]
    free_times = [FreeTimes(**each) for each in kept["free_times"]]
    return Times(**kept | {"booking": Booking(**booking), "openings": openings, "free_times": free_times})
