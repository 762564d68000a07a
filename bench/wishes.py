"""Who is going to book what through the API. Everybody books once, so nobody is too quick for the limits."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import psycopg

from .booker import KEY
from .site import HOST

WANTED = """
    SELECT bench_id(1, person), bench_id(15, booker.number), booker.token, bench_id(1, seller), bench_id(3, market),
           service, minutes, starts_at
    FROM bench_wishes wish JOIN bench_bookers booker USING (person)
    WHERE kind = %s AND NOT EXISTS (SELECT FROM bookings WHERE customer_id = bench_id(1, person))
    ORDER BY wish.number LIMIT %s
"""


class Wish(NamedTuple):
    person: UUID
    token_id: UUID
    token: str
    seller: UUID
    market: UUID
    service: UUID
    minutes: int
    starts_at: datetime

    @property
    def hold(self) -> str:
        body = {"starts_at": self.starts_at.isoformat(), "minutes": self.minutes}
        return post(f"/api/v1/services/{self.service}/holds", self.token, body)

    @property
    def book(self) -> str:
        return post("/api/v1/bookings", self.token, {"hold_id": KEY})


def wishes(connection: psycopg.Connection, kind: str, number: int) -> list[Wish]:
    """Such as nobody has had yet."""
    return [Wish(*row) for row in connection.execute(WANTED, (kind, number))]


def post(path: str, token: str, body: dict[str, Any]) -> str:
    content = json.dumps(body)
    head = [
        f"POST {path} HTTP/1.1",
        f"Host: {HOST}",
        "User-Agent: bench",
        "Accept: application/json",
        "Content-Type: application/json",
        f"Authorization: Bearer {token}",
        f"Content-Length: {len(content)}",
    ]
    return "\r\n".join([*head, "", content])
