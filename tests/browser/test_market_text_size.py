"""The pages of marketplaces and services twice as large, as in test_text_size.py."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Open, OpenAs
from tests.browser.test_text_size import look_at
from tests.support.fair import Fair
from tests.support.reader import Setting

pytestmark = pytest.mark.browser
PAGES = {
    "": ("/marketplaces", "/services?q=calculos", "/m/{full}", "/services/{picture}"),
    "dora": ("/marketplaces/new", *(f"/m/{{full}}/team/{page}" for page in ("members", "invitations", "look"))),
    "sela": (
        "/selling/services",
        "/m/{full}",
        "/m/{full}/rules",
        "/services/{picture}/pictures",
        "/services/{drawn}/edit",
    ),
}


@pytest.mark.parametrize("by", ["zoom", "text"])
@pytest.mark.parametrize("who", PAGES, ids=lambda who: who or "nobody")
def test_twice_as_large(who: str, by: str, fair: Fair, open_as: OpenAs, open_browser: Open) -> None:
    setting, more = (Setting(640), {"device_scale_factor": 2}) if by == "zoom" else (Setting(1280), {})
    reader = open_as(fair[who], setting, **more) if who else open_browser(setting, **more)
    if by == "text":
        reader.devtools.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    look_at(reader, tuple(fair.address(path) for path in PAGES[who]))
