"""Somebody at a browser, and an eye on everything that must not happen there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Download, Locator, Page, Request, Response, expect

from domanu.config import ROOT
from tests.support.patience import PATIENCE

AXE = (ROOT / "tests/browser/vendor/axe.min.js").read_text()
# Where scripts are off, no timer ever rings: what axe only puts off for a moment is done at once.
AT_ONCE = "window.setTimeout = (work, wait = 0) => wait < 100 && Promise.resolve().then(work)"
LOOK_FOR_FLAWS = """async (within) => {
  const rules = { "target-size": { enabled: true } };
  const found = await axe.run(within, { resultTypes: ["violations"], preload: false, rules });
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
}"""
# All that axe can judge by, but for words: pages of one shape are one state. Also how large and how light they are.
STATE = """(within) => {
  const telling = /^(aria-(?!label)|class$|role$|type$)/;
  const told = ({ name, value }) => name + (telling.test(name) ? value.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "") : "");
  const all = [...document.querySelectorAll(`${within}, ${within} :not(svg *)`)];
  const shape = all.map((one) => [one.localName, one.checkVisibility(), ...[...one.attributes].map(told)]).join();
  const { fontSize } = getComputedStyle(document.documentElement);
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  return [shape, [innerWidth, devicePixelRatio, fontSize, dark].join()];
}"""
SEEN: set[tuple[str, ...]] = set()
SIDEWAYS = "() => document.documentElement.scrollWidth - innerWidth"
REFUSED = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")
expect.set_options(timeout=PATIENCE * 1000)


@dataclass(frozen=True)
class Setting:
    width: int = 1280
    scheme: Literal["light", "dark"] = "light"
    scripts: bool = True

    def __str__(self) -> str:
        return f"{self.width}-{self.scheme}-{'scripts' if self.scripts else 'plain'}"


OPPOSITES = (Setting(320, "dark"), Setting(1280, "light", scripts=False))
EVERY = [Setting(*each) for each in product((320, 1280), ("light", "dark"), (True, False))]  # type: ignore[arg-type]


def in_settings(*usual: Setting) -> pytest.MarkDecorator:
    """These, and in the long run each other one as well."""
    others = [pytest.param(each, marks=pytest.mark.soak) for each in EVERY if each not in usual]
    return pytest.mark.parametrize("setting", [*usual, *others], ids=str)


class Reader:
    def __init__(self, browser: Browser, address: str, setting: Setting, **more: Any) -> None:
        self.browser, self.address, self.setting = browser, address, setting
        self.faults: list[str] = []
        self.context = browser.new_context(
            base_url=address,
            viewport={"width": setting.width, "height": 800},
            color_scheme=setting.scheme,
            java_script_enabled=setting.scripts,
            reduced_motion="reduce",
            **more,
        )
        self.context.set_default_timeout(PATIENCE * 1000)
        self.page: Page = self.context.new_page()
        self.devtools = self.context.new_cdp_session(self.page)
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("request", self._note_request)
        self.page.on("response", self._note_response)

    def go(self, path: str) -> None:
        self.page.goto(path)
        self.look()

    def press(self, words: str | re.Pattern[str]) -> None:
        """A button that stays on this page, at least with scripts."""
        self.button(words).click()

    def follow(self, control: Locator, path: str) -> None:
        """A link or button that leads to another page."""
        with self.page.expect_navigation():
            control.click()
        assert self.path == path
        self.look()

    def button(self, words: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("button", name=words, exact=True)

    def link(self, words: str, within: str = "main") -> Locator:
        return self.page.locator(within).get_by_role("link", name=words, exact=True)

    def fill(self, **values: str) -> None:
        for name, value in values.items():
            self.page.locator(f"main [name={name}]").fill(value)

    def menu(self) -> None:
        """On a narrow page the site's links are in a menu. What it lies over is not to be pressed while it is open."""
        menu = self.page.locator(".menu summary")
        if menu.is_visible():
            menu.click()
            self.look(".masthead")

    def download(self, control: Locator) -> Download:
        with self.page.expect_download() as caught:
            control.click()
        return caught.value

    def expect_said(self, words: str) -> None:
        expect(self.page.locator("#status")).to_contain_text(words)

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def expect_focus(self, identifier: str) -> None:
        expect(self.page.locator(f"#{identifier}")).to_be_focused()

    def look(self, within: str = "html") -> None:
        """At the page as it stands: nothing is wrong with it. A state that was sound before is not gone over again."""
        self.page.wait_for_load_state()
        state = self._state(within)
        wrong = [] if state in SEEN else self.flaws(within)
        if self.page.evaluate(SIDEWAYS) > 0:
            wrong.append("it scrolls sideways")
        wrong += self.faults
        assert not wrong, "\n".join([self.page.url, *wrong])
        SEEN.update([state, state[:1]])

    def flaws(self, within: str = "html") -> list[str]:
        """What axe finds. It is a script, so where scripts are off they are let on while it runs."""
        self._switch_scripts(on=True)
        try:
            if self.page.evaluate("typeof axe") == "undefined":
                script = AXE if self.setting.scripts else f"{AT_ONCE};{AXE}"
                self.devtools.send("Runtime.evaluate", {"expression": script})  # what was compiled before is kept
            return list(self.page.evaluate(LOOK_FOR_FLAWS, within))
        finally:
            self._switch_scripts(on=self.setting.scripts)

    def _state(self, within: str) -> tuple[str, ...]:
        """Without scripts nothing is swapped, so there the shape alone tells, however large and light the page is."""
        shape, size = self.page.evaluate(STATE, within)
        return (shape, size) if self.setting.scripts else (shape,)

    def _switch_scripts(self, *, on: bool) -> None:
        if not self.setting.scripts:
            self.devtools.send("Emulation.setScriptExecutionDisabled", {"value": not on})

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not REFUSED.match(message.text):
            self.faults.append(f"console: {message.text}")

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((self.address + "/", "data:")):
            self.faults.append(f"request to another host: {request.url}")

    def _note_response(self, response: Response) -> None:
        is_part = response.request.resource_type not in {"document", "fetch", "xhr"}
        if response.status >= (400 if is_part else 500):
            self.faults.append(f"{response.status} for {response.url}")


@contextmanager
def reading(browser: Browser, address: str, setting: Setting, **more: Any) -> Iterator[Reader]:
    reader = Reader(browser, address, setting, **more)
    try:
        yield reader
    finally:
        reader.context.close()
