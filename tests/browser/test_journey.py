"""From the first visit to the closed account, as a person goes that way."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.support.letters import letter_about, link_in
from tests.support.people import PASSWORD
from tests.support.post_office import PostOffice
from tests.support.reader import OPPOSITES, Reader, Setting, in_settings

pytestmark = pytest.mark.browser
NEW_PASSWORD = "eleven slow tortoises"


@in_settings(*OPPOSITES)
def test_journey(setting: Setting, open_browser: Open, office: PostOffice) -> None:
    reader, email = open_browser(setting), f"mei-{setting}@example.org"
    register(reader, email)
    confirm(reader, office, email)
    sign_out(reader)
    reset(reader, office, email)
    sign_in(reader, email)
    edit_profile(reader, f"mei-{setting}")
    upload_picture(reader)
    become_designer(reader, f"mei-{setting}")
    email = change_email(reader, office, email)
    revoke(reader, open_browser(setting), email)
    export(reader, email)
    close(reader, office, email)


def register(reader: Reader, email: str) -> None:
    reader.go("/")
    if reader.setting.width < 640:
        reader.menu()
    reader.follow(reader.link("Create an account", ".masthead"), "/register")
    reader.fill(first_name="Mei", email="mei@example", password="short")
    reader.press("Create my account")
    expect(reader.page.locator("#problems")).to_contain_text("Two things to put right")
    reader.look()
    assert reader.page.get_by_label("First name").input_value() == "Mei"
    reader.fill(email=email, password=PASSWORD)
    reader.follow(reader.button("Create my account"), "/register/sent")
    expect(reader.page.locator("main")).to_contain_text(email)


def confirm(reader: Reader, office: PostOffice, email: str) -> None:
    reader.go(link_in(letter_about(office, email, "confirm")))
    reader.follow(reader.button(f"Yes, confirm {email}"), "/profile")
    reader.expect_said("Your address is confirmed")


def sign_out(reader: Reader) -> None:
    reader.menu()
    reader.follow(reader.button("Sign out"), "/")
    reader.expect_said("You are signed out")


def reset(reader: Reader, office: PostOffice, email: str) -> None:
    reader.go("/sign-in")
    reader.follow(reader.link("Forgotten your password?"), "/password/forgotten")
    reader.fill(email=email)
    reader.follow(reader.button("Send me a link"), "/register/sent")
    reader.go(link_in(letter_about(office, email, "password")))
    reader.fill(password=NEW_PASSWORD)
    reader.follow(reader.button("Change my password"), "/sign-in")
    reader.expect_said("Your password is changed")


def sign_in(reader: Reader, email: str) -> None:
    reader.go("/sign-in")
    reader.fill(email=email, password=PASSWORD)
    reader.press("Sign in")
    expect(reader.page.locator("#problems")).to_be_visible()
    reader.look()
    reader.fill(password=NEW_PASSWORD)
    reader.follow(reader.button("Sign in"), "/")
    reader.expect_said("You are signed in")


def edit_profile(reader: Reader, username: str) -> None:
    reader.go("/profile")
    reader.fill(username="no", about="Ten kanji a day.", phone="+81 3 1234 5678", date_of_birth="1994-04-09")
    reader.press("Save my profile")
    expect(reader.page.locator("#problems")).to_contain_text("One thing to put right")
    reader.look()
    reader.fill(username=username)
    reader.page.get_by_label("Time zone").select_option("Asia/Tokyo")
    reader.follow(reader.button("Save my profile"), "/profile")
    reader.expect_said("Your profile is saved")
    assert reader.page.get_by_label("About you").input_value() == "Ten kanji a day."


def upload_picture(reader: Reader) -> None:
    reader.follow(reader.link("Add a photo"), "/profile/picture")
    choose_file(reader, "notes.txt", "text/plain", b"This is no picture.")
    reader.press("Use this picture")
    expect(reader.page.locator("#problems")).to_be_visible()
    reader.look()
    choose_file(reader, "me.png", "image/png", a_picture())
    reader.follow(reader.button("Use this picture"), "/profile")
    reader.expect_said("That is your picture now")
    source = reader.page.locator(".own-picture img").get_attribute("src") or ""
    assert source.startswith("/files/")
    assert reader.page.evaluate("document.querySelector('.own-picture img').naturalWidth") == 512


def become_designer(reader: Reader, username: str) -> None:
    reader.go("/account")
    reader.follow(reader.link("Read on about designing marketplaces"), "/designer")
    reader.follow(reader.button("Become a designer"), "/designer")
    reader.expect_said("You are a designer now")
    reader.follow(reader.link("Your page"), f"/@{username}")
    expect(reader.page.locator("main")).to_contain_text("Designer")
    expect(reader.page.locator("main")).not_to_contain_text("1234 5678")


def change_email(reader: Reader, office: PostOffice, old: str) -> str:
    new = f"new-{old}"
    reader.go("/account")
    reader.follow(reader.link("Change your email address"), "/account/email")
    reader.fill(email=new, password=NEW_PASSWORD)
    reader.follow(reader.button("Send a mail to the new address"), "/account")
    expect(reader.page.locator("main .listings").first).not_to_contain_text(new)
    reader.go(link_in(letter_about(office, new, "confirm")))
    reader.follow(reader.button(f"Yes, confirm {new}"), "/account")
    expect(reader.page.locator("main .listings").first).to_contain_text(new)
    letter_about(office, old, "address")
    return new


def revoke(reader: Reader, other: Reader, email: str) -> None:
    """The other device is out with its next click."""
    other.go("/sign-in")
    other.fill(email=email, password=NEW_PASSWORD)
    other.follow(other.button("Sign in"), "/")
    reader.go("/account")
    reader.follow(reader.link("See them"), "/account/devices")
    reader.press(re.compile("^Sign out Chrome"))
    reader.expect_said("That device is signed out")
    expect(reader.page.locator("main")).to_contain_text("You are signed in nowhere else.")
    if reader.setting.scripts:
        reader.expect_focus("devices")
    reader.look()
    other.page.goto("/account")
    assert other.path == "/sign-in"
    other.look()


def export(reader: Reader, email: str) -> None:
    reader.go("/account/export")
    file = Path(reader.download(reader.button("Download my data")).path())
    with zipfile.ZipFile(file) as archive:
        told = json.loads(archive.read("domanu.json"))
        assert any(name.endswith(".webp") for name in archive.namelist())
    assert email in json.dumps(told)
    assert "1994-04-09" in json.dumps(told)
    reader.look()


def close(reader: Reader, office: PostOffice, email: str) -> None:
    reader.go("/account")
    reader.follow(reader.link("Close it for good"), "/account/closing")
    reader.fill(password=NEW_PASSWORD)
    reader.press("Close my account for good")
    expect(reader.page.locator("#problems")).to_contain_text("One thing to put right")
    reader.look()
    reader.fill(password=NEW_PASSWORD)
    reader.page.get_by_label("Yes, close my account for good").check()
    reader.follow(reader.button("Close my account for good"), "/")
    reader.expect_said("Your account is closed")
    letter_about(office, email, "closed")
    reader.go("/account")
    assert reader.path == "/sign-in"


def choose_file(reader: Reader, name: str, kind: str, content: bytes) -> None:
    reader.page.get_by_label("Picture").set_input_files({"name": name, "mimeType": kind, "buffer": content})


def a_picture() -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((900, 600)).convert("RGB").save(out, "PNG")
    return out.getvalue()
