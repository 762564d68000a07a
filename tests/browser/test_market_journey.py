"""From the first awning to the last farewell: one opens a private marketplace, another comes in by a link and sells."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open, OpenAs
from tests.support.backstage import Backstage
from tests.support.people import PASSWORD, Person
from tests.support.picture import a_picture
from tests.support.reader import OPPOSITES, Reader, Setting, in_settings

pytestmark = pytest.mark.browser
NAME = "Guitar lessons"


@in_settings(*OPPOSITES)
def test_market(setting: Setting, backstage: Backstage, open_as: OpenAs, open_browser: Open) -> None:
    designer = open_as(backstage.person(f"dora-{setting}"), setting)
    mei, title = backstage.person(f"mei-{setting}"), f"Quiet Corner {setting}"
    member = open_browser(setting)
    become_designer(designer)
    here = open_market(designer, title)
    stay_outside(member, here)
    join(member, invite(designer, here), here, mei)
    sell(member, here)
    keep(designer, here)
    rest(member)
    find(member, here)
    leave(member, here, title)


def become_designer(designer: Reader) -> None:
    designer.page.goto("/marketplaces/mine")
    designer.follow(designer.link("Open one"), "/designer")
    designer.expect_said("Become one first")
    designer.follow(designer.button("Become a designer"), "/designer")
    designer.expect_said("You are a designer now")


def open_market(designer: Reader, title: str) -> str:
    designer.go("/marketplaces/new")
    designer.fill(house_percent="4")
    designer.press(re.compile("^Open "))
    expect(designer.page.locator("#problems")).to_contain_text("Two things to put right")
    designer.look()
    assert designer.page.locator("[name=house_percent]").input_value() == "4"
    designer.fill(title=title, description="Neighbours help each other.")
    designer.page.get_by_label("Plum").check()
    designer.page.get_by_label("Members only").check()
    if not designer.setting.scripts:
        designer.press("Show what members will read")
    expect(designer.page.locator("#preview")).to_contain_text("Only members see it.")
    expect(designer.page.locator("#preview")).to_contain_text(title)
    designer.look()
    with designer.page.expect_navigation(url="**/m/*"):
        designer.press(re.compile("^Open "))
    designer.look()
    designer.expect_said(f"{title} is open")
    return designer.path


def stay_outside(member: Reader, here: str) -> None:
    """To a stranger it is not there."""
    answer = member.page.goto(here)
    assert answer
    assert answer.status == 404
    member.look()


def invite(designer: Reader, here: str) -> str:
    designer.follow(designer.link("Run it"), f"{here}/team/requests")
    designer.follow(designer.link("Invite somebody"), f"{here}/team/invitations")
    designer.page.get_by_label("Who may use it?").select_option("Up to 5 people")
    designer.fill(note="The reading group")
    designer.follow(designer.button("Make an invitation"), f"{here}/team/invitations")
    designer.expect_said("Here is your link")
    return urlsplit(designer.page.get_by_label("The link").input_value()).path


def join(member: Reader, link: str, here: str, mei: Person) -> None:
    """They sign in on the way."""
    member.go(link)
    expect(member.page.locator("main")).to_contain_text("Only members see it.")
    member.follow(member.link("Sign in to join"), "/sign-in")
    member.fill(email=mei.email, password=PASSWORD)
    member.follow(member.button("Sign in"), link)
    member.follow(member.button("Join"), here)
    member.expect_said("You are a member now")
    expect(member.page.locator("#membership")).to_contain_text("You are a member here")


def sell(member: Reader, here: str) -> None:
    member.follow(member.link("Sell something here"), f"{here}/services/new")
    member.fill(price="a lot")
    member.press("Put it on sale")
    expect(member.page.locator("#problems")).to_contain_text("Two things to put right")
    member.look()
    assert member.page.get_by_label("Price").input_value() == "a lot"
    member.fill(name=NAME, price="12,50", description="Bring **your own**.\n\n- The first chords")
    if not member.setting.scripts:
        member.press("See how it looks")
    expect(member.page.locator("#look h3")).to_have_text(NAME)
    expect(member.page.locator("#look li")).to_contain_text(["$12.50", "The first chords"])
    member.look()
    with member.page.expect_navigation(url="**/services/*-*"):
        member.press("Put it on sale")
    member.look()
    member.expect_said("It is on sale")
    add_picture(member)


def add_picture(member: Reader) -> None:
    service = member.path
    member.follow(member.link("Add pictures"), f"{service}/pictures")
    choose_file(member, "notes.txt", "text/plain", b"This is no picture.", "Add them")
    expect(member.page.locator("#problems")).to_be_visible()
    member.look()
    choose_file(member, "chords.png", "image/png", a_picture(), "Add them")
    member.expect_said("One picture is added")
    member.page.get_by_label("What is on picture 1").fill("A guitar without strings")
    member.press("Save what is on picture 1")
    member.expect_said("Saved")
    expect(member.page.get_by_role("img", name="A guitar without strings")).to_be_visible()
    member.look()
    member.go(service)
    expect(member.page.get_by_role("img", name="A guitar without strings")).to_be_visible()


def choose_file(reader: Reader, name: str, kind: str, content: bytes, words: str) -> None:
    reader.page.get_by_label("Pictures").set_input_files({"name": name, "mimeType": kind, "buffer": content})
    reader.press(words)


def keep(designer: Reader, here: str) -> None:
    designer.go(here)
    designer.press(f"Keep {NAME}")
    designer.expect_said(f"“{NAME}” is under your favourites now" if designer.setting.scripts else "favourites")
    expect(designer.button(f"Kept {NAME}")).to_have_attribute("aria-pressed", "true")
    designer.look()
    designer.page.goto("/favourites")
    expect(designer.link(NAME)).to_be_visible()


def rest(member: Reader) -> None:
    member.go("/selling/services")
    switch = member.page.get_by_role("switch", name=f"Available: {NAME}")
    for checked, said in ((False, "is resting"), (True, "is available again"), (False, "is resting")):
        switch.click()
        member.expect_said(f"“{NAME}” {said}")
        expect(switch).to_be_checked(checked=checked)
        if member.setting.scripts:
            expect(switch).to_be_focused()
        member.look()


def find(member: Reader, here: str) -> None:
    """Though they mistype it; then only what is available, and it is not."""
    member.go(here)
    member.fill(q="giutar lesons")
    search(member)
    expect(member.page.locator("#count")).to_contain_text("Nothing is called that. 1 service with a name close to it")
    expect(member.link(NAME)).to_be_visible()
    expect(member.page).to_have_url(re.compile(r"q=giutar"))
    member.look()
    member.page.get_by_text("Price and free days").click()
    member.page.get_by_label("Only what is available now").check()
    search(member)
    expect(member.page.locator("#found")).to_contain_text("Nothing found")
    expect(member.link(NAME)).to_have_count(0)
    member.look()
    member.link("Show all services").click()
    expect(member.link(NAME)).to_be_visible()


def search(member: Reader) -> None:
    if not member.setting.scripts:
        member.press("Search")


def leave(member: Reader, here: str, title: str) -> None:
    member.go(here)
    if member.setting.scripts:
        member.link("Leave").click()
        expect(member.page.get_by_role("dialog", name=f"Leave {title}?")).to_be_visible()
        member.look()
    else:
        member.follow(member.link("Leave"), f"{here}/leaving")
    member.follow(member.button("Leave this marketplace"), "/marketplaces/mine")
    member.expect_said(f"You have left {title}")
    stay_outside(member, here)
