"""Every page there is, from the URL map, narrow and dark, wide and light. Those of marketplaces and services are in
test_market_pages.py."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.browser.conftest import Open
from tests.support.reader import Reader, Setting
from tests.test_access import FILLED_IN

pytestmark = pytest.mark.browser
ELSEWHERE = ("api.", "health.", "marketplaces.", "services.", "notifications.live")
NARROW = Setting(320, "dark")


def test_as_a_visitor(the_app: Flask, open_browser: Open) -> None:
    assert walk(the_app, open_browser(NARROW)) > 8


def test_as_staff(the_app: Flask, open_signed_in: Open) -> None:
    assert walk(the_app, open_signed_in(NARROW)) > 15


def walk(app: Flask, reader: Reader) -> int:
    """How many different pages there were; some addresses lead to one that was seen before."""
    seen: set[str] = set()
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint.startswith(ELSEWHERE):
            continue
        reader.page.goto(app.url_map.bind("").build(rule.endpoint, {name: FILLED_IN[name] for name in rule.arguments}))
        if (title := reader.page.title()) not in seen:
            seen.add(title)
            look_twice(reader)
    return len(seen)


def look_twice(reader: Reader) -> None:
    reader.look()
    reader.page.set_viewport_size({"width": 1280, "height": 800})
    reader.page.emulate_media(color_scheme="light")
    reader.look()
    reader.page.set_viewport_size({"width": NARROW.width, "height": 800})
    reader.page.emulate_media(color_scheme=NARROW.scheme)
