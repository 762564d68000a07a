from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select, update

from domanu.auth.housekeeping import TIME_TO_CONFIRM, sweep
from domanu.auth.models import PasswordResetToken, Session, User
from domanu.auth.operations.resets import ask_for_reset
from domanu.core.db import db, first_id_at
from domanu.core.events import KEPT, Event
from domanu.core.jobs import Job
from domanu.core.time import now
from domanu.profiles.operations.profiles import change_picture
from tests.support.client import Client
from tests.support.people import Person

LONG_AGO = now() - TIME_TO_CONFIRM - timedelta(hours=1)


def count(table: type[User | Session | PasswordResetToken]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_sessions_and_links_that_ran_out(alice: Person, sign_in_as: Callable[[Person], Client]) -> None:
    sign_in_as(alice)
    ask_for_reset(alice.email)
    sweep()
    assert (count(Session), count(PasswordResetToken)) == (1, 1)
    for table in (Session, PasswordResetToken):
        db.session.execute(update(table).values(expires_at=LONG_AGO))
    sweep()
    assert (count(Session), count(PasswordResetToken)) == (0, 0)


def test_addresses_that_never_proved_themselves(alice: Person, una: Person) -> None:
    sweep()
    assert count(User) == 2
    db.session.execute(update(User).values(created_at=LONG_AGO))
    sweep()
    assert db.session.scalars(select(User.email)).all() == [alice.email]


def test_their_pictures_and_names_go_with_them(una: Person) -> None:
    change_picture(una.id, "people/large.webp", "people/small.webp")
    db.session.execute(update(User).values(created_at=LONG_AGO))
    sweep()
    dropped = db.session.scalars(select(Job.arguments).where(Job.name == "remove_picture")).all()
    assert sorted(job["name"] for job in dropped) == ["people/large.webp", "people/small.webp"]
    assert "una" not in str(db.session.scalars(select(Event.data)).all()).lower()


def test_facts_of_long_ago(app: Flask) -> None:
    day = timedelta(days=1)
    for name, age in {"new": 0 * day, "old": KEPT - day, "too old": KEPT + day}.items():
        db.session.add(Event(id=first_id_at(now() - age), name=name, data={}))
    sweep()
    assert db.session.scalars(select(Event.name).order_by(Event.name)).all() == ["new", "old"]
