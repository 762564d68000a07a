"""Where the reader's own colours replace ours, what is chosen, kept or switched on still shows."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import OpenAs
from tests.support.fair import Fair
from tests.support.reader import Reader, Setting

pytestmark = pytest.mark.browser
DARK = Setting(320, "dark")
OF_SWITCH = """(one) => {
  const { backgroundColor, backgroundImage } = getComputedStyle(one, "::before");
  return [backgroundColor, backgroundImage];
}"""
OF_OUTLINE = "(one) => getComputedStyle(one).outlineStyle"
OF_HEART = "(one) => getComputedStyle(one.querySelector('.icon')).fill"


def test_switches(fair: Fair, open_as: OpenAs) -> None:
    reader = open_as(fair["sela"], DARK, forced_colors="active")
    reader.page.goto("/selling/services")
    on, off = (look_of(reader, f"[role=switch][aria-checked={state}]", OF_SWITCH) for state in ("true", "false"))
    assert on != off
    assert "none" not in {on[1], off[1]}, "there is no knob"


def test_what_is_chosen(fair: Fair, open_as: OpenAs) -> None:
    reader = open_as(fair["mia"], DARK, forced_colors="active")
    reader.page.goto(fair.address("/m/{full}?category={category}"))
    chosen, other = (
        look_of(reader, f".chip{which}", OF_OUTLINE) for which in ("[aria-current]", ":not([aria-current])")
    )
    assert (chosen, other) == ("solid", "none")
    kept, unkept = (look_of(reader, f".keep [aria-pressed={state}]", OF_HEART) for state in ("true", "false"))
    assert kept != unkept


def look_of(reader: Reader, selector: str, style: str) -> Any:
    return reader.page.locator(selector).first.evaluate(style)
