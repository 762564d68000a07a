"""What is written to the two of a booking when it changes: a subject, a sentence, and what the button says."""

from __future__ import annotations

from typing import NamedTuple


class Letter(NamedTuple):
    subject: str
    text: str
    button: str = "See the booking"


SELLER: dict[str, Letter] = {
    "booking.requested": Letter(
        "{name} asks for “{service}”",
        "{name} would like this time. It is kept until {until}: confirm or decline until then, else it ends by itself.",
        "Answer the request",
    ),
    "booking.booked": Letter("{name} booked “{service}”", "It is settled: {name} comes at this time."),
    "booking.confirmed": Letter(
        "You confirmed “{service}” with {name}", "{name} has been told. This is for your calendar."
    ),
    "booking.declined": Letter(
        "You declined “{service}” for {name}", "{name} has been told. This takes it out of your calendar."
    ),
    "booking.withdrawn": Letter(
        "{name} no longer asks for “{service}”", "The request is gone. The time is free again."
    ),
    "booking.expired": Letter(
        "The request of {name} for “{service}” has ended", "It was not answered in time. The time is free again."
    ),
    "booking.cancelled": Letter(
        "“{service}” with {name} is cancelled", "{who} cancelled. {fee} The time is free again."
    ),
    "booking.moved": Letter("“{service}” with {name} is at another time", "{who} moved it from {was}. {asks}"),
    "booking.missed": Letter(
        "{name} says that you did not come", "If that is not so, write to {name}. The team of the marketplace sees it."
    ),
}
CUSTOMER: dict[str, Letter] = {
    "booking.requested": Letter(
        "You asked {name} for “{service}”",
        "{name} answers by {until}, else the request ends. Until then the time is kept for you.",
        "See your request",
    ),
    "booking.booked": Letter("You booked “{service}” with {name}", "It is settled. {name} expects you at this time."),
    "booking.confirmed": Letter("“{service}” with {name} is confirmed", "It is settled: {name} expects you."),
    "booking.declined": Letter("{name} declined “{service}”", "This time it does not work out, and nothing is owed."),
    "booking.withdrawn": Letter("You no longer ask for “{service}”", "Your request is gone, and nothing is owed."),
    "booking.expired": Letter(
        "Nobody answered your request for “{service}”",
        "{name} did not answer in time, so your request has ended. Nothing is owed.",
    ),
    "booking.cancelled": Letter("“{service}” with {name} is cancelled", "{who} cancelled. {fee}"),
    "booking.moved": Letter("“{service}” with {name} is at another time", "{who} moved it from {was}. {asks}"),
    "booking.missed": SELLER["booking.missed"],
}
LETTERS = {"seller": SELLER, "customer": CUSTOMER}
SERIES: dict[str, dict[str, Letter]] = {
    "seller": {
        "booking.requested": Letter(
            "{name} asks for “{service}”, {times} times",
            "{name} would like these times. Confirm or decline each of them, the first by {until}: what is not "
            "answered in time ends by itself.",
            "Answer the requests",
        ),
        "booking.booked": Letter(
            "{name} booked “{service}”, {times} times", "It is settled: {name} comes at each of these times."
        ),
    },
    "customer": {
        "booking.requested": Letter(
            "You asked {name} for “{service}”, {times} times",
            "{name} answers each of them, the first by {until}: what is not answered in time ends. Until then the "
            "times are kept for you.",
            "See your requests",
        ),
        "booking.booked": Letter(
            "You booked “{service}” with {name}, {times} times",
            "It is settled. {name} expects you at each of these times.",
            "See your bookings",
        ),
    },
}
"""What was booked together is written of once. What becomes of each is told of by itself."""
SOON = {"day": "in a day", "hour": "in an hour"}
"""How far ahead somebody is reminded."""
