"""Entries for calendar programs elsewhere. An entry keeps its UID for ever; the edition says which is the newest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parseaddr
from typing import NamedTuple
from urllib.parse import urlsplit
from uuid import UUID

from icalendar import Calendar, Event, vCalAddress, vText

from domanu.config import settings
from domanu.core.money import tell_price

from .models import Booking

STATUS = {"pending": "TENTATIVE", "confirmed": "CONFIRMED", "completed": "CONFIRMED", "cancelled": "CANCELLED"}


class Entry(NamedTuple):
    uid: str
    edition: int
    starts_at: datetime
    ends_at: datetime
    status: str
    summary: str
    changed_at: datetime
    place: str = ""
    about: str = ""
    url: str = ""


def booking_entry(booking: Booking, part: str, other: str) -> Entry:
    """As whoever plays this part sees it; `other` is the name of the other one."""
    return Entry(
        uid=uid_of("booking", booking.id),
        edition=booking.edition,
        starts_at=booking.scheduled_at,
        ends_at=booking.ends_at,
        status=STATUS[booking.status],
        summary=_summary(booking, part, other),
        changed_at=booking.updated_at,
        place=booking.place,
        about=_about(booking, part),
        url=f"{settings().base_url}/bookings/{booking.id}",
    )


def uid_of(kind: str, key: UUID) -> str:
    return f"{kind}-{key}@{our_domain()}"


def our_domain() -> str:
    return urlsplit(settings().base_url).hostname or "localhost"


def invitation(entry: Entry, email: str, name: str) -> bytes:
    """To one person. The site itself invites, so that nobody's address is told to anybody."""
    method = "CANCEL" if entry.status == "CANCELLED" else "REQUEST"
    calendar = _calendar(method=method)
    event = _organized(entry)
    event.add("ATTENDEE", _person(email, name, partstat="ACCEPTED", rsvp="FALSE", role="REQ-PARTICIPANT"), encode=False)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def several(entries: Iterable[Entry]) -> bytes:
    """To be put into a calendar at once. An invitation may hold one entry only, so this is none; what changes later
    comes as an invitation, and finds its entry by the UID."""
    calendar = _calendar(method="PUBLISH")
    for entry in entries:
        calendar.add_component(_organized(entry))
    return bytes(calendar.to_ical())


def feed(entries: Iterable[Entry], name: str) -> bytes:
    """For a program that asks again and again."""
    calendar = _calendar(method="PUBLISH")
    calendar.add("X-WR-CALNAME", name)
    calendar.add("X-PUBLISHED-TTL", "PT1H")
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("PRODID", f"-//{settings().site_name}//{our_domain()}//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", method)
    return calendar


def _event(entry: Entry) -> Event:
    """Instants in UTC are the same everywhere, and need no table of anybody's summer time."""
    event = Event()
    event.add("UID", entry.uid)
    event.add("SEQUENCE", entry.edition)
    event.add("DTSTAMP", entry.changed_at.astimezone(UTC))
    event.add("LAST-MODIFIED", entry.changed_at.astimezone(UTC))
    event.add("DTSTART", entry.starts_at.astimezone(UTC))
    event.add("DTEND", entry.ends_at.astimezone(UTC))
    event.add("SUMMARY", entry.summary)
    event.add("STATUS", entry.status)
    event.add("TRANSP", "TRANSPARENT" if entry.status == "CANCELLED" else "OPAQUE")
    for name, value in (("LOCATION", entry.place), ("DESCRIPTION", entry.about), ("URL", entry.url)):
        if value:
            event.add(name, value)
    return event


def _organized(entry: Entry) -> Event:
    event = _event(entry)
    sender, address = parseaddr(settings().mail_sender)
    event["ORGANIZER"] = _person(address, sender or settings().site_name)
    return event


def _person(email: str, name: str, **more: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{email}")
    for key, value in {"cn": name, **more}.items():
        person.params[key] = vText(value)
    return person


def _summary(booking: Booking, part: str, other: str) -> str:
    whom = booking.booked_for if part == "seller" and booking.booked_for else other
    with_them = f"{booking.service_name} with {whom}"
    states = {"pending": f"{with_them} (not yet confirmed)", "cancelled": f"Cancelled: {with_them}"}
    return states.get(booking.status, with_them)


def _about(booking: Booking, part: str) -> str:
    lines = [tell_price(booking.total_amount, booking.currency)]
    if part == "customer" and booking.booked_for:
        lines.append(f"For {booking.booked_for}")
    if booking.notes:
        lines.append(booking.notes)
    return "\n".join(lines)
