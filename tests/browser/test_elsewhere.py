"""The link of the mail, opened in another browser than the one that asked for it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.support.letters import letter_about, link_in
from tests.support.people import PASSWORD
from tests.support.post_office import PostOffice
from tests.support.reader import Setting
from tests.support.site import Site

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False])
def test_it_asks_for_the_password(open_browser: Open, site: Site, office: PostOffice, *, scripts: bool) -> None:
    email = f"elsewhere-{scripts:d}@example.org"
    site.caller().submit("/register", first_name="Mei", email=email, password=PASSWORD)
    reader = open_browser(Setting(320, "dark", scripts=scripts))
    link = link_in(letter_about(office, email, "confirm"))
    reader.go(link)
    reader.fill(password="not the right one")
    reader.press(f"Yes, confirm {email}")
    expect(reader.page.locator("#problems")).to_contain_text("One thing to put right")
    reader.look()
    reader.fill(password=PASSWORD)
    reader.follow(reader.button(f"Yes, confirm {email}"), "/profile")
    reader.page.goto(link)
    expect(reader.page.locator("h1")).to_have_text("This link no longer works")
    reader.look()
