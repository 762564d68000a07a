"""Marketplaces and services by keyboard alone: opened, joined, sold at, searched, left."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenAs
from tests.support.backstage import Backstage
from tests.support.keyboard import Keyboard
from tests.support.picture import a_picture
from tests.support.reader import Setting

pytestmark = pytest.mark.browser
TITLE, NAME = "Rook & Pawn", "Chess lessons"


@pytest.mark.parametrize("setting", [Setting(320, "dark"), Setting(1280, "light", scripts=False)], ids=str)
def test_market(setting: Setting, backstage: Backstage, open_as: OpenAs, tmp_path: Path) -> None:
    dora, ada = (backstage.person(f"{name}-keys-{setting}") for name in ("dora", "ada"))
    designer, member = (Keyboard(open_as(person, setting)) for person in (dora, ada))
    become_designer(designer)
    here = open_market(designer)
    link = invite(designer, here)
    ask(member, link, here)
    admit(designer, here)
    sell(member, here)
    add_pictures(member, tmp_path)
    rest(member)
    keep(designer, here)
    find(member, here)
    leave(member, here)
    ask(member, link, here)
    ban(designer, here)


def become_designer(designer: Keyboard) -> None:
    designer.reader.page.goto("/designer")
    designer.to("Become a designer")
    designer.leave("/designer", "Space")


def open_market(designer: Keyboard) -> str:
    page = designer.reader.page
    page.goto("/marketplaces/new")
    designer.write("What is it called", TITLE)
    designer.write("What is it for", "Neighbours play chess.")
    designer.to("They just join")
    designer.keys.press("ArrowDown")
    assert designer.place["name"].startswith("They ask, you answer")
    if designer.reader.setting.scripts:
        expect(page.locator("#preview")).to_contain_text(TITLE)
        expect(page.locator("#preview .changed")).to_have_count(1)
        assert designer.place["name"].startswith("They ask, you answer")
    else:
        designer.to("Show what members will read")
        designer.send()
        expect(page.locator("#preview")).to_contain_text(TITLE)
    designer.to(f"Open {TITLE}")
    with page.expect_navigation(url="**/m/*"):
        designer.keys.press("Enter")
    return designer.reader.path


def invite(designer: Keyboard, here: str) -> str:
    designer.to("Run it")
    designer.leave(f"{here}/team/requests")
    designer.to("Invitations")
    designer.leave(f"{here}/team/invitations")
    designer.to("Who may use it")
    designer.keys.type("Up to 5")
    designer.to("Make an invitation")
    designer.leave(f"{here}/team/invitations")
    designer.to("The link")
    return urlsplit(designer.reader.page.get_by_label("The link").input_value()).path


def ask(member: Keyboard, link: str, here: str) -> None:
    member.reader.page.goto(link)
    member.to("Write a word with it")
    member.keys.press("Enter")
    member.write("A word with it", "I play every day.")
    member.to("Ask to join")
    member.leave(here)
    member.reader.expect_said("You have asked to join")


def admit(designer: Keyboard, here: str) -> None:
    designer.reader.page.goto(f"{here}/team/requests")
    designer.to("Let them in (Ada)")
    designer.send()
    designer.reader.expect_said("They are a member now")
    if designer.reader.setting.scripts:
        designer.expect_at("requests")


def sell(member: Keyboard, here: str) -> None:
    page = member.reader.page
    page.goto(here)
    member.to("Sell something here")
    member.leave(f"{here}/services/new")
    member.write("Price", "12.50")
    member.keys.press("Enter")
    expect(page.locator("#problems")).to_contain_text("One thing to put right")
    if member.reader.setting.scripts:
        member.expect_at("problems")
    member.to("What you offer")
    member.keys.press("Enter")
    member.expect_at("name")
    member.keys.type(NAME)
    member.write("Description", "From the *first* move.")
    if member.reader.setting.scripts:
        expect(page.locator("#look h3")).to_have_text(NAME)
    member.expect_still_at("Description")
    member.to("Put it on sale")
    with page.expect_navigation(url="**/services/*-*"):
        member.keys.press("Enter")
    member.reader.expect_said("It is on sale")


def add_pictures(member: Keyboard, folder: Path) -> None:
    page = member.reader.page
    page.on("filechooser", lambda _: None)  # from now on the browser asks us, not a window of its own
    files = [folder / "first.png", folder / "second.png"]
    for size, file in enumerate(files, 2):
        file.write_bytes(a_picture(size * 200, 300))
    member.to("Add pictures")
    member.leave(f"{member.reader.path}/pictures")
    member.to("Pictures")
    with page.expect_file_chooser() as chooser:
        member.keys.press("Enter")
    chooser.value.set_files(files)
    member.to("Add them")
    member.send()
    member.reader.expect_said("2 pictures are added")
    describe(member, 2, "A queen who is in danger")
    arrange(member)
    member.to("Remove picture 2")
    member.send("Space")
    expect(page.get_by_label("What is on picture 2")).to_have_count(0)
    expect(page.get_by_label("What is on picture 1")).to_have_value("A queen who is in danger")
    member.expect_still_at("")


def describe(member: Keyboard, number: int, text: str) -> None:
    member.write(f"What is on picture {number}", text)
    member.send()
    member.reader.expect_said("Saved")
    member.expect_still_at(f"What is on picture {number}")


def arrange(member: Keyboard) -> None:
    """The second comes first; whoever moved it is still at it."""
    member.to("Move picture 2 earlier")
    member.send()
    expect(member.reader.page.get_by_label("What is on picture 1")).to_have_value("A queen who is in danger")
    member.expect_still_at("Move picture 1 later")


def rest(member: Keyboard) -> None:
    member.reader.page.goto("/selling/services")
    switch = member.reader.page.get_by_role("switch")
    member.to(f"Available: {NAME}")
    member.send("Space")
    member.reader.expect_said("is resting")
    expect(switch).to_be_checked(checked=False)
    member.expect_still_at(f"Available: {NAME}")


def keep(designer: Keyboard, here: str) -> None:
    designer.reader.page.goto(here)
    designer.to(f"Keep {NAME}")
    designer.send("Space")
    expect(designer.reader.button(f"Kept {NAME}")).to_have_attribute("aria-pressed", "true")
    designer.expect_still_at(f"Kept {NAME}")


def find(member: Keyboard, here: str) -> None:
    page = member.reader.page
    page.goto(here)
    member.write("Search this marketplace", "ches lesons")
    if not member.reader.setting.scripts:
        member.send()
    expect(page.locator("#count")).to_contain_text("Nothing is called that. 1 service with a name close to it")
    member.expect_still_at("Search this marketplace")
    member.to("Price and free days")
    member.keys.press("Enter")
    member.to("Only what is available now")
    member.keys.press("Space")
    if not member.reader.setting.scripts:
        member.send()
    expect(page.locator("#found")).to_contain_text("Nothing found")
    member.expect_still_at("Only what is available now")
    member.to("Show all services")
    with page.expect_navigation(url=re.compile(f"{here}$")):
        member.keys.press("Enter")
    member.to(NAME)


def leave(member: Keyboard, here: str) -> None:
    page = member.reader.page
    page.goto(here)
    member.to("Leave")
    if member.reader.setting.scripts:
        member.keys.press("Enter")
        dialog = page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        member.keys.press("Escape")
        expect(dialog).to_be_hidden()
        member.expect_still_at("Leave")
        member.keys.press("Enter")
        expect(dialog.locator(":focus")).to_be_visible()
    else:
        member.leave(f"{here}/leaving")
        member.to("Leave this marketplace")
    assert member.place["name"] == "Leave this marketplace"
    member.leave("/marketplaces/mine")


def ban(designer: Keyboard, here: str) -> None:
    designer.reader.page.goto(f"{here}/team/requests")
    designer.to("Ban Ada")
    with designer.reader.page.expect_navigation(url="**/ban"):
        designer.keys.press("Enter")
    designer.to("Ban Ada")
    designer.leave(f"{here}/team/members", "Space")
    designer.reader.expect_said("Ada is banned")
