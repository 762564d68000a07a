"""What comes in shows at once, in the tab that is looked at; those in the background keep quiet."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from domanu.core import live
from domanu.core.db import db, new_id
from domanu.notifications.models import Notification
from tests.browser.conftest import OpenAs
from tests.support.backstage import Backstage
from tests.support.people import Person
from tests.support.reader import Setting

pytestmark = pytest.mark.browser
MANY = 8
HIDE = """
  let state = "visible";
  Object.defineProperty(document, "visibilityState", { get: () => state });
  globalThis.show = (next) => { state = next; document.dispatchEvent(new Event("visibilitychange")); };
"""


def tell(person: Person, title: str = "Campus") -> None:
    """From another process than those that answer the browser."""
    data = {"title": title, "slug": "nothing"}
    db.session.add(Notification(user_id=person.id, event_id=new_id(), kind="membership.begun", data=data))
    live.tell([person.id])
    db.session.commit()


def test_the_sign_and_the_inbox_follow(backstage: Backstage, open_as: OpenAs) -> None:
    mei = backstage.person("mei-live")
    reader = open_as(mei, Setting(390))
    reader.go("/privacy")
    sign = reader.page.locator("#inbox-sign")
    expect(sign.locator(".count")).to_have_count(0)
    with backstage.app.app_context():
        tell(mei)
        expect(sign.locator(".count")).to_have_text("1 unread")
        reader.look()
        reader.follow(sign, "/inbox")
        for _ in range(10):
            tell(mei, "Judo")
        expect(sign.locator(".count")).to_have_text("9+ unread")
    expect(reader.page.get_by_role("link", name="You are a member of Judo now.")).to_have_count(10)
    reader.look()
    reader.press("Mark all as read")
    reader.expect_said("All of them are marked as read.")
    expect(sign.locator(".count")).to_have_count(0)
    reader.look()


def test_tabs_in_the_background_take_no_connections(backstage: Backstage, open_as: OpenAs) -> None:
    """Of the six that a browser has for a site."""
    mei = backstage.person("mei-tabs")
    reader = open_as(mei)
    reader.context.add_init_script(HIDE)
    pages = [reader.context.new_page() for _ in range(MANY)]
    for page in pages:
        page.goto("/privacy")
        page.evaluate("show('hidden')")
    ninth = reader.context.new_page()
    ninth.goto("/account")
    with backstage.app.app_context():
        tell(mei)
    expect(ninth.locator("#inbox-sign .count")).to_have_text("1 unread")
    expect(pages[0].locator("#inbox-sign .count")).to_have_count(0)
    pages[0].evaluate("show('visible')")
    expect(pages[0].locator("#inbox-sign .count")).to_have_text("1 unread")


@pytest.mark.parametrize("setting", [Setting(320, "dark"), Setting(1280, scripts=False)], ids=str)
def test_choosing_what_one_is_told(setting: Setting, backstage: Backstage, open_as: OpenAs) -> None:
    reader = open_as(backstage.person(f"mei-ways-{setting}"), setting)
    reader.go("/account/notifications")
    reader.page.locator("#reminders-mail").uncheck()
    reader.press("Save what you are told")
    reader.expect_said("That is how you are told from now on.")
    reader.look()
    reader.go("/account/notifications")
    expect(reader.page.locator("#reminders-mail")).not_to_be_checked()
    expect(reader.page.locator("#reminders-inbox")).to_be_checked()
