"""Every form of marketplaces and services, filled in as it should be by whoever may send it, and what that changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from tests.fuzz.hostile import PICTURE, File

RULES = {
    "private": "yes",
    "approval": "no",
    "selling": "everyone",
    "bargaining": "",
    "bidding": "y",
    "cancelling": "own",
    "cancel_hours": "48",
    "cancel_percent": "25",
    "house_percent": "5",
    "currency": "USD",
}
LOOK = {
    "title": "Fresh paint",
    "description": "Walls and fences.",
    "palette": "own",
    "strong": "#225577",
    "pale": "#f6ead0",
    "third": "#e5a72e",
    "pattern": "stripes",
}
HOURS = {
    "seen": "1",
    "zone": "UTC",
    "week-way": "type",
    "week-monday-start": "09:00",
    "week-monday-end": "17:00",
}
TIMES = {
    "seen": "",
    "duration": "50",
    "on_request": "no",
    "hours": "usual",
    "place": "Room 4",
    "zone": "",
    "notice": "120",
    "horizon": "60",
    "step": "30",
    "most_per_day": "",
    "before": "0",
    "after": "0",
    "offer": "120",
}
BLOCK = {"day": "2027-03-02", "start": "09:00", "end": "10:00", "last": "", "label": "Ladders"}
DAYS_OFF = {"first": "2027-03-03", "last": "", "kind": "closed", "note": "Ladders", "service": ""}
SERVICE = {"name": "Ladder", "category": "", "price": "20", "description": "A *long* one."}


@dataclass(frozen=True)
class Write:
    role: str
    fields: Mapping[str, str | File] = field(default_factory=dict)
    place: str = "private"
    before: tuple[str, ...] = ()
    """What has to be written first, so that there is anything to do."""


WRITES = {
    "marketplaces.open_new": Write("designer", LOOK | RULES),
    "marketplaces.preview": Write("designer", LOOK | RULES),
    "marketplaces.join": Write("stranger", {"version": "2", "message": "Hello"}, "public"),
    "marketplaces.leave": Write("member"),
    "marketplaces.agree": Write("member", {"version": "2"}),
    "marketplaces.accept": Write("stranger", {"version": "2", "message": "Hello"}),
    "marketplaces.take_over": Write("heir"),
    "marketplaces.refuse": Write("heir"),
    "marketplaces.admit": Write("moderator"),
    "marketplaces.decline": Write("moderator"),
    "marketplaces.invite": Write("moderator", {"uses": "5", "days": "7", "email": "", "note": "for Mei"}),
    "marketplaces.revoke": Write("moderator"),
    "marketplaces.rules": Write("designer", RULES | {"version": "2"}),
    "marketplaces.preview_rules": Write("designer", RULES | {"version": "2"}),
    "marketplaces.look": Write("designer", LOOK),
    "marketplaces.preview_look": Write("designer", LOOK),
    "marketplaces.add_category": Write("designer", {"name": "Ladders"}),
    "marketplaces.rename_category": Write("designer", {"name": "Ladders"}),
    "marketplaces.move_category": Write("designer", {"to": "up"}),
    "marketplaces.remove_category": Write("designer"),
    "marketplaces.give_role": Write("designer", {"role": "treasurer"}),
    "marketplaces.ban": Write("moderator"),
    "marketplaces.unban": Write("moderator"),
    "marketplaces.handover": Write("designer", {"username": "amber-other-designer"}),
    "marketplaces.withdraw": Write("designer"),
    "marketplaces.close": Write("designer"),
    "marketplaces.reopen": Write("designer", before=("marketplaces.close",)),
    "services.create": Write("seller", SERVICE),
    "services.edit": Write("seller", SERVICE | {"seen": "1"}),
    "services.remove": Write("seller"),
    "services.availability": Write("seller", {"available": ""}),
    "services.pictures": Write("seller", {"pictures": PICTURE}),
    "services.move": Write("seller", {"to": "up"}),
    "services.describe": Write("seller", {"alt": "A ladder"}),
    "services.remove_one": Write("seller"),
    "services.keep": Write("treasurer"),
    "services.let_go": Write("member"),
    "calendar.hours": Write("seller", HOURS),
    "calendar.take_days_off": Write("seller", DAYS_OFF),
    "calendar.return_to_usual": Write("seller"),
    "calendar.block": Write("seller", BLOCK),
    "calendar.unblock": Write("seller"),
    "calendar.times": Write("seller", TIMES),
    "calendar.remove_times": Write("seller", before=("calendar.times",)),
    "services.take_down": Write("moderator"),
    "services.put_back": Write("moderator", before=("services.take_down",)),
}


def form_of(endpoint: str) -> dict[str, Any]:
    """As a client sends it: a file is read once."""
    fields = WRITES[endpoint].fields
    return {name: _upload(value) if isinstance(value, File) else value for name, value in fields.items()}


def _upload(file: File) -> tuple[BytesIO, str, str]:
    return BytesIO(file.content), file.name, file.kind
