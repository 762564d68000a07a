"""Behind a running site: its database, its keys and its files, for all that a test is not about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy.engine import make_url

from domanu import create_app
from domanu.auth.operations.accounts import create_confirmed_user, set_staff
from domanu.auth.operations.sessions import open_session
from domanu.auth.passwords import hash_password
from domanu.core.db import db
from domanu.profiles import make_designer, update_profile
from tests.support.database import config_for
from tests.support.people import PASSWORD, Person
from tests.support.site import Site


class Backstage:
    def __init__(self, app: Flask) -> None:
        self.app = app
        with app.app_context():
            self.password = hash_password(PASSWORD)

    @contextmanager
    def work(self) -> Iterator[None]:
        """Operations, committed at the end."""
        with self.app.app_context():
            yield
            db.session.commit()

    def person(self, username: str, *, designer: bool = False, staff: bool = False) -> Person:
        with self.work():
            email, first_name = f"{username}@example.org", username.partition("-")[0].title()
            user_id = create_confirmed_user(email, self.password, first_name=first_name)
            assert user_id, f"{username} is there already"
            update_profile(user_id, username=username)
            if designer:
                make_designer(user_id, policy="staff")
            set_staff(user_id, staff=staff)
        return Person(user_id, email, username)

    def cookie(self, person: Person) -> tuple[str, str]:
        """Name and value, of a session that is theirs."""
        with self.work():
            token = open_session(person.id, None, device="Chrome on Linux", address="127.0.0.1", remember=False)
        serializer = SecureCookieSessionInterface().get_signing_serializer(self.app)
        assert serializer
        return str(self.app.config["SESSION_COOKIE_NAME"]), str(serializer.dumps({"_user_id": token}))


@contextmanager
def backstage_of(site: Site) -> Iterator[Backstage]:
    url, folder = make_url(site.environment["DATABASE_URL"]), Path(site.environment["INSTANCE_PATH"])
    app = create_app(config_for(url, folder, BASE_URL=site.environment["BASE_URL"]))
    try:
        yield Backstage(app)
    finally:
        with app.app_context():
            db.engine.dispose()
