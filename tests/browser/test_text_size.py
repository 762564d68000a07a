"""Twice as large: by the browser's zoom, and by the reader's own text size."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Open
from tests.support.reader import Reader, Setting

pytestmark = pytest.mark.browser
PAGES = ("/", "/register", "/account", "/profile")
CUT_OFF = """() => {
  // Tabs are a strip that scrolls by itself; where there is no room, a pin lets go of its word and keeps its heart.
  const shown = (one) => one.checkVisibility() && !one.closest(".unseen, .skip, .tabs, .pin, svg, template");
  const cut = (one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1;
  const outside = ({ left, right }) => left < -1 || right > innerWidth + 1;
  const hides = (one) => getComputedStyle(one).overflow !== "visible" && !one.matches("input, textarea, html, body");
  return [...document.querySelectorAll("body *")]
    .filter((one) => shown(one) && ((hides(one) && cut(one)) || outside(one.getBoundingClientRect())))
    .map((one) => one.outerHTML.slice(0, 120));
}"""


def test_zoomed(open_signed_in: Open, open_browser: Open) -> None:
    for start, pages in ((open_browser, PAGES[:2]), (open_signed_in, PAGES)):
        look_at(start(Setting(640), device_scale_factor=2), pages)


def test_text_alone(open_signed_in: Open, open_browser: Open) -> None:
    for start, pages in ((open_browser, PAGES[:2]), (open_signed_in, PAGES)):
        reader = start(Setting(1280))
        reader.devtools.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
        look_at(reader, pages)
        assert reader.page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"


def look_at(reader: Reader, pages: tuple[str, ...]) -> None:
    for path in pages:
        reader.go(path)
        assert reader.page.evaluate(CUT_OFF) == [], path
