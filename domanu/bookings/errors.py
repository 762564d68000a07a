"""What bookings refuse. The pages turn these into sentences. See also `calendar.errors` and `core.refusals`."""

from __future__ import annotations

from collections.abc import Sequence

from domanu.calendar.operations.claims import Taken
from domanu.core.refusals import Forbidden


class NotAMember(Forbidden):
    """Only members book on a marketplace."""

    title = "Join first"
    advice = "What is offered here can be booked by members of this marketplace. Join it, and come back."


class OwnService(Forbidden):
    """Nobody books with themselves."""

    title = "This is your own service"
    advice = "Others book it. To keep a time free for yourself, block it in your calendar."


class NotOffered(Exception):
    """It is not to be had, or not at that time, or not for so long."""


class TooManyHolds(Exception):
    """A person keeps a few times at once, and no more."""


class OwnTimeTaken(Exception):
    """The customer has something else at that time."""

    def __init__(self, taken: Sequence[Taken]) -> None:
        super().__init__()
        self.taken = taken


class HoldGone(Exception):
    """It was let go, or something else was chosen instead."""


class TooLate(Exception):
    """It has begun, or the time in which it could be done is over."""


class TooManyPlaces(Exception):
    """Somebody waits for enough of one seller's time already."""


class NothingToWaitFor(Exception):
    """There are free times."""


class BookingChanged(Exception):
    """It was changed since this page was read."""
