"""A list that goes on: in place with scripts, on a page of its own without."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy import delete, insert
from sqlalchemy.engine import make_url

from domanu import create_app
from domanu.auth.models import User
from domanu.core.db import db, new_id
from domanu.profiles.models import DesignerRequest, Profile
from domanu.profiles.operations.designing import PAGE
from tests.browser.conftest import Open
from tests.support.database import config_for
from tests.support.reader import Setting
from tests.support.site import Site

pytestmark = pytest.mark.browser
REST = 5


@pytest.fixture
def waiting(site: Site, tmp_path: Path) -> Iterator[None]:
    """A page of requests, and a few more."""
    people = [(new_id(), number) for number in range(PAGE + REST)]
    app = create_app(config_for(make_url(site.environment["DATABASE_URL"]), tmp_path))
    with app.app_context():
        for table, rows in {
            User: [{"id": key, "email": f"w{number}@example.org", "password": "!"} for key, number in people],
            Profile: [
                {"user_id": key, "first_name": f"W{number}", "username": f"w-{number}"} for key, number in people
            ],
            DesignerRequest: [{"id": new_id(), "user_id": key, "reason": "Tutoring"} for key, _ in people],
        }.items():
            db.session.execute(insert(table), rows)
        db.session.commit()
        yield
        db.session.execute(delete(User).where(User.id.in_([key for key, _ in people])))
        db.session.commit()
        db.engine.dispose()


@pytest.mark.parametrize("setting", [Setting(320, "dark"), Setting(1280), Setting(1280, scripts=False)], ids=str)
def test_designer_requests(waiting: None, open_signed_in: Open, setting: Setting) -> None:
    reader = open_signed_in(setting)
    reader.go("/staff/designer-requests")
    rows = reader.page.locator(".entries blockquote")
    expect(rows).to_have_count(PAGE)
    reader.link("Load more").click()
    expect(rows).to_have_count(PAGE + REST if setting.scripts else REST)
    expect(reader.link("Load more")).to_have_count(0)
    if setting.scripts:
        expect(reader.link(f"W{PAGE}")).to_be_focused()
    reader.look()
