"""When they work, and when they do not, in the zone of each. Weeks are counted from the present one, which is 0."""

from __future__ import annotations

import re
from typing import NamedTuple

from domanu.calendar.hours import DAYS

HOURS = {
    "nora": "mon-thu 09:00-17:00, fri 09:00-13:00",
    "jonah": "mon-fri 09:00-12:00 13:00-19:00, sat 10:00-13:00",
    "owen": "tue-fri 09:00-16:00, sat 10:00-15:00",
    "amara": "mon-fri 12:00-18:00, sat 10:00-14:00",
    "lucia": "mon-fri 09:00-12:00 15:00-19:00",
    "mei": "mon-fri 18:00-22:00, sat 10:00-17:00",
    "felix": "mon-thu 10:00-18:00, sun 09:00-12:00",
    "samira": "mon-fri 16:00-20:00, sat 10:00-16:00",
    "tomas": "mon-fri 16:00-20:00, sat 09:00-14:00",
    "idris": "mon-fri 09:00-17:00",
    "bob": "wed 17:00-20:00, sat 09:00-14:00",
    "wanda": "mon-sat 10:00-18:00",
    "ruben": "tue-thu 17:00-20:00, sat 10:00-15:00",
    "henrik": "mon-fri 17:00-21:00",
    "hana": "mon-thu 16:00-20:00, sat 09:00-12:00",
    "kofi": "mon-wed 16:00-19:00, sun 09:00-12:00",
    "greta": "mon-fri 09:00-12:00 14:00-19:00",
    "theo": "tue-fri 15:00-20:00, sun 10:00-16:00",
    "zofia": "mon-thu 14:00-19:00, sat 10:00-13:00",
    "maya": "mon-fri 10:00-14:00 17:00-20:00",
    "nadia": "mon-fri 17:00-20:00, sat-sun 10:00-16:00",
    "ines": "wed-fri 17:00-21:00, sat 10:00-18:00",
    "luca": "tue-fri 12:00-16:00, sun 09:00-16:00",
    "dora": "mon-fri 17:30-20:30",
}


class DaysOff(NamedTuple):
    seller: str
    week: int
    days: str
    note: str
    hours: str = ""
    """Empty if they do not work at all."""


DAYS_OFF = (
    DaysOff("jonah", 2, "fri", "A conference in Boston"),
    DaysOff("greta", 3, "mon-fri", "Skiing"),
    DaysOff("nora", 1, "sat", "Before the exam", "10:00-14:00"),
    DaysOff("tomas", 2, "mon-wed", "At my sister\u2019s"),
    DaysOff("lucia", 1, "thu", "School play"),
    DaysOff("ines", 2, "wed-sat", "The fair in Porto"),
    DaysOff("samira", 1, "fri", "Late shift", "18:00-20:00"),
    DaysOff("idris", 1, "mon", "The van is at the garage"),
)


class Block(NamedTuple):
    owner: str
    label: str
    when: str
    weeks: range


BLOCKS = (
    Block("jonah", "Lecture", "tue 09:00-11:00", range(-2, 5)),
    Block("jonah", "Lecture", "thu 09:00-11:00", range(-2, 5)),
    Block("jonah", "Moving house", "fri 13:00-16:00", range(1)),
    Block("jonah", "Dentist", "wed 16:00-17:30", range(1, 2)),
    Block("nora", "Seminar", "tue 13:00-15:00", range(-1, 4)),
    Block("tomas", "Waiting for a parcel", "thu 16:00-17:00", range(2)),
    Block("greta", "Choir", "wed 17:00-19:00", range(-2, 4)),
    Block("lucia", "Staff meeting", "mon 15:00-16:00", range(4)),
    Block("theo", "Sound check", "fri 18:00-20:00", range(1, 2)),
    Block("alice", "Analysis lecture", "mon 08:00-10:00", range(-1, 5)),
)


def weekly(words: str) -> dict[str, list[dict[str, str]]]:
    """As calendars keep them: 'mon-tue 09:00-12:00 13:00-17:00, sat 10:00-14:00'."""
    week: dict[str, list[dict[str, str]]] = {day: [] for day in DAYS}
    for part in filter(None, words.split(", ")):
        days, _, hours = part.partition(" ")
        for number in weekdays(days):
            week[DAYS[number]] = spans(hours)
    return week


def spans(words: str) -> list[dict[str, str]]:
    return [{"start": start, "end": end} for start, end in re.findall(r"(\S+)-(\S+)", words)]


def weekdays(words: str) -> range:
    """'mon-fri' or 'sat'."""
    first, _, last = words.partition("-")
    return range(weekday(first), weekday(last or first) + 1)


def weekday(word: str) -> int:
    return next(number for number, day in enumerate(DAYS) if day.startswith(word))
