from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from domanu.core import events
from domanu.core.db import db
from domanu.core.events import Event, emit, forget_actor
from domanu.core.worker import run_due_jobs

heard: list[Event] = []


def listen(event: Event) -> str:
    heard.append(event)
    return f"heard {event.name}"


def refuse(event: Event) -> None:
    raise PermissionError(event.name)


@pytest.fixture(autouse=True)
def table(app: Flask) -> Iterator[None]:
    """Handlers of our own in the place of the site's."""
    site = app.extensions["domanu.events"], dict(app.extensions["domanu.jobs"])
    events.init_app(app, {"asked": [listen], "refused": [refuse]}, {"told": [listen]})
    heard.clear()
    yield
    app.extensions["domanu.events"], app.extensions["domanu.jobs"] = site


def test_within_runs_at_once_and_answers() -> None:
    assert emit("asked", place="here") == ["heard asked"]
    assert heard[0].data == {"place": "here"}


def test_what_is_said_is_kept_as_json() -> None:
    key = uuid4()
    emit("asked", name="a chair", price=Decimal("9.50"), sellers=[key], at={"day": date(2026, 11, 21)}, sold=False)
    said = db.session.scalars(select(Event.data).execution_options(populate_existing=True)).one()
    kept = {"name": "a chair", "price": "9.50", "sellers": [str(key)], "at": {"day": "2026-11-21"}, "sold": False}
    assert said == kept


def test_within_may_refuse() -> None:
    with pytest.raises(PermissionError):
        emit("refused")


def test_after_runs_once_it_has_committed() -> None:
    actor = uuid4()
    emit("told", actor_id=actor, thing=uuid4())
    assert heard == []
    db.session.commit()
    assert run_due_jobs() == 1
    assert heard[0].actor_id == actor
    assert isinstance(heard[0].data["thing"], str)
    assert run_due_jobs() == 0


def test_nothing_after_a_rollback() -> None:
    emit("told")
    db.session.rollback()
    assert run_due_jobs() == 0
    assert db.session.scalar(select(func.count()).select_from(Event)) == 0


def test_what_is_said_of_a_person_can_be_forgotten() -> None:
    actor = uuid4()
    emit("asked", actor_id=actor, first_name="Mei")
    emit("asked", actor_id=uuid4(), first_name="Bob")
    forget_actor(actor)
    db.session.expire_all()
    said = db.session.scalars(select(Event.data).order_by(Event.id)).all()
    assert said == [{}, {"first_name": "Bob"}]
