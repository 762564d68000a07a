"""How processes tell each other who should look again: NOTIFY, of user ids and nothing else."""

from __future__ import annotations

import atexit
import logging
from collections.abc import Callable, Iterable
from threading import Condition, Thread
from time import sleep
from typing import Protocol
from uuid import UUID, uuid4
from weakref import WeakSet

import psycopg
from sqlalchemy.engine import make_url

CHANNEL = "live"
MOST_IDS = 200  # a payload has less than 8,000 bytes
TOGETHER_SECONDS = 0.05
IDLE_SECONDS = 5.0
AGAIN_SECONDS = 1.0
LOOK_SECONDS = 30.0
PROOF_SECONDS = 5.0
POLL_SECONDS, POLLS = 5.0, 12
"""Where nothing can be heard, all pages look again so often; and after so many times somebody listens once more."""
FLUSH_SECONDS = 2.0
log = logging.getLogger("domanu.live")


class Ears(Protocol):
    closed: bool

    def begin(self) -> None: ...
    def lose(self) -> None: ...
    def wake(self, user_ids: Iterable[UUID]) -> None: ...
    def wake_all(self) -> None: ...


class Listener:
    """One connection for the whole process, past any pooler: LISTEN belongs to a session of the server."""

    def __init__(self, url: str, teller_url: str) -> None:
        self.url = url
        self.teller_url = teller_url

    def run(self, hub: Ears) -> None:
        while not hub.closed:
            try:
                self._listen(hub)
            except psycopg.Error as problem:
                log.warning("nobody hears what has changed", extra={"why": str(problem)})
            hub.lose()
            sleep(AGAIN_SECONDS)

    def _listen(self, hub: Ears) -> None:
        with _connect(self.url) as connection:
            connection.execute(f"LISTEN {CHANNEL}")
            if not self._hears(connection):
                log.warning("something swallows LISTEN: set DATABASE_DIRECT_URL. Pages look by themselves")
                _poll(hub)
                return
            hub.begin()
            while not hub.closed:
                for notice in connection.notifies(timeout=LOOK_SECONDS):
                    hub.wake(_read(notice.payload))
                connection.execute("SELECT 1")  # a connection that was cut says so

    def _hears(self, connection: psycopg.Connection) -> bool:
        """What is said on one connection must come in on the other."""
        proof = uuid4()
        with _connect(self.teller_url) as other:
            _say(other, [proof])
        return any(proof in _read(notice.payload) for notice in connection.notifies(timeout=PROOF_SECONDS))


class Teller:
    """Gathers what the commits of this process have to tell, and says it at once, on a connection of its own."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.pending: set[UUID] = set()
        self.is_sending = False
        self.is_running = False
        self.changed = Condition()
        TELLERS.add(self)

    def add(self, user_ids: Iterable[UUID]) -> None:
        with self.changed:
            self.pending.update(user_ids)
            if not self.is_running:
                self.is_running = True
                Thread(target=self._run, name="live-teller", daemon=True).start()
            self.changed.notify_all()

    def flush(self, seconds: float) -> None:
        """Before the process ends."""
        with self.changed:
            self.changed.wait_for(lambda: not self.pending and not self.is_sending, seconds)

    def _run(self) -> None:
        """Until there has been nothing to tell for a while. What could not be told is seen at the next look."""
        try:
            with _connect(self.url) as connection:
                while self._has_more():
                    sleep(TOGETHER_SECONDS)
                    self._send(connection)
        except psycopg.Error as problem:
            log.warning("nobody was told what has changed", extra={"why": str(problem)})
            self._give_up()

    def _has_more(self) -> bool:
        """Whoever adds something from then on, while this one takes its leave, begins anew."""
        with self.changed:
            self.is_running = self.changed.wait_for(lambda: bool(self.pending), IDLE_SECONDS)
            return self.is_running

    def _send(self, connection: psycopg.Connection) -> None:
        """Who is added again meanwhile may have looked too early, and is told again."""
        with self.changed:
            told, self.pending, self.is_sending = sorted(self.pending), set(), True
        for start in range(0, len(told), MOST_IDS):
            _say(connection, told[start : start + MOST_IDS])
        with self.changed:
            self.is_sending = False
            self.changed.notify_all()

    def _give_up(self) -> None:
        with self.changed:
            self.pending.clear()
            self.is_running = self.is_sending = False
            self.changed.notify_all()


TELLERS: WeakSet[Teller] = WeakSet()


@atexit.register
def flush_all() -> None:
    for teller in list(TELLERS):
        teller.flush(FLUSH_SECONDS)


def _poll(hub: Ears, wait: Callable[[float], None] = sleep) -> None:
    for _ in range(POLLS):
        if hub.closed:
            return
        wait(POLL_SECONDS)
        hub.wake_all()


def _connect(url: str) -> psycopg.Connection:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=True, connect_timeout=5, prepare_threshold=None)


def _say(connection: psycopg.Connection, user_ids: Iterable[UUID]) -> None:
    connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, ",".join(one.hex for one in user_ids)))


def _read(payload: str) -> list[UUID]:
    try:
        return [UUID(one) for one in payload.split(",")]
    except ValueError:
        return []  # somebody else speaks on this channel
