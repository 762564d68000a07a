"""What a notification says, and where it leads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domanu.bookings.letters import SOON
from domanu.core.numbers import in_words
from domanu.core.time import tell_when

TIMES = ("at", "was", "until", "last")
BOTH = ("seller", "customer")
SENTENCES: dict[str, dict[str, str]] = {
    "booking.requested": {"seller": "{name} asks for “{service}” on {at}. The time is kept until {until}."},
    "booking.booked": {"seller": "{name} booked “{service}” for {at}."},
    "booking.withdrawn": {"seller": "{name} no longer asks for “{service}” on {at}."},
    "booking.confirmed": {"customer": "{name} confirmed “{service}” on {at}."},
    "booking.declined": {"customer": "{name} declined “{service}” on {at}."},
    "booking.expired": {
        "customer": "Nobody answered your request for “{service}” on {at} in time, so it has ended.",
        "seller": "The request of {name} for “{service}” on {at} has ended: it was not answered in time.",
    },
    "booking.moved": dict.fromkeys(BOTH, "{name} moved “{service}” from {was} to {at}."),
    "booking.cancelled": dict.fromkeys(BOTH, "{name} cancelled “{service}” on {at}."),
    "booking.completed": {"customer": "“{service}” with {name} is over. If they did not come, you can say so."},
    "booking.missed": dict.fromkeys(BOTH, "{name} says that you did not come to “{service}” on {at}."),
    "booking.not_missed": dict.fromkeys(BOTH, "{name} takes back that you did not come to “{service}” on {at}."),
    "booking.due": dict.fromkeys(BOTH, "“{service}” with {name} is {soon}: {at}."),
    "waiting.offered": {"customer": "There is a time for “{service}”: {at}. It is kept for you until {until}."},
    "waiting.passed": {"customer": "The time for “{service}” that was kept for you went on to somebody else."},
    "membership.asked": {"": "{name} asks to join {title}."},
    "membership.begun": {"": "You are a member of {title} now."},
    "membership.declined": {"": "{title} did not admit you this time."},
    "membership.ended": {"": "You can no longer take part in {title}: those who run it have banned you."},
    "rules.changed": {"": "{title} has new rules. Read and agree to them before you go on there."},
    "handover.offered": {"": "{name} offers you {title}. It is yours if you take it over."},
    "handover.accepted": {"": "{name} runs {title} now."},
    "handover.declined": {"": "{name} does not want to take over {title}."},
}
OF_SERIES = {
    "booking.requested": "{name} asks for “{service}” {times} times, from {at} to {last}.",
    "booking.booked": "{name} booked “{service}” {times} times, from {at} to {last}.",
}
ICONS = {"booking": "calendar", "waiting": "hourglass", "membership": "user", "rules": "store", "handover": "handshake"}


def is_told(event: str, part: str) -> bool:
    return part in SENTENCES.get(event, {})


def tell(kind: str, data: Mapping[str, Any], name: str, zone: str) -> str:
    """`name` is that of the other one; times are in this zone, which stands somewhere near."""
    times = {word: tell_when(datetime.fromisoformat(data[word]), zone) for word in TIMES if word in data}
    known = {word: data[word] for word in ("service", "title") if word in data}
    soon, number = SOON.get(data.get("in", ""), ""), in_words(int(data.get("times", 1)))
    sentence = OF_SERIES[kind] if "times" in data else SENTENCES[kind][data.get("part", "")]
    said = sentence.format(name=name, soon=soon, times=number, **known, **times)
    return " ".join(filter(None, (said, _more(kind, data))))


def path_of(kind: str, data: Mapping[str, Any]) -> str:
    if "times" in data:
        return "/selling"
    if kind.startswith("booking."):
        return f"/bookings/{data['booking_id']}"
    if kind.startswith("waiting."):
        return f"/services/{data['service_id']}"
    ends = {"membership.asked": "/team/requests", "rules.changed": "/rules"}
    return f"/m/{data['slug']}{ends.get(kind, '')}" if kind != "membership.ended" else "/marketplaces"


def icon_of(kind: str) -> str:
    return ICONS[kind.partition(".")[0]]


def _more(kind: str, data: Mapping[str, Any]) -> str:
    """What somebody has to know, or to do, besides."""
    if kind == "booking.cancelled" and data.get("fee"):
        return f"{'They owe' if data['part'] == 'seller' else 'You owe'} {data['fee']}."
    if kind == "booking.moved" and data.get("asks"):
        return "It is for you to confirm."
    return f"Where: {data['place']}." if kind == "booking.due" and data.get("place") else ""
