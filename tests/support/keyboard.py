"""Somebody who has no pointer: Tab, Shift+Tab, Enter, Space and letters. Wherever the focus comes, it can be seen."""

from __future__ import annotations

import time
from typing import TypedDict

from domanu.localdb.processes import wait_until
from tests.support.patience import PATIENCE
from tests.support.reader import Reader

MOST_STEPS = 40
MOST_TRIES, PAUSE = 5, 0.3
WHERE = """() => {
  const at = document.activeElement;
  const by = at.getAttribute("aria-labelledby")?.split(" ").map((id) => document.getElementById(id));
  const words = at.ariaLabel ?? (by ?? [at.labels?.[0] ?? at]).map((one) => one.textContent).join(" ");
  const [box = at.getBoundingClientRect()] = at.getClientRects();
  const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
  const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
  const top = document.elementFromPoint(x, y);
  const rings = [at, at.closest("label") ?? at].map((one) => getComputedStyle(one));
  // A region is focused to be read out, not to be acted on; parts of dates and times have rings that no script sees.
  const needs_none = at.tabIndex < 0 || ["date", "time"].includes(at.type);
  return {
    name: words.replace(/\\s+/g, " ").trim(),
    id: at.id || at.localName,
    in_main: Boolean(at.closest("main")),
    is_seen: box.width > 1 && box.height > 1 && Boolean(top) && (at.contains(top) || top.contains(at)),
    has_ring: needs_none || rings.some((style) => style.outlineStyle !== "none" || style.boxShadow !== "none"),
  };
}"""


class Place(TypedDict):
    name: str
    id: str
    in_main: bool
    is_seen: bool
    has_ring: bool


class Keyboard:
    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.keys = reader.page.keyboard

    @property
    def place(self) -> Place:
        """What moves when something is swapped above has come to rest by the next frame."""
        place = self._look()
        if not place["is_seen"]:
            wait_until(lambda: self._look()["is_seen"], PATIENCE)
            place = self._look()
        assert place["id"] != "body", "the focus is lost"
        assert place["is_seen"], f"{place} cannot be seen"
        assert place["has_ring"], f"{place} does not show that it has the focus"
        return place

    def _look(self) -> Place:
        place: Place = self.reader.page.evaluate(WHERE)
        return place

    def expect_at(self, identifier: str) -> None:
        self.reader.expect_focus(identifier)
        assert self.place["id"] == identifier

    def step(self, key: str = "Tab") -> Place:
        """A browser drops keys that come before the first frame of a page: then it is pressed again, after one."""
        self.keys.press(key)
        for _ in range(MOST_TRIES):
            if self._look()["id"] != "body":
                break
            self.reader.page.screenshot()
            time.sleep(PAUSE)
            self.keys.press(key)
        return self.place

    def to(self, words: str, key: str = "Tab") -> None:
        """On to the control whose words begin with these."""
        passed = []
        for _ in range(MOST_STEPS):
            place = self.step(key)
            if place["name"].startswith(words):
                return
            passed.append(place["name"][:30])
        raise AssertionError(f"no {words!r} among {passed}")

    def write(self, words: str, text: str) -> None:
        self.to(words)
        self.keys.press("Control+A")
        self.keys.type(text)

    def send(self, key: str = "Enter") -> None:
        """What stays on this page, at least with scripts."""
        if self.reader.setting.scripts:
            self.keys.press(key)
            return
        with self.reader.page.expect_navigation():
            self.keys.press(key)

    def expect_still_at(self, words: str) -> None:
        """After what was sent has been answered. Without scripts the page is a new one."""
        if self.reader.setting.scripts:
            assert self.place["name"].startswith(words), self.place

    def leave(self, path: str, key: str = "Enter") -> None:
        """For another page, by the control that has the focus."""
        with self.reader.page.expect_navigation():
            self.keys.press(key)
        assert self.reader.path == path
