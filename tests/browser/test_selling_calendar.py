"""Whoever sells time: says when, takes days off, blocks an hour, answers a request, looks why something is not free.
With scripts and without, with pointer and finger and by keyboard alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from playwright.sync_api import Locator, expect

from domanu.bookings.operations.booking import book_time
from domanu.bookings.operations.holds import hold_time
from domanu.calendar.operations.free_times import free_times
from domanu.calendar.operations.plans import plan_of
from domanu.core.time import now
from domanu.drawing.colour import Palette
from domanu.marketplaces import create_marketplace, join_marketplace
from domanu.marketplaces.rules import Rules
from domanu.services import create_service
from tests.browser.conftest import OpenAs
from tests.support.backstage import Backstage
from tests.support.keyboard import Keyboard
from tests.support.people import Person
from tests.support.reader import Reader, Setting, in_settings

pytestmark = pytest.mark.browser
NAME = "Piano lessons"


@dataclass(frozen=True)
class Stall:
    seller: Person
    customer: Person
    service: UUID

    @property
    def here(self) -> str:
        return f"/services/{self.service}"


def stall(backstage: Backstage, mark: str) -> Stall:
    dora, sela, mia = (backstage.person(f"{name}-{mark}", designer=name == "dora") for name in ("dora", "sela", "mia"))
    with backstage.work():
        look: dict[str, object] = {"palette": Palette("#1f5c4f", "#f3c9bd", "#e9795d"), "pattern": "scales"}
        texts = {"title": f"Music {mark}", "description": "We play."}
        slug = create_marketplace(dora.id, rules=Rules(private=False), **texts, **look)  # type: ignore[arg-type]
        for person in (sela, mia):
            join_marketplace(slug, person.id)
        key = create_service(slug, sela.id, name=NAME, description="Bring *time*.", price=Decimal(30))
    return Stall(sela, mia, key)


@in_settings(Setting(390), Setting(320, "dark", scripts=False))
def test_selling_time(setting: Setting, backstage: Backstage, open_as: OpenAs) -> None:
    place = stall(backstage, f"sells-{setting}")
    seller = open_as(place.seller, setting)
    let_people_book(seller, place)
    type_hours(seller)
    paint_hours(seller)
    take_days_off(seller)
    block_and_free(seller)
    answer(seller, place, backstage)
    look_why(seller, place)
    switch_off(seller, place)


def let_people_book(seller: Reader, place: Stall) -> None:
    seller.go(place.here)
    seller.follow(seller.link("Let people book times"), f"{place.here}/times")
    seller.fill(duration="soon")
    seller.press("Let people book it")
    expect(seller.page.locator("#problems")).to_contain_text("One thing to put right")
    seller.look()
    seller.fill(duration="60")
    seller.press(re.compile("Offer it longer or shorter"))
    seller.page.get_by_label("Minutes of another length").fill("90")
    seller.page.get_by_label("Its price").fill("40")
    seller.page.get_by_label("I confirm each one first").check()
    seller.page.get_by_label("In hours of its own").check()
    seller.look()
    seller.page.get_by_label("In my usual hours").check()
    seller.page.get_by_text("Beginnings, gaps, and how many a day").click()
    seller.page.get_by_label("Kept free after").select_option("15")
    seller.look()
    seller.follow(seller.button("Let people book it"), place.here)
    seller.expect_said("say under Hours when you work")


def type_hours(seller: Reader) -> None:
    seller.go("/selling/hours")
    press(seller, "Add hours on Monday")
    monday(seller, "from").fill("12:00")
    monday(seller, "until").fill("09:00")
    press(seller, "Save these hours")
    expect(seller.page.locator("#problems")).to_contain_text("One thing to put right")
    expect(seller.page.locator("#week")).to_contain_text("ends before it begins")
    seller.look()
    monday(seller, "from").fill("09:00")
    monday(seller, "until").fill("12:00")
    press(seller, "More hours on Monday")
    seller.page.get_by_label("Monday, from").nth(1).fill("13:00")
    seller.page.get_by_label("Monday, until").nth(1).fill("17:00")
    seller.page.get_by_label("to", exact=True).select_option("every day")
    press(seller, "Copy")
    expect(seller.page.get_by_label("Sunday, until").nth(1)).to_have_value("17:00")
    if not seller.setting.scripts:
        press(seller, "See the next two weeks")
    expect(seller.page.locator("#look li", has_text="09:00 to 12:00, 13:00 to 17:00")).to_have_count(14)
    seller.look()
    press(seller, re.compile("^Remove Sunday 13:00"))
    expect(seller.page.get_by_label("Sunday, until")).to_have_count(1)
    if seller.setting.scripts:
        seller.expect_focus("week-add-sunday")


def paint_hours(seller: Reader) -> None:
    """One press each; or one line drawn over several."""
    press(seller, "Paint them instead")
    cell = painted(seller, "Sunday 14:00")
    expect(painted(seller, "Sunday 11:30")).to_be_checked()
    expect(cell).not_to_be_checked()
    cell.click()
    expect(cell).to_be_checked()
    if seller.setting.scripts:
        draw(seller, painted(seller, "Saturday 18:00"), painted(seller, "Saturday 19:30"))
        expect(seller.page.locator("#look")).to_contain_text("13:00 to 17:00, 18:00 to 20:00")
        for time in ("18:00", "18:30", "19:00", "19:30"):
            expect(painted(seller, f"Saturday {time}")).to_be_checked()
    seller.look()
    press(seller, "Type them instead")
    expect(seller.page.get_by_label("Sunday, from").nth(1)).to_have_value("14:00")
    seller.follow(seller.button("Save these hours"), "/selling/hours")
    seller.expect_said("Your hours are saved")


def draw(seller: Reader, first: Locator, last: Locator) -> None:
    last.scroll_into_view_if_needed()
    mouse = seller.page.mouse
    for cell, act in ((first, mouse.down), (last, mouse.up)):
        box = cell.bounding_box()
        assert box
        mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=6)
        act()


def take_days_off(seller: Reader) -> None:
    day = str((now() + timedelta(days=9)).date())
    press(seller, "Add these days")
    expect(seller.page.locator("#problems")).to_contain_text("One thing to put right")
    seller.page.get_by_label("The day, or the first of them").fill(day)
    seller.page.get_by_role("radio", name="Other hours").check()
    seller.page.get_by_label("From", exact=True).fill("10:00")
    seller.page.get_by_label("Until", exact=True).fill("11:00")
    seller.page.get_by_label("A note").fill("Recital")
    seller.look()
    seller.follow(seller.button("Add these days"), "/selling/hours")
    expect(seller.page.locator("#days-off")).to_contain_text("10:00 to 11:00. Recital")
    expect(seller.page.locator("#look")).to_contain_text("Recital")
    seller.follow(seller.button(re.compile("^Work as usual")), "/selling/hours")
    expect(seller.page.locator("#days-off")).not_to_contain_text("Recital")


def block_and_free(seller: Reader) -> None:
    day = str((now() + timedelta(days=8)).date())
    seller.go("/selling/calendar")
    seller.follow(seller.link("Block a time"), "/selling/blocks/new")
    seller.fill(day=day, start="09:00", end="08:00", label="Dentist")
    press(seller, "Block this time")
    expect(seller.page.locator("#problems")).to_contain_text("One thing to put right")
    seller.look()
    seller.fill(end="10:00")
    seller.follow(seller.button("Block this time"), "/selling/calendar")
    seller.expect_said("09:00 is blocked")
    press_on(seller, seller.page.locator(".week .slot.block"), re.compile("/selling/blocks/.*/removal"))
    seller.follow(seller.button("Remove this block"), "/selling/calendar")
    seller.expect_said("is free again")
    seller.go("/selling/calendar?view=month")


def answer(seller: Reader, place: Stall, backstage: Backstage) -> None:
    with backstage.work():
        plan = plan_of(place.service)
        assert plan
        for time in free_times(plan, 60, now() + timedelta(days=1), now() + timedelta(days=20))[:12:6]:
            hold = hold_time(place.service, place.customer.id, starts_at=time, duration=60)
            book_time(hold.id, place.customer.id, notes="May I bring my own music?")
    seller.go("/selling")
    expect(seller.page.locator("#todo")).to_have_text("Two things need you")
    press(seller, re.compile("^Confirm Mia"), first=True)
    seller.expect_said("Confirmed.")
    expect(seller.page.locator("#todo")).to_have_text("One thing needs you")
    seller.look()
    press(seller, re.compile("^Decline Mia"))
    seller.expect_said("Declined.")
    expect(seller.page.locator("#todo")).to_have_text("Nothing needs you")
    seller.look()
    expect(seller.button(re.compile("^Confirm Mia"))).to_have_count(0)


def look_why(seller: Reader, place: Stall) -> None:
    seller.go(f"{place.here}/times")
    seller.follow(seller.link("Look at a day"), f"{place.here}/why")
    expect(seller.page.locator("#day-shown")).to_contain_text("Outside your hours")
    before = seller.page.locator("#shown").text_content()
    seller.link("Day after").click()
    expect(seller.page.locator("#shown")).not_to_have_text(before or "")
    seller.look()
    seller.go("/selling/feeds")


def switch_off(seller: Reader, place: Stall) -> None:
    seller.go(f"{place.here}/times")
    seller.follow(seller.button("Switch booking off"), place.here)
    seller.expect_said("any longer")


def test_by_keyboard(backstage: Backstage, open_as: OpenAs) -> None:
    place = stall(backstage, "keys")
    seller = Keyboard(open_as(place.seller, Setting(1280)))
    page = seller.reader.page
    page.goto("/selling/hours")
    seller.to("Add hours on Monday")
    seller.keys.press("Enter")
    expect(page.get_by_label("Monday, from")).to_be_visible()
    seller.expect_at("week-add-monday")
    page.get_by_label("Monday, from").fill("09:00")
    page.get_by_label("Monday, until").fill("12:00")
    page.get_by_label("Monday, until").focus()
    seller.to("Copy")
    seller.to("Paint them instead")
    seller.keys.press("Enter")
    expect(page.locator(".paint").first).to_be_attached()
    seller.expect_at("week-type")
    seller.to("Saturday 21:30", "Shift+Tab")
    seller.keys.press("Space")
    seller.to("Save these hours")
    seller.leave("/selling/hours")
    page.goto("/selling/calendar")
    seller.to("Later")
    title = page.locator("#shown").text_content()
    seller.keys.press("Enter")
    expect(page.locator("#shown")).not_to_have_text(title or "")
    seller.expect_at("step-after")
    seller.to("Block a time")
    seller.to("Block a time on Tuesday")
    seller.leave("/selling/blocks/new")
    seller.reader.look()


def monday(seller: Reader, which: str) -> Locator:
    return seller.page.get_by_label(f"Monday, {which}").first


def painted(seller: Reader, name: str) -> Locator:
    return seller.page.get_by_label(name, exact=True)


def press(seller: Reader, words: str | re.Pattern[str], *, first: bool = False) -> None:
    """What stays on this page: without scripts as a new one."""
    button = seller.button(words).first if first else seller.button(words)
    if seller.setting.scripts:
        button.click()
        return
    with seller.page.expect_navigation():
        button.click()


def press_on(seller: Reader, control: Locator, path: re.Pattern[str]) -> None:
    with seller.page.expect_navigation():
        control.click()
    assert path.fullmatch(seller.path)
    seller.look()
