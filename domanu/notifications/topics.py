"""What people can be told about, and which of it they may switch off."""

from __future__ import annotations

from typing import NamedTuple


class Topic(NamedTuple):
    name: str
    title: str
    note: str
    inbox: bool
    """Whether it may be left out of the inbox. What costs somebody money, or a way for nothing, may not."""
    mail: bool
    """Whether it may come without a mail."""


TOPICS = {
    topic.name: topic
    for topic in (
        Topic("booked", "Somebody books with you", "Or asks for a time, or takes the request back.", False, True),
        Topic("answered", "Answers to what you asked for", "Confirmed, declined, or never answered.", False, True),
        Topic("changed", "A booking is moved or cancelled", "By whoever you meet there.", False, True),
        Topic("reminders", "Reminders", "A day and an hour before a booking.", True, True),
        Topic("over", "After a booking", "That it is over, and if somebody says that you did not come.", True, True),
        Topic("waiting", "A time for which you wait is free", "It is kept for you only for a while.", False, True),
        Topic("requests", "Somebody asks to join", "For those who run a marketplace or help to run it.", True, True),
        Topic("admission", "Answers to your request to join", "Of a marketplace that admits people.", False, True),
        Topic("handover", "A marketplace is handed over", "What became of your offer.", True, True),
    )
}
OF_EVENTS = {
    "booking.requested": "booked",
    "booking.booked": "booked",
    "booking.withdrawn": "booked",
    "booking.confirmed": "answered",
    "booking.declined": "answered",
    "booking.expired": "answered",
    "booking.moved": "changed",
    "booking.cancelled": "changed",
    "booking.due": "reminders",
    "booking.completed": "over",
    "booking.missed": "over",
    "booking.not_missed": "over",
    "waiting.offered": "waiting",
    "waiting.passed": "waiting",
    "membership.asked": "requests",
    "membership.begun": "admission",
    "membership.declined": "admission",
    "handover.accepted": "handover",
    "handover.declined": "handover",
}
"""Whatever is not here always reaches people, in both ways: bans, new rules, a marketplace that is offered to them."""
