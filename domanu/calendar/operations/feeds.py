"""Calendars that somebody keeps elsewhere: when they are busy there, nobody can book them here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from time import monotonic
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or_leave

from domanu.config import settings
from domanu.core.db import db, new_id
from domanu.core.events import emit
from domanu.core.jobs import enqueue
from domanu.core.outside import Answer, Unreachable, fetch, plain_address, read_address
from domanu.core.refusals import Hidden
from domanu.core.time import now

from ..errors import BadAddress, TooManyFeeds
from ..models import BusyFeed, BusyTime
from ..reading import Span, Unreadable, read_busy
from .calendars import calendar_of
from .claims import hold_calendars
from .openings import mark_stale

EVERY = timedelta(minutes=15)
LONGEST_WAIT = timedelta(days=1)
LOOK_EVERY = timedelta(minutes=1)
REST = 60
"""So many times as long as its reading takes a feed is left alone besides: whoever is slow has a small share of us."""
ANEW = timedelta(hours=12)
"""After so long the repetitions of what has not changed are worked out again, since time goes on."""
BACK, AHEAD = timedelta(days=2), timedelta(days=400)
MOST_FEEDS = 5
MOST_AT_ONCE = 100
MOST_BYTES = 8 * 1024 * 1024
KIND = "text/calendar, text/plain;q=0.5, */*;q=0.1"


def add_feed(user_id: UUID, *, name: str, address: str) -> UUID:
    """It is read for the first time as soon as the transaction has committed."""
    try:
        read_address(address)
    except Unreachable as problem:
        raise BadAddress(str(problem)) from None
    hold_calendars(user_id)
    zone, key = calendar_of(user_id).time_zone, new_id()
    if len(own_feeds(user_id)) >= MOST_FEEDS:
        raise TooManyFeeds
    feed = {"id": key, "user_id": user_id, "name": name, "address": plain_address(address), "time_zone": zone}
    added = insert_or_leave(BusyFeed).values(feed).on_conflict_do_nothing().returning(BusyFeed.id)
    if db.session.scalar(added) is None:
        raise BadAddress("You have that one already.")
    emit("feed.added", actor_id=user_id, feed_id=key)
    _ask_for(key)
    return key


def remove_feed(user_id: UUID, key: UUID) -> None:
    """And all that was busy by it is free again."""
    removed = delete(BusyFeed).where(BusyFeed.id == key, BusyFeed.user_id == user_id).returning(BusyFeed.id)
    if db.session.scalar(removed) is None:
        raise Hidden
    mark_stale(user_id)
    emit("feed.removed", actor_id=user_id, feed_id=key)


def own_feeds(user_id: UUID) -> Sequence[BusyFeed]:
    mine = select(BusyFeed).where(BusyFeed.user_id == user_id).order_by(BusyFeed.id)
    return db.session.scalars(mine.execution_options(populate_existing=True)).all()


def read_due_feeds() -> None:
    """Every minute: a job for each whose time has come."""
    due = (
        select(BusyFeed.id)
        .where(BusyFeed.due_at <= func.now())
        .order_by(BusyFeed.due_at)
        .limit(MOST_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    for key in db.session.scalars(due).all():
        _ask_for(key)


def read_feed(feed_id: str) -> None:
    """No transaction is open while others take their time to answer."""
    feed = db.session.get(BusyFeed, UUID(feed_id))
    if feed is None:
        return
    key, address, etag, is_stale = feed.id, feed.address, feed.etag or "", _is_stale(feed)
    zone, at, began = feed.time_zone, now(), monotonic()
    try:
        answer = fetch(address, accept=KIND, most_bytes=MOST_BYTES, etag="" if is_stale else etag)
        spans = _spans(answer, zone, at)
    except (Unreachable, Unreadable) as problem:
        _note_failure(key, str(problem))
    else:
        _keep(key, address, answer.etag, spans, took=timedelta(seconds=monotonic() - began))


def _ask_for(key: UUID) -> None:
    """If its reader dies, it comes up again by itself."""
    db.session.execute(update(BusyFeed).where(BusyFeed.id == key).values(due_at=func.now() + EVERY))
    enqueue("read_feed", key=f"feed:{key}", feed_id=str(key))


def _is_stale(feed: BusyFeed) -> bool:
    return feed.expanded_at is None or now() - feed.expanded_at > ANEW


def _spans(answer: Answer, zone: str, at: datetime) -> list[Span] | None:
    """None if nothing has changed."""
    if answer.body is None:
        return None
    domain = urlsplit(settings().base_url).hostname or "localhost"
    return read_busy(answer.body, zone=zone, start=at - BACK, end=at + AHEAD, domain=domain)


def _keep(key: UUID, address: str, etag: str, spans: list[Span] | None, *, took: timedelta) -> None:
    """All of it at once, unless the feed was removed meanwhile."""
    this = select(BusyFeed.user_id).where(BusyFeed.id == key, BusyFeed.address == address).with_for_update()
    user_id = db.session.scalar(this)
    if user_id is None:
        return
    due_at = func.now() + EVERY + REST * took
    known: dict[str, Any] = {"read_at": func.now(), "due_at": due_at, "failures": 0, "problem": None}
    if spans is not None:
        known |= {"etag": etag or None, "expanded_at": func.now()}
        _replace(key, user_id, spans)
    db.session.execute(update(BusyFeed).where(BusyFeed.id == key).values(known))


def _replace(key: UUID, user_id: UUID, spans: list[Span]) -> None:
    old = select(BusyTime.starts_at, BusyTime.ends_at).where(BusyTime.feed_id == key).order_by(BusyTime.starts_at)
    if [Span(*row) for row in db.session.execute(old)] == spans:
        return
    db.session.execute(delete(BusyTime).where(BusyTime.feed_id == key))
    rows = [{"user_id": user_id, "feed_id": key, **span._asdict()} for span in spans]
    if rows:
        db.session.execute(insert(BusyTime), rows)
    mark_stale(user_id)


def _note_failure(key: UUID, problem: str) -> None:
    """The more often in a row, the longer until the next try. What was read before holds until then."""
    wait = func.least(EVERY * func.power(2, func.least(BusyFeed.failures, 10)), LONGEST_WAIT)
    noted = {"problem": problem[:200], "failures": BusyFeed.failures + 1, "due_at": func.now() + wait}
    db.session.execute(update(BusyFeed).where(BusyFeed.id == key).values(noted))
