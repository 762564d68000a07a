"""By keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.support.keyboard import Keyboard
from tests.support.letters import letter_about, link_in
from tests.support.people import PASSWORD
from tests.support.post_office import PostOffice
from tests.support.reader import Setting
from tests.support.site import Site

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("setting", [Setting(1280, "dark"), Setting(1280, "light", scripts=False)], ids=str)
def test_accounts(setting: Setting, open_browser: Open, site: Site, office: PostOffice) -> None:
    reader, email = open_browser(setting), f"keys-{setting}@example.org"
    keyboard = Keyboard(reader)
    reader.go("/register")
    register(keyboard, email)
    reader.go(link_in(letter_about(office, email, "confirm")))
    keyboard.to("Yes, confirm")
    keyboard.leave("/profile")
    edit_profile(keyboard)
    sign_out_and_in(keyboard, email)
    site.caller().sign_in(email, PASSWORD)
    revoke(keyboard)


@pytest.mark.parametrize("scripts", [True, False])
def test_skip_link(open_browser: Open, *, scripts: bool) -> None:
    reader = open_browser(Setting(320, scripts=scripts))
    keyboard = Keyboard(reader)
    reader.page.goto("/sign-in")
    assert keyboard.step()["name"] == "Skip to the content"
    reader.look()
    keyboard.keys.press("Enter")
    assert keyboard.step()["in_main"]


@pytest.mark.parametrize("scripts", [True, False])
def test_menu(open_browser: Open, *, scripts: bool) -> None:
    reader = open_browser(Setting(320, scripts=scripts))
    keyboard = Keyboard(reader)
    link = reader.link("Create an account", ".menu")
    reader.page.goto("/")
    keyboard.to("Menu")
    for key in ("Enter", "Space"):
        keyboard.keys.press(key)
        expect(link).to_be_visible()
        keyboard.keys.press("Escape" if scripts else key)
        expect(link).to_be_hidden()
        assert keyboard.place["name"] == "Menu"
    keyboard.keys.press("Enter")
    keyboard.to("Create an account")
    reader.look(".masthead")
    keyboard.leave("/register")


def register(keyboard: Keyboard, email: str) -> None:
    keyboard.write("First name", "Mei")
    keyboard.write("Email address", email)
    keyboard.write("Password", "short")
    keyboard.keys.press("Enter")
    expect(keyboard.reader.page.locator("#problems")).to_be_visible()
    if keyboard.reader.setting.scripts:
        keyboard.expect_at("problems")
    keyboard.to("Password")
    keyboard.keys.press("Enter")
    keyboard.expect_at("password")
    keyboard.keys.type(PASSWORD)
    keyboard.to("Create my account")
    keyboard.leave("/register/sent")


def edit_profile(keyboard: Keyboard) -> None:
    keyboard.write("Last name", "Okabe")
    keyboard.to("Time zone")
    keyboard.keys.type("Asia/Tokyo")
    keyboard.write("Date of birth", "04091994")
    keyboard.to("Save my profile")
    keyboard.leave("/profile", "Space")
    keyboard.reader.expect_said("Your profile is saved")
    page = keyboard.reader.page
    assert page.get_by_label("Time zone").input_value() == "Asia/Tokyo"
    assert page.get_by_label("Date of birth").input_value() == "1994-04-09"


def sign_out_and_in(keyboard: Keyboard, email: str) -> None:
    open_menu(keyboard)
    keyboard.to("Sign out")
    keyboard.leave("/", "Space")
    keyboard.to("Sign in")
    keyboard.leave("/sign-in")
    keyboard.write("Email address", email)
    keyboard.write("Password", PASSWORD)
    keyboard.to("Stay signed in")
    keyboard.keys.press("Space")
    assert not keyboard.reader.page.get_by_label("Stay signed in").is_checked()
    keyboard.to("Email address", "Shift+Tab")
    keyboard.keys.press("Enter")
    keyboard.reader.page.wait_for_url("**/")
    keyboard.reader.expect_said("You are signed in")


def open_menu(keyboard: Keyboard) -> None:
    keyboard.to("Mei")
    keyboard.keys.press("Enter")


def revoke(keyboard: Keyboard) -> None:
    open_menu(keyboard)
    keyboard.to("Your account")
    keyboard.leave("/account")
    keyboard.to("See them")
    keyboard.leave("/account/devices")
    keyboard.to("Sign out A browser")
    keyboard.keys.press("Enter")
    keyboard.reader.expect_said("That device is signed out")
    keyboard.reader.look()
    if keyboard.reader.setting.scripts:
        keyboard.expect_at("devices")
