"""Keeping a time in the docket of a service's page, as a browser with scripts does."""

from __future__ import annotations

import re
from datetime import datetime

from tests.support.client import HX, Client


def hold(client: Client, here: str, at: datetime, minutes: int = 60, **more: object) -> str:
    answer = client.submit(f"{here}/holds", start=at.isoformat(), minutes=minutes, headers=HX, **more)
    assert answer.status_code == 200, answer.text
    return held_in(answer.text)


def held_in(text: str) -> str:
    found = re.search(r'action="/holds/([0-9a-f-]{36})/booking"', text)
    assert found
    return found[1]


def told(at: datetime) -> str:
    return f"{at:%A} 10:00"
