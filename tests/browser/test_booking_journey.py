"""A time is found, booked in at most four actions, moved and cancelled; lost to somebody else; waited for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Locator, expect

from domanu.bookings.operations.holds import hold_time
from domanu.calendar.operations.blocks import block_time
from domanu.core.time import now, tell_date
from domanu.drawing.colour import Palette
from domanu.marketplaces import create_marketplace, join_marketplace
from domanu.marketplaces.rules import Rules
from domanu.services import create_service
from tests.browser.conftest import Open, OpenAs
from tests.support.backstage import Backstage
from tests.support.hours import make_bookable
from tests.support.keyboard import Keyboard
from tests.support.people import PASSWORD, Person
from tests.support.reader import Reader, Setting, in_settings

pytestmark = pytest.mark.browser
MOST_ACTIONS = 4
BEHIND_THE_BAR = """() => {
  const bar = document.querySelector("#buy-bar");
  const all = [...document.querySelectorAll("#get a[href], #get button")].filter((one) => one.checkVisibility());
  return all.map((one) => {
    scrollTo(0, 0);
    one.scrollIntoView({ block: "nearest" });
    return one.getBoundingClientRect().bottom <= bar.getBoundingClientRect().top ? "" : one.textContent;
  }).filter(Boolean);
}"""
LOOK: dict[str, Any] = {"description": "Students teach students.", "palette": Palette("#1f4e79", "#f6ead0", "#e5a72e")}


@dataclass
class Stall:
    """Jonah sells calculus by the hour, in UTC, to Mei and Tomas."""

    jonah: Person
    mei: Person
    tomas: Person
    service: UUID
    ten: datetime
    """Ten o'clock, in two weeks."""

    @property
    def path(self) -> str:
        return f"/services/{self.service}"

    @property
    def day(self) -> str:
        return f"{self.path}?day={self.ten:%Y-%m-%d}"


def open_stall(backstage: Backstage, name: str, **terms: object) -> Stall:
    dora = backstage.person(f"dora-{name}", designer=True)
    jonah, mei, tomas = (backstage.person(f"{one}-{name}") for one in ("jonah", "mei", "tomas"))
    with backstage.work():
        slug = create_marketplace(
            dora.id, title=f"Tutors {name}", rules=Rules(private=False), pattern="stripes", **LOOK
        )
        for person in (jonah, mei, tomas):
            join_marketplace(slug, person.id)
        texts: dict[str, Any] = {"name": f"Calculus {name}", "description": "From limits."}
        service = create_service(slug, jonah.id, **texts, price=Decimal(40))
        make_bookable(service, place="In the library", **terms)
    ten = (now() + timedelta(days=14)).replace(hour=10, minute=0, second=0, microsecond=0)
    return Stall(jonah, mei, tomas, service, ten)


@in_settings(Setting(320, "dark"), Setting(320, "light", scripts=False), Setting(1280))
def test_booking(setting: Setting, backstage: Backstage, open_as: OpenAs) -> None:
    stall = open_stall(backstage, f"due-{setting}")
    mei = open_as(stall.mei, setting)
    lose_a_race(mei, stall, backstage)
    here = book(mei, stall)
    move(mei, stall, here)
    cancel(mei, here)
    find_again(mei, here)


def lose_a_race(mei: Reader, stall: Stall, backstage: Backstage) -> None:
    mei.go(stall.day)
    with backstage.work():
        hold_time(stall.service, stall.tomas.id, starts_at=stall.ten, duration=60)
    time_button(mei, "10:00").click()
    expect_told(mei, "Somebody was quicker")
    expect(time_button(mei, "11:00")).to_be_visible()
    mei.look()


