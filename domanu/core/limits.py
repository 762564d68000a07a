"""Rate limits that hold across processes and restarts: fixed windows, counted in PostgreSQL or, if set, in Redis."""

from __future__ import annotations

from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import NamedTuple, Protocol

import redis
from flask import Flask, current_app, request
from sqlalchemy import Interval, bindparam, delete, func, text
from sqlalchemy.orm import Mapped, mapped_column

from domanu.config import Config

from .db import Base, db, release
from .tokens import digest


class RateLimit(Base):
    __tablename__ = "rate_limits"

    key: Mapped[str] = mapped_column(primary_key=True)
    hits: Mapped[int]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class TooMany(Exception):
    """Met with a 429 page that says when to come back."""

    def __init__(self, wait: int) -> None:
        super().__init__(f"too many, wait {wait} s")
        self.wait = wait


class Allowance(NamedTuple):
    most: int
    used: int
    wait: int
    """In how many seconds it is whole again."""

    @property
    def left(self) -> int:
        return max(0, self.most - self.used)

    @property
    def is_overdrawn(self) -> bool:
        return self.used > self.most


class Counter(Protocol):
    def hit(self, key: str, window: timedelta) -> tuple[int, int]:
        """Count one more, and end the transaction; answer how many there are and in how many seconds they are
        forgotten."""


def init_app(app: Flask, config: Config) -> None:
    counter: Counter | None = InRedis(config.redis_url) if config.redis_url else InPostgres()
    app.extensions["domanu.limits"] = counter if config.rate_limits else None


def limit(what: str, times: int, window: timedelta, *, by: str | None = None) -> None:
    """Refuse what happens more than `times` in a `window`, counted by this key, else by the client's address.

    It ends the transaction, since the count must outlive a request that fails, wherever it is kept: call it before
    writing anything.
    """
    allowance = use_allowance(what, times, window, by=by)
    if allowance.is_overdrawn:
        raise TooMany(allowance.wait)


def use_allowance(what: str, times: int, window: timedelta, *, by: str | None = None) -> Allowance:
    """As `limit`, for whoever tells how much is left instead of refusing."""
    counter: Counter | None = current_app.extensions["domanu.limits"]
    if counter is None:
        release()
        return Allowance(times, 0, int(window.total_seconds()))
    return Allowance(times, *counter.hit(f"{what}:{digest(by or client())}", window))


def client() -> str:
    """The client's address. Of IPv6 the first half, since whoever has one address has all that share it."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return request.remote_addr or ""
    if not isinstance(address, IPv6Address):
        return str(address)
    return str(address.ipv4_mapped or ip_network((int(address), 64), strict=False))


def forget_old_limits() -> None:
    db.session.execute(delete(RateLimit).where(RateLimit.expires_at < func.now()))


class InPostgres:
    def hit(self, key: str, window: timedelta) -> tuple[int, int]:
        hits, wait = db.session.execute(COUNTED, {"key": key, "window": window}).one()
        db.session.commit()
        return int(hits), int(wait)


COUNTED = text("""
INSERT INTO rate_limits AS kept (key, hits, expires_at) VALUES (:key, 1, now() + :window)
ON CONFLICT (key) DO UPDATE SET
    hits = CASE WHEN kept.expires_at <= now() THEN 1 ELSE kept.hits + 1 END,
    expires_at = CASE WHEN kept.expires_at <= now() THEN excluded.expires_at ELSE kept.expires_at END
RETURNING hits, ceil(extract(epoch FROM expires_at - now()))
""").bindparams(bindparam("window", type_=Interval()))


class InRedis:
    def __init__(self, url: str) -> None:
        self.client = redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2)

    def hit(self, key: str, window: timedelta) -> tuple[int, int]:
        release()
        key = f"domanu:{key}"  # others may count in the same Redis
        with self.client.pipeline() as pipe:
            pipe.set(key, 0, ex=window, nx=True)
            pipe.incr(key)
            pipe.ttl(key)
            _, hits, wait = pipe.execute()
        return int(hits), int(wait)
