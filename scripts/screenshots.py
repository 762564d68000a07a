"""Takes the pictures of docs/pictures/ from a demo site of its own, which is gone afterwards."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from domanu.home.demo import PASSWORD
from scripts.browser import find_browser

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "docs" / "pictures"
MOST_BYTES = 150_000
READY = re.compile(r"ready at (http://localhost:\d+)")
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 Version/26.0 Safari/604.1"
LAPTOP = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7; rv:150.0) Gecko/20100101 Firefox/150.0"
OPERATOR = "the Fernhill Cooperative"
Scheme = Literal["light", "dark"]


def main() -> None:
    PLACE.mkdir(parents=True, exist_ok=True)
    with demo_site() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox", "--disable-gpu"])
        camera = Camera(browser, address)
        camera.take("home", 1280, 900, "light", lambda page: page.goto("/"))
        camera.take("home-dark", 1280, 900, "dark", lambda page: page.goto("/"))
        camera.take("register", 390, 900, "light", register_badly)
        camera.take("register-dark", 390, 900, "dark", register_badly)
        camera.take("person", 390, 640, "light", lambda page: page.goto("/@doral"))
        for device in (PHONE, LAPTOP):
            camera.visit(lambda page: sign_in(page, "/"), user_agent=device)
        camera.take("devices", 1280, 800, "dark", lambda page: sign_in(page, "/account/devices"))
        camera.take("account", 1280, 900, "light", lambda page: sign_in(page, "/account"))
        camera.take("profile", 1280, 1000, "light", lambda page: sign_in(page, "/profile"))
        camera.take("mail", 640, 680, "light", read_mail)
        browser.close()


class Camera:
    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address

    def take(self, name: str, width: int, height: int, scheme: Scheme, arrange: Callable[[Page], object]) -> None:
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            device_scale_factor=2,
            reduced_motion="reduce",
        )
        page = context.new_page()
        arrange(page)
        page.evaluate("document.activeElement.blur()")
        page.wait_for_load_state("networkidle")
        keep(name, page.screenshot())
        context.close()

    def visit(self, arrange: Callable[[Page], object], user_agent: str) -> None:
        context = self.browser.new_context(base_url=self.address, user_agent=user_agent)
        arrange(context.new_page())
        context.close()


def register_badly(page: Page) -> None:
    page.goto("/register")
    page.get_by_label("First name").fill("Mei")
    page.get_by_label("Email address").fill("mei@gmial.com")
    page.get_by_label("Password").fill("apricot")
    page.get_by_role("button", name="Create my account").click()
    page.locator("#problems").wait_for()


def sign_in(page: Page, path: str) -> None:
    page.goto(f"/sign-in?next={path}")
    page.get_by_label("Email address").fill("mei@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in").click()
    page.goto(path)


def read_mail(page: Page) -> None:
    page.goto("/password/forgotten")
    page.get_by_label("Email address").fill("mei@example.org")
    with page.expect_navigation():
        page.get_by_role("button", name="Send me a link").click()
    letter = page.get_by_role("link", name="Choose a new password")
    while not letter.count():
        page.goto("/dev/mail")
    page.goto(f"{letter.first.get_attribute('href')}/letter")


def keep(name: str, photograph: bytes) -> None:
    """As WebP, as good as the limit allows."""
    file, picture = PLACE / f"{name}.webp", Image.open(BytesIO(photograph)).convert("RGB")
    for quality in range(90, 40, -10):
        picture.save(file, "WEBP", quality=quality, method=6)
        if file.stat().st_size < MOST_BYTES:
            break
    print(f"{file.relative_to(ROOT)}  {picture.width} x {picture.height}  {file.stat().st_size // 1000} kB", flush=True)


@contextmanager
def demo_site() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as instance:
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment |= {"ENV": "dev", "INSTANCE_PATH": instance, "PORT": "8700", "SITE_OPERATOR": OPERATOR}
        site = subprocess.Popen(
            [sys.executable, "-m", "scripts.start"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            yield address_of(site)
        finally:
            site.terminate()
            site.communicate()


def address_of(site: subprocess.Popen[str]) -> str:
    for line in site.stdout or ():
        if found := READY.search(line):
            return found[1]
    sys.exit("The demo site did not start.")


if __name__ == "__main__":
    main()