def book(mei: Reader, stall: Stall) -> str:
    """From the service's page: a day, a time, and Book."""
    mei.go(stall.path)
    day = mei.page.locator(f"#day-{stall.ten:%Y-%m-%d}")
    if not day.is_visible():
        mei.page.get_by_label("Later weeks").click()
    day.click()
    expect(mei.page.locator("#chosen-day")).to_contain_text(tell_date(stall.ten.date()))
    if mei.setting.scripts:
        mei.expect_focus(f"day-{stall.ten:%Y-%m-%d}")
    mei.look()
    time_button(mei, "11:00").click()
    expect(mei.page.locator(".kept")).to_contain_text("Kept for you until")
    if mei.setting.scripts:
        expect(mei.page.locator(".kept .left")).to_have_text(re.compile(r"^(10:00|9:\d\d) left$"))
        mei.expect_said("Kept for you")
        mei.expect_focus(f"at-{stall.ten:%Y%m%d}T1100")
    expect(time_button(mei, "11:00")).to_have_attribute("aria-pressed", "true")
    mei.look()
    mei.page.get_by_text("Write a word with it").click()
    mei.fill(notes="I get lost at limits.")
    mei.look()
    with mei.page.expect_navigation(url="**/bookings/*"):
        mei.press(f"Book {stall.ten:%A} 11:00 · $40")
    mei.expect_said(f"Booked: {tell_date(stall.ten.date())}, 11:00.")
    expect(mei.page.locator("main")).to_contain_text("I get lost at limits.")
    mei.look()
    return mei.path


def move(mei: Reader, stall: Stall, here: str) -> None:
    mei.follow(mei.link("Move it to another time"), f"{here}/move")
    time_link(mei, "14:00").click()
    expect(mei.button(f"Move to {stall.ten:%A} 14:00")).to_be_visible()
    mei.look()
    mei.follow(mei.button(f"Move to {stall.ten:%A} 14:00"), here)
    mei.expect_said(f"Moved to {tell_date(stall.ten.date())}, 14:00.")
    expect(mei.page.locator(".ticket")).to_contain_text("14:00 to 15:00")


def cancel(mei: Reader, here: str) -> None:
    mei.follow(mei.link("Cancel this booking"), f"{here}/cancellation")
    expect(mei.page.locator("main form")).to_contain_text("You get all $40 back.")
    mei.fill(reason="I have caught a cold.")
    mei.follow(mei.button(re.compile("^Cancel ")), here)
    mei.expect_said("Cancelled. You get all $40 back.")
    expect(mei.page.locator(".history")).to_contain_text("I have caught a cold.")


def find_again(mei: Reader, here: str) -> None:
    mei.go("/bookings")
    expect(mei.page.locator("main")).to_contain_text("Nothing is booked")
    mei.follow(mei.link("Past"), "/bookings")
    mei.follow(mei.link(mei.page.locator(".appointment h2").inner_text()), here)


def test_in_how_many_actions(backstage: Backstage, open_as: OpenAs) -> None:
    """Each press counts, also one for the day."""
    stall, actions = open_stall(backstage, "actions"), 0
    mei = open_as(stall.mei, Setting(390))
    mei.page.goto(stall.path)
    for control, shown in (
        (
            f"#day-{stall.ten - timedelta(days=7):%Y-%m-%d}",
            f"#day-{stall.ten - timedelta(days=7):%Y-%m-%d}[aria-current]",
        ),
        (".times button", "#book"),
        ("#book", ".ticket"),
    ):
        mei.page.locator(control).first.click()
        expect(mei.page.locator(shown)).to_be_visible()
        actions += 1
    expect(mei.page).to_have_url(re.compile("/bookings/"))
    assert actions <= MOST_ACTIONS


@pytest.mark.parametrize("setting", [Setting(390), Setting(1280, "dark", scripts=False)], ids=str)
def test_own_time(setting: Setting, backstage: Backstage, open_as: OpenAs) -> None:
    """It is taken already, so they are asked once more."""
    stall = open_stall(backstage, f"own-{setting}", on_request=True)
    mei = open_as(stall.mei, setting)
    with backstage.work():
        block_time(stall.mei.id, starts_at=stall.ten, ends_at=stall.ten + timedelta(hours=1), label="Dentist")
    mei.go(stall.day)
    time_button(mei, "10:00").click()
    expect(mei.page.locator(".terms").first).to_contain_text("Jonah answers by")
    mei.page.get_by_text("It is for somebody else").click()
    mei.look()
    mei.press(f"Ask for {stall.ten:%A} 10:00 · $40")
    expect_told(mei, "Your own time is taken then: Dentist, 10:00 to 11:00.")
    mei.look()
    with mei.page.expect_navigation(url="**/bookings/*"):
        mei.press("Book anyway")
    expect(mei.page.locator(".ticket")).to_contain_text("Asked for")
    here = mei.path
    jonah = open_as(stall.jonah, setting)
    jonah.go(here)
    jonah.press(f"Confirm {stall.ten:%A} 10:00")
    jonah.expect_said("Confirmed.")
    expect(jonah.page.locator(".ticket .badge")).to_have_text("Booked")
    jonah.look()


