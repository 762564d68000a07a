from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_mail import Message, email_dispatched
from sqlalchemy import update
from sqlalchemy.engine import URL

from domanu.auth.models import User
from domanu.auth.operations import accounts
from domanu.auth.passwords import PasswordHash, hash_password
from domanu.core.db import db
from domanu.core.worker import run_due_jobs
from domanu.drawing.colour import Palette
from domanu.marketplaces import create_marketplace
from domanu.marketplaces.rules import Rules
from domanu.profiles import make_designer, update_profile
from tests.support.apps import site_in, taken_back
from tests.support.client import Client
from tests.support.database import database, migrated_database
from tests.support.people import PASSWORD, Person
from tests.support.town_site import town_visits

__all__ = ["town_visits"]


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("instance")


@pytest.fixture(scope="session")
def template_url(instance: Path) -> Iterator[URL]:
    """A migrated database that nobody writes to: others are copied from it."""
    with migrated_database(instance) as url:
        yield url


@pytest.fixture(scope="session")
def the_app(template_url: URL, instance: Path) -> Iterator[Flask]:
    with database(template_url, str(template_url.database)) as url, site_in(url, instance) as app:
        yield app


@pytest.fixture
def app(the_app: Flask) -> Iterator[Flask]:
    """Whatever a test commits is rolled back after it."""
    with taken_back(the_app) as app:
        yield app


@pytest.fixture
def own_url(template_url: URL) -> Iterator[URL]:
    """A database in which a test really commits."""
    with database(template_url, str(template_url.database)) as url:
        yield url


@pytest.fixture
def client(app: Flask) -> Client:
    return app.test_client()  # type: ignore[return-value]


@pytest.fixture
def sign_in_as(app: Flask) -> Callable[[Person], Client]:
    return lambda person: app.test_client().sign_in(person.id)  # type: ignore[attr-defined]


@pytest.fixture
def outbox(app: Flask) -> Iterator[list[Message]]:
    """What was sent, in order."""
    sent: list[Message] = []

    def keep(_app: Flask, message: Message) -> None:
        sent.append(message)

    with email_dispatched.connected_to(keep, sender=app):
        yield sent


@pytest.fixture
def run_jobs(app: Flask) -> Callable[[], int]:
    return run_due_jobs


@pytest.fixture(scope="session")
def known_hash(the_app: Flask) -> PasswordHash:
    with the_app.app_context():
        return hash_password(PASSWORD)


@pytest.fixture
def make_person(app: Flask, known_hash: PasswordHash) -> Callable[[str], Person]:
    def make(name: str) -> Person:
        email = f"{name}@example.org"
        user_id = accounts.create_confirmed_user(email, known_hash, first_name=name.title())
        assert user_id is not None
        update_profile(user_id, username=name)
        db.session.commit()
        return Person(user_id, email, name)

    return make


@pytest.fixture
def alice(make_person: Callable[[str], Person]) -> Person:
    """The owner of whatever a test is about."""
    return make_person("alice")


@pytest.fixture
def bob(make_person: Callable[[str], Person]) -> Person:
    """A member."""
    return make_person("bob")


@pytest.fixture
def charlie(make_person: Callable[[str], Person]) -> Person:
    """A stranger, who must see nothing."""
    return make_person("charlie")


@pytest.fixture
def dora(make_person: Callable[[str], Person]) -> Person:
    """A designer."""
    person = make_person("dora")
    make_designer(person.id, policy="staff")
    db.session.commit()
    return person


@pytest.fixture
def stella(make_person: Callable[[str], Person]) -> Person:
    """Staff."""
    person = make_person("stella")
    accounts.set_staff(person.id, staff=True)
    db.session.commit()
    return person


@pytest.fixture
def una(make_person: Callable[[str], Person]) -> Person:
    """Somebody whose address has not proved itself."""
    person = make_person("una")
    db.session.execute(update(User).where(User.id == person.id).values(confirmed_at=None))
    db.session.commit()
    return person


@pytest.fixture
def open_market(dora: Person) -> Callable[..., str]:
    """Dora opens one more marketplace, and its slug is answered."""

    def make(title: str = "Campus", description: str = "Students teach students.", **rules: Any) -> str:
        palette = Palette("#1f4e79", "#f6ead0", "#e5a72e")
        look: dict[str, Any] = {"description": description, "palette": palette, "pattern": "stripes"}
        slug = create_marketplace(dora.id, title=title, rules=Rules(**rules), **look)
        db.session.commit()
        return slug

    return make


@pytest.fixture
def market(open_market: Callable[..., str]) -> str:
    """Everybody may see and join it."""
    return open_market("Campus", private=False)


@pytest.fixture
def private_market(open_market: Callable[..., str]) -> str:
    return open_market("Behind the hedge", "Neighbours only.")
