"""From one week or month to the next."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import url_for

from domanu.core.time import now, tell_zone

from .opened import Opened


def steps(own: Opened, view: str, near: dict[str, date]) -> dict[str, Any]:
    urls = {name: url_for("bookings.calendar", view=view, at=day.isoformat()) for name, day in near.items()}
    return {"view": view, "urls": urls, "zone_words": tell_zone(now(), own.zone)}
