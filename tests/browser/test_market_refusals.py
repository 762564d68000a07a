"""Every form of marketplaces and services, sent with something wrong: the page says what, and is as sound as before."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenAs
from tests.browser.test_pages import look_twice
from tests.support.fair import Fair
from tests.support.reader import Reader, Setting

pytestmark = pytest.mark.browser


class Wrong(NamedTuple):
    who: str
    path: str
    button: str
    typed: dict[str, str]
    field: str
    """Which the first link of the summary leads to."""


FORMS = (
    Wrong("dora", "/marketplaces/new", "Open this marketplace", {"title": "", "house_percent": "90"}, "title"),
    Wrong("dora", "/m/{full}/team/rules", "Put these rules in force", {"house_percent": "much"}, "house_percent"),
    Wrong("dora", "/m/{full}/team/look", "Save its look", {"title": "", "description": ""}, "title"),
    Wrong("dora", "/m/{full}/team/categories", "Add it", {"name": "music"}, "name"),
    Wrong("dora", "/m/{full}/team/categories/{category}/name", "Rename it", {"name": "bread"}, "name"),
    Wrong("dora", "/m/{full}/team/invitations", "Make an invitation", {"email": "nobody@nowhere"}, "email"),
    Wrong("dora", "/m/{bare}/team/handover", "Offer it to them", {"username": "mia"}, "username"),
    Wrong("dora", "/m/{bare}/services/new", "Put it on sale", {"name": "", "price": "9999999999"}, "name"),
    Wrong("sela", "/services/{drawn}/edit", "Save the changes", {"name": " ", "price": "as much as you like"}, "name"),
    Wrong("sela", "/services/{drawn}/pictures", "Add them", {}, "pictures"),
)


@pytest.mark.parametrize("who", ["dora", "sela"])
def test_refusals(who: str, fair: Fair, open_as: OpenAs) -> None:
    reader = open_as(fair[who], Setting(320, "dark"))
    for form in FORMS:
        if form.who == who:
            refuse(reader, form, fair.address(form.path))


def test_an_older_success_goes(fair: Fair, open_as: OpenAs) -> None:
    reader = open_as(fair["dora"], Setting(320, "dark"))
    reader.go(fair.address("/m/{bare}/team/look"))
    reader.press("Save its look")
    reader.expect_said("That is how it looks now.")
    reader.fill(title="")
    reader.press("Save its look")
    expect(reader.page.locator("#problems")).to_be_focused()
    expect(reader.page.locator("#status")).to_be_empty()


def refuse(reader: Reader, form: Wrong, path: str) -> None:
    reader.page.goto(path)
    reader.fill(**form.typed)
    reader.press(form.button)
    expect(reader.page.locator("#problems")).to_be_focused()
    look_twice(reader)
    for name, text in form.typed.items():
        assert reader.page.locator(f"main [name={name}]").input_value() == text.strip(), path
    reader.page.locator("#problems a").first.click()
    field = reader.page.locator(f"#{form.field}")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
