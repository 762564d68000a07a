"""The mails about bookings: to both at each change, each with the entry for their calendar as it stands now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from domanu.core.numbers import in_words
from domanu.core.time import now, tell_time
from domanu.profiles import profile_of
from domanu.profiles.models import Profile
from domanu.services.models import Service
from domanu.services.terms import Term

from .costs import told_fee, told_terms, told_terms_of_each
from .eyes import Eyes
from .ics import booking_entry, invitation, several
from .letters import LETTERS, SERIES, SOON
from .models import Booking, Hold
from .operations.reading import booked_together
from .operations.telling import is_one_of_many, is_told_with_others
from .words import told_price

MOST_A_DAY = 40
"""Of mails to one person about what another one does to what they have booked with each other. Whatever comes after
that stands in the inbox alone: nobody's mailbox is filled by booking and withdrawing again and again."""
CALENDAR = "text/calendar; charset=UTF-8; method={method}"
ON_THE_CALENDAR = frozenset(LETTERS["customer"]) - {"booking.missed"}


class Side(NamedTuple):
    """A booking as one of the two sees it, or all that were booked together."""

    bookings: Sequence[Booking]
    part: str
    reader: User
    me: Profile
    other: Profile

    @property
    def booking(self) -> Booking:
        return self.bookings[0]

    @property
    def is_series(self) -> bool:
        return len(self.bookings) > 1

    @property
    def whom(self) -> str:
        return self.booking.booked_for if self.part == "seller" and self.booking.booked_for else self.other.name

    @property
    def eyes(self) -> Eyes:
        return Eyes(self.part, self.other.first_name, self.me.time_zone, now())


def mail_both(event: Event) -> None:
    """After `booking.…`: a job for each, so that a retry writes to nobody twice."""
    if is_told_with_others(event):
        return
    for part in ("customer", "seller"):
        if event.name != "booking.missed" or event.data["who"] == part:
            enqueue("mail_booking", key=f"{event.id}:{part}", event_id=str(event.id), part=part)


def mail_booking(event_id: str, part: str) -> None:
    event = db.session.get_one(Event, UUID(event_id))
    side = _side(event, part)
    if side is not None and not _is_too_much(event, side):
        letter, words = (SERIES if side.is_series else LETTERS)[part][event.name], _words(side, event)
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
    bookings = booked_together(event)
    if not bookings:
        return None
    own, others = bookings[0].customer_id, bookings[0].seller_id
    if part == "seller":
        own, others = others, own
    reader = db.session.get(User, own)
    if reader is None or not reader.is_active:
        return None
    return Side(bookings, part, reader, profile_of(own), profile_of(others))


def _is_too_much(event: Event, side: Side) -> bool:
    """Of what somebody does themselves they are told all the same."""
    return event.actor_id not in {None, side.reader.id} and is_one_of_many(event, MOST_A_DAY)


def _send(event: Event, side: Side, **said: str) -> None:
    booking, reader = side.booking, side.reader
    about: dict[str, Any] = {
        "booking": booking,
        "bookings": side.bookings,
        "whom": side.whom,
        "price": told_price(booking, len(side.bookings)),
        "terms": _terms(side) if side.part == "customer" else [],
        "reason": event.data.get("reason", ""),
        "wrote": "You" if _author(event) == side.part else side.other.first_name,
        "link": f"{settings().base_url}{_path(side)}",
        "part": side.part,
        "attached": [_attached(side)] if event.name in ON_THE_CALENDAR else [],
    }
    key = uuid5(event.id, str(reader.id))
    send_mail(reader.email, "booking_changed", key, reader=reader.id, topic=event.name, **about | said)


def _terms(side: Side) -> list[Term]:
    return (told_terms_of_each if side.is_series else told_terms)(side.booking, side.eyes)


def _path(side: Side) -> str:
    if not side.is_series:
        return f"/bookings/{side.booking.id}"
    if side.part == "seller":
        return "/selling"
    return "/bookings?show=requests" if side.booking.status == "pending" else "/bookings"


def _author(event: Event) -> str:
    return "seller" if event.name == "booking.declined" else str(event.data.get("by", ""))


def _attached(side: Side) -> Attachment:
    entries = [booking_entry(booking, side.part, side.other.name) for booking in side.bookings]
    if side.is_series:
        return Attachment("bookings.ics", CALENDAR.format(method="PUBLISH"), several(entries))
    method = "CANCEL" if entries[0].status == "CANCELLED" else "REQUEST"
    content = invitation(entries[0], side.reader.email, side.me.name)
    return Attachment("booking.ics", CALENDAR.format(method=method), content)


def _words(side: Side, event: Event) -> dict[str, str]:
    booking, zone = side.booking, side.me.time_zone
    until = min((one.expires_at for one in side.bookings if one.expires_at), default=None)
    return {
        "name": side.other.name,
        "times": in_words(len(side.bookings)),
        "service": booking.service_name,
        "until": tell_time(until, zone) if until else "then",
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