@pytest.mark.parametrize("setting", [Setting(320, "dark"), Setting(1280, scripts=False)], ids=str)
def test_waiting(setting: Setting, backstage: Backstage, open_as: OpenAs) -> None:
    stall = open_stall(backstage, f"wait-{setting}")
    mei = open_as(stall.mei, setting)
    with backstage.work():
        midnight = stall.ten.replace(hour=0)
        block_time(stall.jonah.id, starts_at=midnight, ends_at=midnight + timedelta(days=1), label="Away")
    mei.go(stall.day)
    expect(mei.page.locator("#docket")).to_contain_text("The nearest free times:")
    mei.press(re.compile("^Join the waiting list"))
    mei.expect_said("You are on the waiting list")
    mei.look()
    mei.go("/bookings?show=waiting")
    expect(mei.page.locator(".waits")).to_contain_text("You are first in turn.")
    mei.press(re.compile("^Leave the list"))
    expect(mei.page.locator("main")).to_contain_text("You are on no waiting list")


@pytest.mark.parametrize("setting", [Setting(320), Setting(1280, "dark", scripts=False)], ids=str)
def test_by_keyboard(setting: Setting, backstage: Backstage, open_as: OpenAs) -> None:
    stall = open_stall(backstage, f"key-{setting}")
    mei = Keyboard(open_as(stall.mei, setting))
    page = mei.reader.page
    page.goto(f"{stall.day}#get")
    mei.to("09:00")
    mei.send()
    expect(page.locator(".kept")).to_be_visible()
    mei.to(f"Book {stall.ten:%A} 09:00 · $40")
    with page.expect_navigation(url="**/bookings/*"):
        mei.keys.press("Enter")
    here = mei.reader.path
    mei.to("Cancel this booking")
    mei.leave(f"{here}/cancellation")
    mei.to(f"Cancel {stall.ten:%A} 09:00")
    mei.leave(here)
    mei.reader.expect_said("Cancelled.")


def test_the_bar_hides_nothing(backstage: Backstage, open_browser: Open) -> None:
    stall = open_stall(backstage, "bar")
    visitor = open_browser(Setting(320))
    visitor.go(stall.day)
    expect(visitor.page.locator("#buy-bar")).to_be_visible()
    assert visitor.page.evaluate(BEHIND_THE_BAR) == []


def expect_told(reader: Reader, words: str) -> None:
    """What is wrong, with the focus on it where there is a script to put it there."""
    expect(reader.page.locator("#problems")).to_contain_text(words)
    if reader.setting.scripts:
        reader.expect_focus("problems")


def test_a_visitor_reads_it_by_their_own_clock(backstage: Backstage, open_browser: Open) -> None:
    stall = open_stall(backstage, "clock")
    visitor = open_browser(Setting(390), timezone_id="Asia/Tokyo")
    visitor.go(stall.day)
    expect(visitor.page.locator("#chosen-day")).to_contain_text("UTC")
    visitor.page.locator("#own-time").click()
    expect(visitor.page.locator("#chosen-day")).to_contain_text("Tokyo time (JST)")
    expect(visitor.page.locator(".times")).to_contain_text("19:00")
    visitor.look()
    visitor.page.get_by_role("link", name="Sign in to book 19:00").click()
    visitor.fill(email=stall.mei.email, password=PASSWORD)
    visitor.press("Sign in")
    expect(visitor.page.locator("#chosen-day")).to_contain_text(tell_date(stall.ten.date()))
    expect(visitor.page).to_have_url(re.compile(f"{stall.path}[?]"))


def time_button(reader: Reader, clock: str) -> Locator:
    return reader.page.locator("#docket").get_by_role("button", name=clock, exact=True)


def time_link(reader: Reader, clock: str) -> Locator:
    return reader.page.locator("#moving").get_by_role("link", name=clock, exact=True)
