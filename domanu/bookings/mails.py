"""The mails about bookings: to both at each change, each with the entry for their calendar as it stands now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from domanu.auth.models import User
from domanu.config import settings
from domanu.core.db import db
from domanu.core.events import Event
from domanu.core.jobs import enqueue
from domanu.core.mail import Attachment, send_mail
from domanu.core.time import now, tell_time
from domanu.profiles import profile_of
from domanu.profiles.models import Profile
from domanu.services.models import Service

from .ics import booking_entry, invitation
from .letters import LETTERS
from .models import Booking, Hold
from .words import Eyes, told_fee, told_price, told_terms

SOON = {"day": "in a day", "hour": "in an hour"}
ON_THE_CALENDAR = frozenset(LETTERS["customer"]) - {"booking.missed"}


class Side(NamedTuple):
    """A booking as one of the two sees it."""

    booking: Booking
    part: str
    reader: User
    me: Profile
    other: Profile

    @property
    def whom(self) -> str:
        return self.booking.booked_for if self.part == "seller" and self.booking.booked_for else self.other.name

    @property
    def eyes(self) -> Eyes:
        return Eyes(self.part, self.other.first_name, self.me.time_zone, now())


def mail_both(event: Event) -> None:
    """After `booking.…`: a job for each, so that a retry writes to nobody twice."""
    for part in ("customer", "seller"):
        if event.name != "booking.missed" or event.data["who"] == part:
            enqueue("mail_booking", key=f"{event.id}:{part}", event_id=str(event.id), part=part)


def mail_booking(event_id: str, part: str) -> None:
    event = db.session.get_one(Event, UUID(event_id))
    side = _side(event, part)
    if side is not None:
        letter, words = LETTERS[part][event.name], _words(side, event)
        subject, text = (" ".join(said.format(**words).split()) for said in (letter.subject, letter.text))
        _send(event, side, subject=subject, text=text, button=letter.button)


def mail_reminders(event: Event) -> None:
    """After `booking.due`."""
    for part in ("customer", "seller"):
        enqueue("mail_reminder", key=f"{event.id}:{part}", event_id=str(event.id), part=part)


def mail_reminder(event_id: str, part: str) -> None:
    """Unless something has changed meanwhile."""
    event = db.session.get_one(Event, UUID(event_id))
    side = _side(event, part)
    if side is not None and side.booking.status == "confirmed" and now() < side.booking.scheduled_at:
        subject = f"“{side.booking.service_name}” with {side.whom} is {SOON[event.data['in']]}"
        text = "If it does not suit you any longer, say so now: somebody else may need the time."
        _send(event, side, subject=subject, text=text, button="See the booking")


def mail_offer(event: Event) -> None:
    """After `waiting.offered`, unless it is gone by now."""
    hold = db.session.get(Hold, UUID(event.data["hold_id"]))
    service = db.session.get(Service, UUID(event.data["service_id"]))
    user = db.session.get(User, UUID(event.data["customer_id"]))
    if hold is None or service is None or user is None or not user.is_active or hold.expires_at <= now():
        return
    about = {"service": service.name, "seller": profile_of(hold.seller_id).name, "at": hold.scheduled_at}
    link = f"{settings().base_url}/services/{service.id}"
    ends_at = hold.scheduled_at + timedelta(minutes=hold.duration)
    known: dict[str, Any] = about | {"ends_at": ends_at, "until": hold.expires_at, "link": link}
    send_mail(user.email, "booking_offered", event.id, reader=user.id, topic=event.name, **known)


JOBS = {"mail_booking": mail_booking, "mail_reminder": mail_reminder}


def _side(event: Event, part: str) -> Side | None:
    """Whoever has closed their account gets no mail."""
    booking = db.session.get(Booking, UUID(event.data["booking_id"]))
    if booking is None:
        return None
    own, others = booking.customer_id, booking.seller_id
    if part == "seller":
        own, others = others, own
    reader = db.session.get(User, own)
    if reader is None or not reader.is_active:
        return None
    return Side(booking, part, reader, profile_of(own), profile_of(others))


def _send(event: Event, side: Side, **said: str) -> None:
    booking, reader = side.booking, side.reader
    about: dict[str, Any] = {
        "booking": booking,
        "whom": side.whom,
        "price": told_price(booking),
        "terms": told_terms(booking, side.eyes) if side.part == "customer" else [],
        "reason": event.data.get("reason", ""),
        "wrote": "You" if _author(event) == side.part else side.other.first_name,
        "link": f"{settings().base_url}/bookings/{booking.id}",
        "part": side.part,
        "attached": [_attached(side)] if event.name in ON_THE_CALENDAR else [],
    }
    key = uuid5(event.id, str(reader.id))
    send_mail(reader.email, "booking_changed", key, reader=reader.id, topic=event.name, **about | said)


def _author(event: Event) -> str:
    return "seller" if event.name == "booking.declined" else str(event.data.get("by", ""))


def _attached(side: Side) -> Attachment:
    entry = booking_entry(side.booking, side.part, side.other.name)
    method = "CANCEL" if entry.status == "CANCELLED" else "REQUEST"
    kind = f"text/calendar; charset=UTF-8; method={method}"
    return Attachment("booking.ics", kind, invitation(entry, side.reader.email, side.me.name))


def _words(side: Side, event: Event) -> dict[str, str]:
    booking, zone = side.booking, side.me.time_zone
    return {
        "name": side.other.name,
        "service": booking.service_name,
        "until": tell_time(booking.expires_at, zone) if booking.expires_at else "then",
        "was": _was(event.data, zone),
        "who": "You" if event.data.get("by") == side.part else side.other.first_name,
        "fee": told_fee(booking, booking.fee or Decimal(), side.eyes) if event.name == "booking.cancelled" else "",
        "asks": _asks(side, event),
    }


def _asks(side: Side, event: Event) -> str:
    if event.name != "booking.moved":
        return ""
    if side.booking.status == "pending":
        return "It is for you to confirm." if side.part == "seller" else f"{side.other.first_name} has to confirm it."
    is_free = event.data.get("by") == "seller" and side.part == "customer"
    return "If that does not suit you, you may cancel it for nothing." if is_free else ""


def _was(data: Mapping[str, Any], zone: str) -> str:
    return tell_time(datetime.fromisoformat(data["was"]), zone) if data.get("was") else ""
