"""Run by itself: a calendar comes in, and when its owner is busy goes out. It imports nothing of ours."""

from __future__ import annotations

import json
import re
import resource
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import recurring_ical_events
from icalendar import Calendar

MOST_MEMORY = 700 * 1024 * 1024
MOST_EVENTS, MOST_TIMES, MOST_SPANS = 5_000, 20_000, 4_000
LONGEST = timedelta(days=7)
LONG_AGO = timedelta(days=32)
EVENT = re.compile(rb"^BEGIN:VEVENT\r?\n.*?^END:VEVENT\r?\n?", re.DOTALL | re.MULTILINE)
GOES_ON = re.compile(rb"^(RRULE|RDATE|RECURRENCE-ID|DURATION)[;:]", re.MULTILINE)
TOO_OFTEN = re.compile(rb"^RRULE[^\r\n]*FREQ=(SECONDLY|MINUTELY)", re.MULTILINE | re.IGNORECASE)
LAST_DAY = re.compile(rb"^DT(?:START|END)[^:\r\n]*:(\d{8})", re.MULTILINE)
Span = tuple[datetime, datetime]


class Refused(Exception):
    pass


def read(body: bytes, zone: str, start: datetime, end: datetime, domain: str) -> list[Span]:
    if not body.rstrip().upper().endswith(b"END:VCALENDAR"):
        raise Refused("It is no calendar.")
    wanted = _without_past(body, start)
    if TOO_OFTEN.search(wanted):
        raise Refused("It repeats something too often.")
    if len(EVENT.findall(wanted)) > MOST_EVENTS:
        raise Refused(f"It has more than {MOST_EVENTS:,} events.")
    try:
        calendars = Calendar.from_ical(wanted, multiple=True)
    except (ValueError, IndexError, KeyError):
        raise Refused("It is no calendar.") from None
    if not calendars or any(calendar.name != "VCALENDAR" for calendar in calendars):
        raise Refused("It is no calendar.")
    found = [span for calendar in calendars for span in _busy(calendar, zone, start, end, domain)]
    spans = list(_pieces(_joined(sorted(found), start, end)))
    if len(spans) > MOST_SPANS:
        raise Refused(f"It has more than {MOST_SPANS:,} busy times.")
    return spans


def _without_past(body: bytes, start: datetime) -> bytes:
    """Years that are over need not be parsed, which takes longest."""
    first = f"{start - LONG_AGO:%Y%m%d}".encode()

    def kept(found: re.Match[bytes]) -> bytes:
        days = LAST_DAY.findall(found[0])
        is_past = bool(days) and max(days) < first and not GOES_ON.search(found[0])
        return b"" if is_past else found[0]

    return EVENT.sub(kept, body)


def _busy(calendar: Any, zone: str, start: datetime, end: datetime, domain: str) -> Iterator[Span]:
    named = str(calendar.get("X-WR-TIMEZONE", ""))
    if named not in available_timezones():
        calendar.pop("X-WR-TIMEZONE", None)
        named = zone
    here = ZoneInfo(named)
    query = recurring_ical_events.of(calendar, skip_bad_series=True, components=["VEVENT"])
    for number, event in enumerate(query.between(start, end)):
        if number > MOST_TIMES:
            raise Refused("It repeats something too often.")
        span = _span(event, here)
        if span and span[0] < span[1] and _is_busy(event, domain):
            yield span


def _is_busy(event: Any, domain: str) -> bool:
    """What we have told that calendar ourselves must not come back as something else."""
    said = {name: str(event.get(name, "")).upper() for name in ("TRANSP", "STATUS", "X-MICROSOFT-CDO-BUSYSTATUS")}
    is_free = said["TRANSP"] == "TRANSPARENT" or said["X-MICROSOFT-CDO-BUSYSTATUS"] == "FREE"
    is_ours = str(event.get("UID", "")).lower().endswith(f"@{domain.lower()}")
    return not is_free and not is_ours and said["STATUS"] != "CANCELLED"


def _span(event: Any, zone: ZoneInfo) -> Span | None:
    try:
        return _instant(event.start, zone), _instant(event.end, zone)
    except (ValueError, OverflowError, TypeError):
        return None


def _instant(value: date | datetime, zone: ZoneInfo) -> datetime:
    if not isinstance(value, datetime):
        value = datetime.combine(value, time(), zone)
    return (value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(UTC)


def _joined(spans: Iterable[Span], start: datetime, end: datetime) -> Iterator[Span]:
    """In order and apart, within the window."""
    last: Span | None = None
    for begins, ends in spans:
        begins, ends = max(begins, start), min(ends, end)  # noqa: PLW2901
        if begins >= ends:
            continue
        if last and begins <= last[1]:
            last = last[0], max(last[1], ends)
            continue
        if last:
            yield last
        last = begins, ends
    if last:
        yield last


def _pieces(spans: Iterable[Span]) -> Iterator[Span]:
    for begins, ends in spans:
        while ends - begins > LONGEST:
            yield begins, begins + LONGEST
            begins += LONGEST  # noqa: PLW2901
        yield begins, ends


def main() -> None:
    zone, start, end, domain, seconds = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    window = datetime.fromisoformat(start), datetime.fromisoformat(end)
    try:
        spans = read(sys.stdin.buffer.read(), zone, *window, domain)
        answer: dict[str, Any] = {"busy": [[begins.isoformat(), ends.isoformat()] for begins, ends in spans]}
    except Refused as problem:
        answer = {"problem": str(problem)}
    except Exception:  # noqa: BLE001 - whatever is wrong with it, its owner is told that something is
        answer = {"problem": "It is not in order."}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
