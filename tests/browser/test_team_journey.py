"""From the first request to the closed doors, as those who run a marketplace and those who come to it see it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from domanu.drawing.colour import Palette
from domanu.marketplaces.operations.marketplaces import create_marketplace
from domanu.marketplaces.rules import Rules
from tests.browser.conftest import OpenAs
from tests.support.backstage import Backstage
from tests.support.letters import letter_about
from tests.support.people import Person
from tests.support.post_office import PostOffice
from tests.support.reader import OPPOSITES, Reader, Setting, in_settings

pytestmark = pytest.mark.browser
PALETTE = Palette("#6b2d5c", "#f7e3d4", "#e3a33b")
TITLE = "Repair Café"


@in_settings(*OPPOSITES)
def test_team(setting: Setting, backstage: Backstage, open_as: OpenAs, office: PostOffice) -> None:
    names = ("dora", "mei", "hal")
    dora, mei, hal = (backstage.person(f"{name}-team-{setting}", designer=name != "mei") for name in names)
    here = f"/m/{open_market(backstage, dora)}"
    other = turned(setting)
    designer, member, heir = open_as(dora, setting), open_as(mei, other), open_as(hal, other)
    ask(member, here)
    admit(designer, here)
    ban(designer, member, here)
    unban(designer, member, here)
    give_role(designer, here)
    change_rules(designer, here)
    agree(member, here, office, mei)
    hand_over(designer, heir, here, hal)
    close(heir, member, here)


def turned(setting: Setting) -> Setting:
    """Wide for narrow, light for dark."""
    return replace(setting, width=1600 - setting.width, scheme="light" if setting.scheme == "dark" else "dark")


def open_market(backstage: Backstage, dora: Person) -> str:
    with backstage.work():
        rules = Rules(private=False, approval=True, selling="approved")
        look = {"title": TITLE, "description": "Mend it together.", "pattern": "checks"}
        return create_marketplace(dora.id, rules=rules, palette=PALETTE, **look)


def ask(member: Reader, here: str) -> None:
    member.go(here)
    member.page.get_by_text("Write a word with it").click()
    member.fill(message="I can mend clocks.")
    member.press("Ask to join")
    member.expect_said("You have asked to join")
    expect(member.page.locator("#membership")).to_contain_text("I can mend clocks.")
    member.look()


def admit(designer: Reader, here: str) -> None:
    designer.go(here)
    designer.follow(designer.link("Run it 1 waiting"), f"{here}/team/requests")
    expect(designer.page.locator("main")).to_contain_text("I can mend clocks.")
    designer.press("Let them in (Mei)")
    designer.expect_said("They are a member now")
    expect(designer.page.locator("#requests")).to_contain_text("Nobody is waiting")
    designer.look()


def ban(designer: Reader, member: Reader, here: str) -> None:
    member.go(here)
    expect(member.page.locator("#membership")).to_contain_text("You are a member here")
    designer.follow(designer.link("Members", ".tabs"), f"{here}/team/members")
    designer.follow(designer.link("Ban Mei"), ban_path(designer, here))
    designer.follow(designer.button("Ban Mei"), f"{here}/team/members")
    designer.expect_said("Mei is banned")
    member.go(here)
    expect(member.page.locator("#membership")).to_contain_text("You cannot join here")
    expect(member.page.locator("#membership").get_by_role("button")).to_have_count(0)


def ban_path(designer: Reader, here: str) -> str:
    path = designer.link("Ban Mei").get_attribute("href") or ""
    assert path.startswith(f"{here}/team/members/")
    return path


def unban(designer: Reader, member: Reader, here: str) -> None:
    designer.follow(designer.link("Banned"), f"{here}/team/members")
    designer.follow(designer.button("Let back in (Mei)"), f"{here}/team/members")
    designer.expect_said("Mei is no longer banned")
    member.go(here)
    expect(member.page.locator("#membership")).to_contain_text("You are a member here")


def give_role(designer: Reader, here: str) -> None:
    """Found by the beginning of the name first."""
    designer.page.goto(f"{here}/team/members")
    expect(designer.link("Dora")).to_be_visible()
    designer.fill(q="me")
    if not designer.setting.scripts:
        designer.press("Search")
    expect(designer.link("Dora")).to_have_count(0)
    designer.look()
    designer.page.get_by_label("Role of Mei").select_option("Seller")
    designer.press("Give role to Mei")
    designer.expect_said("Mei is a seller now")
    expect(designer.page.get_by_label("Role of Mei")).to_have_value("seller")
    designer.look()


def change_rules(designer: Reader, here: str) -> None:
    designer.go(f"{here}/team/rules")
    designer.fill(house_percent="90")
    designer.press("Put these rules in force")
    expect(designer.page.locator("#problems")).to_contain_text("One thing to put right")
    designer.look()
    designer.fill(house_percent="2,5")
    if not designer.setting.scripts:
        designer.press("Show what members will read")
    expect(designer.page.locator("#preview .changed")).to_contain_text("2.5%")
    designer.look()
    designer.follow(designer.button("Put these rules in force"), f"{here}/team/rules")
    designer.expect_said("The new rules are in force")
    assert Decimal(designer.page.locator("[name=house_percent]").input_value()) == Decimal("2.5")


def agree(member: Reader, here: str, office: PostOffice, mei: Person) -> None:
    """The mail comes first: whoever has agreed already gets none."""
    letter_about(office, mei.email, "rules")
    member.go(here)
    rules = member.page.locator("#rules-here")
    expect(rules).to_contain_text("They have changed since you agreed to version 1")
    expect(rules.locator(".changed")).to_have_count(1)
    expect(rules.locator(".changed")).to_contain_text("2.5%")
    member.press("Agree to these rules")
    member.expect_said("Agreed")
    expect(member.button("Agree to these rules")).to_have_count(0)
    expect(rules).to_contain_text("Version 2")
    member.look()


def hand_over(designer: Reader, heir: Reader, here: str, hal: Person) -> None:
    designer.go(f"{here}/team/handover")
    designer.fill(username="@nobody-of-that-name")
    designer.press("Offer it to them")
    expect(designer.page.locator("#problems")).to_be_visible()
    designer.look()
    designer.fill(username=f"@{hal.username}")
    designer.follow(designer.button("Offer it to them"), f"{here}/team/handover")
    designer.expect_said("It is offered to them")
    heir.go("/marketplaces/mine")
    heir.follow(heir.link(TITLE), here)
    heir.follow(heir.button("Take it over"), here)
    heir.expect_said(f"You run {TITLE} now")
    designer.go(here)
    expect(designer.page.locator("#membership")).to_contain_text("You are a moderator here")


def close(heir: Reader, member: Reader, here: str) -> None:
    heir.go(f"{here}/team/archive")
    heir.follow(heir.button(f"Close {TITLE}"), f"{here}/team/archive")
    heir.expect_said(f"{TITLE} is closed")
    member.go(here)
    expect(member.page.locator("#membership")).to_contain_text("This marketplace is closed")
    member.page.goto("/marketplaces")
    expect(member.link(TITLE)).to_have_count(0)
