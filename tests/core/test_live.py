"""Streams as they run in production: gunicorn in processes of its own, and somebody else who has something to tell."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy.engine import URL

from domanu import create_app
from domanu.auth.operations import accounts
from domanu.auth.passwords import hash_password
from domanu.core import live, live_channel
from domanu.core.db import db
from domanu.core.live_channel import Listener
from tests.support.caller import Caller
from tests.support.database import config_for
from tests.support.patience import PATIENCE
from tests.support.people import PASSWORD
from tests.support.site import Site, running_site

EMAIL = "mei@example.org"
FEW_CONNECTIONS = {"DATABASE_POOL_SIZE": "1", "DATABASE_POOL_TIMEOUT": "2", "WEB_CONCURRENCY": "1"}
GRACE, AT_MOST = 10, 10  # a ping comes every 15 seconds


@pytest.fixture
def own_app(own_url: URL, tmp_path: Path) -> Iterator[Flask]:
    """What commits in another process than those that answer."""
    app = create_app(config_for(own_url, tmp_path))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def mei(own_app: Flask) -> UUID:
    user_id = accounts.create_confirmed_user(EMAIL, hash_password(PASSWORD), first_name="Mei")
    db.session.commit()
    assert user_id
    return user_id


class Listening:
    """One who reads a stream, an event at a time."""

    def __init__(self, site: Site, caller: Caller, age: str = "0") -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE)
        cookies = "; ".join(f"{name}={value}" for name, value in caller.cookies.items())
        self.connection.request("GET", f"/live?age={age}", headers={"Cookie": cookies})
        self.answer = self.connection.getresponse()

    def hear(self) -> str:
        """The next message, without the pings; nothing at the end."""
        while (line := self.answer.readline()) and not line.startswith(b"data: changed"):
            pass
        return line.decode().strip()

    def close(self) -> None:
        self.answer.close()
        self.connection.close()


@contextmanager
def one_process(own_url: URL, folder: Path) -> Iterator[tuple[Site, Caller]]:
    with running_site(own_url, folder, FEW_CONNECTIONS) as site:
        caller = site.caller()
        assert caller.sign_in(EMAIL, PASSWORD).status == 303
        yield site, caller


def tell(*user_ids: UUID) -> None:
    live.tell(user_ids)
    db.session.execute(db.text("SELECT 1"))
    db.session.commit()


def test_it_works(own_url: URL, own_app: Flask, mei: UUID, tmp_path: Path) -> None:
    with one_process(own_url, tmp_path) as (site, caller):
        streams = [Listening(site, caller) for _ in range(5)]
        assert streams[0].answer.headers["Content-Type"].startswith("text/event-stream")
        for stream in streams:
            assert stream.hear(), "whoever came first may have missed something, and is told so"
        tell(uuid4())
        began = time.monotonic()
        tell(mei)
        assert all(stream.hear() for stream in streams)
        assert time.monotonic() - began < AT_MOST
        assert caller.get("/inbox").status == 200, "the only connection to the database is free"
        late = Listening(site, caller, "600")
        assert late.hear(), "it has not heard what was told a moment ago"
        outsider = Listening(site, site.caller())
        assert outsider.answer.status == 204
        for stream in (late, outsider):
            stream.close()
        ends(site, caller, streams, mei)


def ends(site: Site, caller: Caller, streams: list[Listening], mei: UUID) -> None:
    """Signed out, by the next message. And at once, when the process is told to stop."""
    other = site.caller()
    assert other.sign_in(EMAIL, PASSWORD).status == 303
    last = Listening(site, other)
    caller.token = caller.get("/account").token
    assert caller.submit("/sign-out").status == 303
    tell(mei)
    assert [stream.hear() for stream in streams] == [""] * 5
    assert last.hear()
    assert site.web
    site.web.terminate()
    began = time.monotonic()
    while last.hear():
        pass
    assert time.monotonic() - began < AT_MOST
    for stream in (*streams, last):
        stream.close()
    assert site.web.wait(GRACE) == 0


def test_what_is_rolled_back_is_not_told(own_app: Flask, mei: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[set[UUID]] = []
    teller = own_app.extensions["domanu.live"][1]
    monkeypatch.setattr(teller, "add", told.append)
    live.tell([mei])
    db.session.execute(db.text("SELECT 1"))
    db.session.rollback()
    with db.session.begin_nested():
        live.tell([mei])
    assert told == []
    db.session.commit()
    assert told == [{mei}]


def test_what_is_tried_in_vain_takes_nothing_else_along(
    own_app: Flask, mei: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[set[UUID]] = []
    monkeypatch.setattr(own_app.extensions["domanu.live"][1], "add", told.append)
    live.tell([mei])
    attempt = db.session.begin_nested()
    db.session.execute(db.text("SELECT 1"))
    attempt.rollback()
    db.session.commit()
    assert told == [{mei}]


class NobodyHears(Listener):
    def _hears(self, _connection: object) -> bool:
        return False


def test_where_nothing_can_be_heard_all_look_by_themselves(own_url: URL, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_channel, "POLL_SECONDS", 0.05)
    address = own_url.render_as_string(hide_password=False)
    hub = live.Hub(NobodyHears(address, address))
    stream = hub.join(uuid4(), 0)
    try:
        for _ in range(2):
            assert stream.changed.wait(PATIENCE)
            stream.changed.clear()
        assert hub.since is None
    finally:
        hub.close()


def test_of_one_person_only_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    hub, who = live.Hub(NobodyHears("", "")), uuid4()
    hub.thread = Thread()
    streams = [hub.join(who, 0) for _ in range(live.MOST_OF_ONE + 1)]
    assert [stream.over for stream in streams] == [True] + [False] * live.MOST_OF_ONE
    for stream in streams:
        hub.leave(stream)
    assert hub.streams == {}


def test_whoever_is_told_of_meanwhile_is_told_again(own_url: URL, monkeypatch: pytest.MonkeyPatch) -> None:
    address, said, who = own_url.render_as_string(hide_password=False), list[UUID](), uuid4()
    teller = live_channel.Teller(address)

    def say(_connection: object, user_ids: list[UUID]) -> None:
        if not said:
            teller.add([who])
        said.extend(user_ids)

    monkeypatch.setattr(live_channel, "_say", say)
    teller.add([who])
    teller.flush(PATIENCE)
    assert said == [who, who]


def test_many_are_told_in_small_parts(own_url: URL) -> None:
    address = own_url.render_as_string(hide_password=False)
    many = [uuid4() for _ in range(live_channel.MOST_IDS * 2 + 1)]
    with live_channel._connect(address) as connection:
        connection.execute("LISTEN live")
        teller = live_channel.Teller(address)
        teller.add(many)
        teller.add(many[:3])
        heard = list(connection.notifies(timeout=PATIENCE, stop_after=3))
        teller.flush(PATIENCE)
    assert sorted(one for notice in heard for one in live_channel._read(notice.payload)) == sorted(many)
    assert live_channel._read("of somebody else") == []
