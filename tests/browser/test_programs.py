"""Tokens and what is told about the API, as people see it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenAs
from tests.support.backstage import Backstage
from tests.support.people import PASSWORD
from tests.support.reader import OPPOSITES, Reader, Setting, in_settings

pytestmark = pytest.mark.browser


@in_settings(*OPPOSITES)
def test_a_program(setting: Setting, backstage: Backstage, open_as: OpenAs) -> None:
    mei = backstage.person(f"mei-program-{setting}")
    reader = open_as(mei, setting)
    reader.go("/account")
    reader.follow(reader.link("Choose who may act for you"), "/account/tokens")
    token = make_token(reader)
    answer = reader.page.request.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"})
    assert answer.json()["username"] == mei.username
    revoke(reader)
    answer = reader.page.request.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"})
    assert answer.status == 401
    read_up(reader)


def make_token(reader: Reader) -> str:
    reader.press("Make a token")
    expect(reader.page.locator("#name-error")).to_be_visible()
    reader.look()
    reader.fill(name="The screen", password=PASSWORD)
    reader.press("Make a token")
    field = reader.page.get_by_label("The token")
    expect(field).to_have_value(re.compile("^dmn_"))
    reader.look()
    return field.input_value()


def revoke(reader: Reader) -> None:
    reader.page.get_by_role("button", name=re.compile("^Revoke")).click()
    reader.expect_said("Revoked.")
    expect(reader.page.get_by_text("The screen", exact=True)).to_have_count(0)
    reader.look()


def read_up(reader: Reader) -> None:
    reader.follow(reader.link("the guide to the API"), "/api/docs")
    reader.follow(reader.page.get_by_role("navigation", name="The API").get_by_text("Bookings"), "/api/docs/bookings")
    for part in reader.page.locator("summary", has_text="An answer").all()[:2]:
        part.click()
    reader.look()
    reader.follow(reader.link("Problems"), "/api/docs/problems")
