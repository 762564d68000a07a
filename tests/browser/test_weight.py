"""How much the first view weighs, and whether it holds still while it arrives."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Route

from tests.browser.conftest import Open
from tests.support.fair import Fair
from tests.support.reader import Reader, Setting

pytestmark = pytest.mark.browser
MOST_BYTES = 150 * 1024
MOST_REQUESTS = 15
PHOTOS = "/files/"
MOST_SHIFT = 0.02
MOST_SHIFT_BY_FONTS = 0.06
FONTS_TAKE = 0.3
SHIFT = """async () => {
  let sum = 0;
  const add = (list) => list.getEntries().forEach((one) => (sum += one.hadRecentInput ? 0 : one.value));
  new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
  for (let y = 0; y < document.body.scrollHeight; y += innerHeight / 2) {
    scrollTo(0, y);
    await new Promise((done) => setTimeout(done, 30));
  }
  await document.fonts.ready;
  await new Promise((done) => setTimeout(done, 100));
  return sum;
}"""


@pytest.mark.parametrize("width", [390, 1280])
def test_first_view(open_browser: Open, fair: Fair, width: int) -> None:
    """For somebody who was never here, without photos."""
    for path in ("/", fair.address("/m/{full}"), fair.address("/services/{drawn}"), "/services"):
        reader = open_browser(Setting(width))
        sizes = weigh(reader, path)
        assert len(sizes) <= MOST_REQUESTS, path
        assert all(address.startswith(reader.address) for address in sizes), path
        drawn = sum(size for address, size in sizes.items() if PHOTOS not in address)
        assert 50_000 < drawn <= MOST_BYTES, (path, sizes)
        assert reader.faults == []


def weigh(reader: Reader, path: str) -> dict[str, int]:
    """What came over the line, by address. The signs in the browser's own date fields come from itself."""
    addresses: dict[str, str] = {}
    sizes: dict[str, int] = {}

    def note_address(event: dict[str, Any]) -> None:
        addresses[event["requestId"]] = event["request"]["url"]

    def note_size(event: dict[str, Any]) -> None:
        address = addresses[event["requestId"]]
        if not address.startswith("data:"):
            sizes[address] = int(event["encodedDataLength"])

    reader.devtools.on("Network.requestWillBeSent", note_address)
    reader.devtools.on("Network.loadingFinished", note_size)
    reader.devtools.send("Network.enable")
    reader.page.goto(path, wait_until="networkidle")
    return sizes


@pytest.mark.parametrize("width", [390, 1280])
def test_it_holds_still(open_browser: Open, open_signed_in: Open, fair: Fair, width: int) -> None:
    """Fonts aside: nothing else that comes later moves what is there."""
    for reader, path in visits(open_browser, open_signed_in, fair, width):
        reader.page.route("**/*.woff2", lambda route: route.abort())
        assert shift_of(reader, path) <= MOST_SHIFT, path


@pytest.mark.parametrize("width", [390, 1280])
def test_it_moves_little_when_the_fonts_come_late(
    open_browser: Open, open_signed_in: Open, fair: Fair, width: int
) -> None:
    """On the first visit over a slow line, the fallbacks have nearly their measure, but some lines break elsewhere."""
    for reader, path in visits(open_browser, open_signed_in, fair, width):
        reader.page.route("**/*.woff2", come_late)
        assert shift_of(reader, path) <= MOST_SHIFT_BY_FONTS, path


def visits(open_browser: Open, open_signed_in: Open, fair: Fair, width: int) -> Iterator[tuple[Reader, str]]:
    visitor = open_browser(Setting(width))
    for path in ("/", "/register", fair.address("/m/{full}"), fair.address("/services/{drawn}")):
        yield visitor, path
    yield open_signed_in(Setting(width)), "/profile"


def shift_of(reader: Reader, path: str) -> float:
    reader.page.goto(path)
    return float(reader.page.evaluate(SHIFT))


def come_late(route: Route) -> None:
    time.sleep(FONTS_TAKE)
    route.continue_()
