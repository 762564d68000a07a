"""What the pictures of docs/pictures/ show: who looks at what, in which light, after doing what."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from playwright.sync_api import Page

from domanu.home.demo import PASSWORD

Scheme = Literal["light", "dark"]
CAMPUS = "/m/fernhill-campus-tutors"


class Scene(NamedTuple):
    name: str
    width: int
    height: int
    scheme: Scheme
    arrange: Callable[[Page], object]


def go(path: str) -> Callable[[Page], object]:
    return lambda page: page.goto(path)


def sign_in(who: str, path: str) -> Callable[[Page], object]:
    def arrange(page: Page) -> None:
        page.goto("/sign-in")
        page.get_by_label("Email address").fill(f"{who}@example.org")
        page.get_by_label("Password").fill(PASSWORD)
        with page.expect_navigation():
            page.get_by_role("button", name="Sign in").click()
        page.goto(path)

    return arrange


def look_at_service(page: Page) -> None:
    page.goto(f"{CAMPUS}?q=statistics")
    page.get_by_role("link", name="Statistics with R").click()
    page.get_by_role("heading", name="Statistics with R").wait_for()


def choose_time(page: Page) -> None:
    """Held for her, and one press from being booked."""
    sign_in("alice", f"{CAMPUS}?q=linear")(page)
    page.get_by_role("link", name="Linear algebra, with drawings").click()
    page.locator(".times button").nth(2).click()
    page.get_by_role("button", name="Book").wait_for()


def open_marketplace(page: Page) -> None:
    sign_in("dora", "/marketplaces/new")(page)
    page.get_by_label("What is it called?").fill("The Seed Library")
    page.get_by_label("What is it for").fill("Borrow a packet in spring, and bring two back in autumn.")
    for choice in ("They ask, you answer", "Orchard", "Dots"):
        page.get_by_text(choice, exact=True).click()
    page.locator("#preview").get_by_text("The Seed Library").wait_for()
    page.evaluate("scrollTo(0, 0)")


def register_badly(page: Page) -> None:
    page.goto("/register")
    page.get_by_label("First name").fill("Mei")
    page.get_by_label("Email address").fill("mei@gmial.com")
    page.get_by_label("Password").fill("apricot")
    page.get_by_role("button", name="Create my account").click()
    page.locator("#problems").wait_for()


SCENES = (
    Scene("home", 1280, 1000, "light", go("/")),
    Scene("home-dark", 1280, 1000, "dark", sign_in("dora", "/")),
    Scene("marketplace", 1280, 1000, "light", sign_in("alice", CAMPUS)),
    Scene("service", 1280, 1000, "light", look_at_service),
    Scene("booking", 390, 1000, "light", choose_time),
    Scene("bookings", 390, 1000, "light", sign_in("alice", "/bookings")),
    Scene("waiting-dark", 390, 1000, "dark", sign_in("alice", "/bookings?show=waiting")),
    Scene("selling", 1280, 1500, "light", sign_in("jonah", "/selling")),
    Scene("opening", 1280, 1000, "light", open_marketplace),
    Scene("requests-dark", 1280, 1000, "dark", sign_in("dora", f"{CAMPUS}/team/requests")),
    Scene("typo", 390, 800, "light", go("/services?q=giutar")),
    Scene("marketplace-dark", 390, 800, "dark", sign_in("tomas", "/m/mill-lane-repair-cafe")),
    Scene("register", 390, 800, "light", register_badly),
)
