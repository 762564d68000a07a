"""Every page of marketplaces and services, empty and full, as everybody sees it who stands in some relation to it."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.browser.conftest import Open, OpenAs
from tests.browser.test_pages import NARROW, look_twice
from tests.support.fair import Fair

pytestmark = pytest.mark.browser
LISTS = ("/marketplaces", "/marketplaces?q=zzzzzz", "/services", "/services?q=calculos", "/services?q=zzzzzz")
OWN = ("/marketplaces/mine", "/favourites", "/selling/services")
OPEN_TO_ALL = (
    "/m/{full}",
    "/m/{full}?q=calculos&least=5",
    "/m/{full}/rules",
    "/services/{picture}",
    "/services/{drawn}",
)
TEAM = ("requests", "members", "members?status=banned", "members?q=zzzzzz", "invitations")
CATEGORY = ("categories/{category}/name", "categories/{category}/removal")
DESIGNER = ("rules", "look", "categories", *CATEGORY, "handover", "archive")
PAGES: dict[str, tuple[str, ...]] = {
    "": (*LISTS, *OPEN_TO_ALL, "{open}", "{dead}", "/m/{bare}"),
    "nell": (*OWN, "/marketplaces/new", "/m/{full}", "/services/{drawn}", "{open}", "/m/{bare}"),
    "pim": ("/m/{full}", "/marketplaces/mine"),
    "ben": ("/m/{full}", "/services/{picture}", "{open}"),
    "mia": (*OWN, "/m/{full}", "/m/{full}?available=on", "/m/{full}/leaving", "/services/{picture}", "/m/{full}/team"),
    "sela": (
        *OWN,
        "/m/{full}/services/new",
        *(f"/services/{{{name}}}" for name in ("picture", "resting", "removed")),
        *(f"/services/{{{name}}}/{page}" for name in ("picture", "drawn") for page in ("edit", "pictures")),
        "/services/{picture}/removal",
        "/services/{picture}/times",
        "/selling",
    ),
    "theo": ("/m/{full}/team/members", "/m/{full}"),
    "moe": (*(f"/m/{{full}}/team/{page}" for page in TEAM), "/m/{full}/team/members/{mia}/ban", "/services/{removed}"),
    "dora": (*(f"/m/{{full}}/team/{page}" for page in TEAM + DESIGNER), "/marketplaces/new", *OWN, "/m/{full}"),
    "dora, elsewhere": (
        *(f"/m/{{bare}}/team/{page}" for page in (*TEAM, "categories", "handover")),
        *("/m/{bare}", "/m/{bare}/services/new", "/m/{closed}", "/m/{closed}/team/archive", "/m/{closed}/team/rules"),
    ),
    "hal": ("/m/{full}", "/marketplaces/mine"),
    "stan": ("/m/{bare}", "/m/{full}", "/m/{full}/team/archive", "/services/{picture}"),
}
LEADS_ON = {"marketplaces.team"}


@pytest.mark.parametrize("who", PAGES, ids=lambda who: who or "nobody")
def test_pages(who: str, fair: Fair, open_as: OpenAs, open_browser: Open) -> None:
    name = who.partition(",")[0]
    reader = open_as(fair[name], NARROW) if name else open_browser(NARROW)
    for path in PAGES[who]:
        reader.page.goto(fair.address(path))
        look_twice(reader)


def test_none_is_left_out(the_app: Flask, fair: Fair) -> None:
    adapter = the_app.url_map.bind("")
    paths = {fair.address(path).partition("?")[0] for pages in PAGES.values() for path in pages}
    seen = {str(adapter.match(path)[0]) for path in paths}
    there = {rule.endpoint for rule in the_app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert {one for one in there if one.startswith(("marketplaces.", "services."))} - LEADS_ON <= seen
