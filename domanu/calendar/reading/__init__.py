"""Calendars from elsewhere are read in a process of their own, since nobody knows how long one takes to work out.

It has no settings, no secrets and no database, and ends when it takes too long or too much.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

TOO_LONG = "It takes too long to work out."
CHILD = Path(__file__).with_name("child.py")
MOST_SECONDS, MOST_CPU_SECONDS = 30, 12


class Unreadable(Exception):
    """Why, in a sentence for whoever gave the calendar."""


class Span(NamedTuple):
    starts_at: datetime
    ends_at: datetime


def read_busy(body: bytes, *, zone: str, start: datetime, end: datetime, domain: str) -> list[Span]:
    """When somebody is busy between these two, in order, in pieces of a week at most. What comes from this `domain`
    itself is left out, and times that name no zone are in `zone`."""
    asked = [sys.executable, "-I", str(CHILD), zone, start.isoformat(), end.isoformat(), domain, str(MOST_CPU_SECONDS)]
    try:
        done = subprocess.run(  # noqa: S603 - our own file
            asked, input=body, capture_output=True, timeout=MOST_SECONDS, check=False, env={}
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(TOO_LONG) from None
    if done.returncode != 0:
        raise Unreadable(TOO_LONG)
    answer = json.loads(done.stdout)
    if "problem" in answer:
        raise Unreadable(answer["problem"])
    return [Span(*map(datetime.fromisoformat, span)) for span in answer["busy"]]
