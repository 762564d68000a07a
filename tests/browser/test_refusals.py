"""What htmx puts into the page when a form is refused: nothing typed is lost, and the focus knows where to go."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.support.people import PASSWORD
from tests.support.reader import Reader, Setting
from tests.support.site import Site

pytestmark = pytest.mark.browser
OVERLAPPING = """() => {
  const say = (name, ctx) => document.dispatchEvent(new CustomEvent(`htmx:${name}:swap`, { detail: { ctx } }));
  const [first, second, field] = [{}, {}, document.querySelector("#email")];
  field.focus();
  say("before", first);
  field.replaceWith(field.cloneNode());
  say("before", second);
  say("after", second);
  say("after", first);
}"""
TAKEN_CARE_OF = ("first_name", "email", "password")


@pytest.fixture
def reader(open_browser: Open) -> Reader:
    return open_browser(Setting(320))


def test_wrong_fields(reader: Reader) -> None:
    reader.go("/register")
    reader.fill(first_name=" ", email='"><b>mei', password="short")
    reader.press("Create my account")
    problems = reader.page.locator("#problems")
    expect(problems).to_be_focused()
    expect(problems).to_have_role("alert")
    expect(problems).to_contain_text("Three things to put right")
    reader.look()
    assert reader.page.get_by_label("Email address").input_value() == '"><b>mei'
    for name in TAKEN_CARE_OF:
        reader.page.locator(f"#problems a[href='#{name}']").click()
        field = reader.page.locator(f"#{name}")
        expect(field).to_be_focused()
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(reader.page.locator(f"#{name}-error")).to_be_in_viewport()


def test_two_swaps_at_once(reader: Reader) -> None:
    """The second begins while nothing has the focus, as the first has just taken away what had it."""
    reader.go("/sign-in")
    reader.page.evaluate(OVERLAPPING)
    reader.expect_focus("email")


def test_wrong_again(reader: Reader) -> None:
    """Each answer takes the focus anew, and leaves one summary."""
    reader.go("/sign-in")
    for email, count in (("mei", "Two things"), ("mei@example.org", "One thing")):
        reader.fill(email=email)
        reader.press("Sign in")
        expect(reader.page.locator("#problems")).to_contain_text(count)
        expect(reader.page.locator("#problems")).to_be_focused()
    reader.look()


def test_too_often(reader: Reader, site: Site) -> None:
    """The form stays as it is; the status region says what to do."""
    caller = site.caller()
    for _ in range(5):
        assert caller.submit("/password/forgotten", email="often@example.org").status == 303
    reader.go("/password/forgotten")
    reader.fill(email="often@example.org")
    reader.press("Send me a link")
    reader.expect_said("That was a little too often. To keep guessers out")
    expect(reader.page.locator("#status .bad")).to_be_focused()
    expect(reader.page.locator("#status")).to_have_role("status")
    assert reader.page.get_by_label("Email address").input_value() == "often@example.org"
    reader.look()


def test_stale_form(reader: Reader) -> None:
    reader.go("/register")
    reader.fill(first_name="Mei", email="mei@example.org", password=PASSWORD)
    reader.context.clear_cookies()
    reader.press("Create my account")
    reader.expect_said("This form has gone stale")
    assert reader.page.get_by_label("Password").input_value() == PASSWORD
    reader.look()


def test_without_the_site(reader: Reader) -> None:
    """The line is down: the form stays as it is, and can be sent once the line is back."""
    reader.go("/password/forgotten")
    reader.fill(email="later@example.org")
    reader.context.set_offline(offline=True)
    reader.press("Send me a link")
    reader.expect_said("No answer came")
    expect(reader.page.locator("#status .bad")).to_be_focused()
    assert reader.flaws() == []
    assert reader.page.get_by_label("Email address").input_value() == "later@example.org"
    reader.context.set_offline(offline=False)
    reader.faults.clear()  # the browser itself complains
    reader.fill(email="later")
    reader.press("Send me a link")
    expect(reader.page.locator("#problems")).to_be_focused()
    expect(reader.page.locator("#status")).to_be_empty()
    reader.fill(email="later@example.org")
    reader.follow(reader.button("Send me a link"), "/register/sent")
