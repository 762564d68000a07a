"""Live pages: a stream of server-sent events for each tab that somebody looks at.

A message says only that something has changed. The page then reads its live regions again, as any other request would,
so that a stream never tells what its reader may not know. It holds no session of the database meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from time import monotonic
from uuid import UUID
from weakref import WeakSet

from flask import Flask, Response, current_app
from sqlalchemy import event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from domanu.config import Config

from .db import db
from .live_channel import Listener, Teller

PING_SECONDS = 15
MOST_OF_ONE = 12
"""Tabs in the background have none, so whoever opens more has left dead ones behind. The oldest ends."""
MOST_IN_ALL = 700
"""Of the thousand connections of a process: ordinary requests must find room, too."""
REMEMBERED_SECONDS = 600.0
SLACK_SECONDS = 1.0
CHANGED, PING = "data: changed\n\n", "event: ping\ndata: ping\n\n"
HUBS: WeakSet[Hub] = WeakSet()


@dataclass(eq=False)
class Stream:
    user_id: UUID
    changed: Event = field(default_factory=Event)
    over: bool = False

    def end(self) -> None:
        self.over = True
        self.changed.set()


class Hub:
    """Who is listening in this process, and who has been told something lately."""

    def __init__(self, listener: Listener) -> None:
        self.listener = listener
        self.streams: dict[UUID, list[Stream]] = {}
        self.told: dict[UUID, float] = {}
        self.since: float | None = None
        """From when on this process has heard everything; None while it may miss something."""
        self.closed = False
        self.lock = Lock()
        self.thread: Thread | None = None

    @property
    def is_full(self) -> bool:
        return sum(map(len, list(self.streams.values()))) >= MOST_IN_ALL

    def join(self, user_id: UUID, age: float) -> Stream:
        """`age` says for how many seconds the page has not heard anything: what came in between is told now."""
        stream = Stream(user_id, over=self.closed)
        with self.lock:
            mine = self.streams.setdefault(user_id, [])
            mine.append(stream)
            if len(mine) > MOST_OF_ONE:
                mine.pop(0).end()
            if self._may_have_missed(user_id, age):
                stream.changed.set()
            if self.thread is None:
                self.thread = Thread(target=self.listener.run, args=(self,), name="live", daemon=True)
                self.thread.start()
        return stream

    def leave(self, stream: Stream) -> None:
        with self.lock:
            mine = self.streams.get(stream.user_id, [])
            if stream in mine:
                mine.remove(stream)
            if not mine:
                self.streams.pop(stream.user_id, None)

    def begin(self) -> None:
        """It is heard from now on. Whatever was told before may have been missed."""
        self.since = monotonic()
        self.wake_all()

    def lose(self) -> None:
        self.since = None

    def wake(self, user_ids: Iterable[UUID]) -> None:
        at = monotonic()
        with self.lock:
            self.told = {who: when for who, when in self.told.items() if at - when < REMEMBERED_SECONDS}
            for user_id in user_ids:
                self.told[user_id] = at
                for stream in self.streams.get(user_id, ()):
                    stream.changed.set()

    def wake_all(self) -> None:
        for stream in self._everybody():
            stream.changed.set()

    def close(self) -> None:
        """Without the lock, since a signal may come at any moment."""
        self.closed = True
        for stream in self._everybody():
            stream.end()

    def _may_have_missed(self, user_id: UUID, age: float) -> bool:
        """While nothing is heard, nothing need be said: it is, to all, as soon as somebody listens again."""
        if self.since is None:
            return False
        known = monotonic() - age - SLACK_SECONDS
        return age > REMEMBERED_SECONDS or known < max(self.since, self.told.get(user_id, 0.0))

    def _everybody(self) -> list[Stream]:
        return [stream for mine in list(self.streams.values()) for stream in list(mine)]


def init_app(app: Flask, config: Config) -> None:
    past_the_pooler = config.database_direct_url or config.database_url
    hub = Hub(Listener(past_the_pooler, config.database_url))
    app.extensions["domanu.live"] = hub, Teller(config.database_url)
    HUBS.add(hub)


def tell(user_ids: Iterable[UUID]) -> None:
    """Something that they see has changed. They are told once this transaction has committed, and not inside it, since
    a NOTIFY makes commits wait for each other."""
    db.session.info.setdefault("live", set()).update(user_ids)


def open_stream(user_id: UUID, *, age: float, may_stay: Callable[[], bool]) -> Response:
    """`may_stay` is asked before each message, and may ask the database."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    hub: Hub = app.extensions["domanu.live"][0]
    if hub.is_full:
        return Response(status=503)
    response = Response(_messages(app, hub, user_id, age, may_stay), mimetype="text/event-stream")
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Accel-Buffering"] = "no"
    return response


def end_streams() -> None:
    """This process has been told to stop: nobody waits for streams, which would never end by themselves."""
    for hub in list(HUBS):
        hub.close()


def _messages(app: Flask, hub: Hub, user_id: UUID, age: float, may_stay: Callable[[], bool]) -> Iterator[str]:
    stream = hub.join(user_id, age)
    try:
        yield PING
        while True:
            changed = stream.changed.wait(PING_SECONDS)
            stream.changed.clear()
            if stream.over or (changed and not _is_welcome(app, may_stay)):
                return
            yield CHANGED if changed else PING
    finally:
        hub.leave(stream)


def _is_welcome(app: Flask, may_stay: Callable[[], bool]) -> bool:
    """The session of the database ends with the context. While the database is away, the page tries again later."""
    try:
        with app.app_context():
            return may_stay()
    except SQLAlchemyError:
        return False


@event.listens_for(db.session, "after_commit")
def _tell_committed(session: Session) -> None:
    if not session.in_nested_transaction() and (told := session.info.pop("live", None)):
        current_app.extensions["domanu.live"][1].add(told)


@event.listens_for(db.session, "after_rollback")
def _forget_rolled_back(session: Session) -> None:
    """Not for a savepoint: what came before it stands, and to look once too often does no harm."""
    if not session.in_nested_transaction():
        session.info.pop("live", None)
