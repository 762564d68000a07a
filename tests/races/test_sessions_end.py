"""Sessions end everywhere by the next request, whichever of two web processes answers it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.engine import URL

from domanu.auth.models import PasswordResetToken, Session, User
from domanu.auth.operations import resets
from domanu.auth.operations.accounts import create_confirmed_user
from domanu.auth.passwords import hash_password
from domanu.core.db import db
from domanu.core.tokens import derived_token
from tests.support.caller import Caller
from tests.support.people import PASSWORD
from tests.support.site import Site, answers_of_all, running_site

ALICE = "alice@example.org"
ANOTHER = "eleven purple kettles"


class World(NamedTuple):
    app: Flask
    site: Site
    here: Caller
    there: Caller
    """The other device."""


@pytest.fixture
def world(request: pytest.FixtureRequest, committing_app: Flask, own_url: URL, tmp_path: Path) -> Iterator[World]:
    """Alice is signed in on two devices, and both web processes have seen both."""
    with committing_app.app_context():
        create_confirmed_user(ALICE, hash_password(PASSWORD), first_name="Alice")
        db.session.commit()
    app = f"tests.support.{getattr(request, 'param', 'wsgi_with_pid')}:app"
    with running_site(own_url, tmp_path, {"RATE_LIMITS": "false"}, app=app) as site:
        here, there = (_signed_in(site) for _ in range(2))
        for device in (here, there):
            assert _statuses(device) == {200}
        yield World(committing_app, site, here, there)


def test_sessions_end_everywhere(world: World) -> None:
    """One site for all the ways, since starting it takes longest."""
    for end, ends_here in WAYS:
        end(world)
        assert _statuses(world.there) == {303}, f"after {end.__name__}, on the other device"
        assert _statuses(world.here) == ({303} if ends_here else {200}), f"after {end.__name__}, on this device"
        world = _anew(world)


@pytest.mark.parametrize("world", ["wsgi_that_remembers"], indirect=True)
def test_twin_that_remembers_sessions(world: World) -> None:
    sign_out(world)
    with pytest.raises(AssertionError):
        assert _statuses(world.there) == {303}


def change_password(world: World) -> None:
    answer = world.here.submit("/account/password", old=PASSWORD, password=ANOTHER)
    assert answer.status == 303


def sign_out(world: World) -> None:
    """Of the other device: its cookie, kept by somebody, is worth nothing afterwards."""
    kept = dict(world.there.cookies)
    assert world.there.submit("/sign-out", form="/account/password").status == 303
    world.there.cookies = kept


def revoke(world: World) -> None:
    with world.app.app_context():
        [other, _] = db.session.scalars(select(Session.id).order_by(Session.id.desc())).all()
    assert world.here.submit(f"/account/devices/{other}/removal", form="/account/devices").status == 303


def revoke_all_others(world: World) -> None:
    assert world.here.submit("/account/devices/removal", form="/account/devices").status == 303


def reset(world: World) -> None:
    visitor = world.site.caller()
    assert visitor.submit("/password/forgotten", email=ALICE).status == 303
    with world.app.app_context():
        [newest, *_] = db.session.scalars(select(PasswordResetToken.id).order_by(PasswordResetToken.id.desc()))
        link = f"/password/reset/{derived_token(resets.PURPOSE, newest)}"
    assert visitor.submit(link, password=ANOTHER).status == 303


def disable(world: World) -> None:
    world.site.run("users", "disable", ALICE)


WAYS: list[tuple[Callable[[World], None], bool]] = [
    (sign_out, False),
    (revoke, False),
    (revoke_all_others, False),
    (change_password, False),
    (reset, True),
    (disable, True),
]


def _signed_in(site: Site) -> Caller:
    caller = site.caller()
    assert caller.sign_in(ALICE, PASSWORD).status == 303
    caller.token = ""
    return caller


def _anew(world: World) -> World:
    """Enabled again under the first password, and signed in on two new devices."""
    with world.app.app_context():
        fresh = {"password": hash_password(PASSWORD), "disabled_at": None}
        db.session.execute(update(User).values(fresh))
        db.session.execute(delete(Session))
        db.session.commit()
    here, there = (_signed_in(world.site) for _ in range(2))
    return world._replace(here=here, there=there)


def _statuses(caller: Caller) -> set[int]:
    """What the account page answers, by whichever web process."""
    answers = answers_of_all(lambda: Caller(caller.port, dict(caller.cookies)).get("/account"))
    return {answer.status for answer in answers}
