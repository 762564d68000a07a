"""What is asked of a list tells nothing either: neither by words, nor by category, nor by what a form would choose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.access.alike import Impression, impression_of
from tests.access.places import ABSENT_KEY
from tests.access.test_alike import STRANGERS
from tests.access.writes import WRITES, form_of
from tests.support.client import HX
from tests.support.town import Town
from tests.support.visits import Visits, undone

LISTS = ("/services", "/marketplaces", "/m/ambersquare-front")
WAYS: tuple[dict[str, str], ...] = ({}, HX)
# A word that stands in private places alone, one that stands nowhere, and both with a slip.
WORDS = (("ambercellar", "ambergarret"), ("ambercellor", "ambergarrot"))


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("role", [*STRANGERS, "pending", "banned"])
def test_words(visits: Visits, role: str, words: tuple[str, str]) -> None:
    for address in LISTS:
        for way in WAYS:
            hidden, absent = [asked(visits, role, address, way, q=word) for word in words]
            assert hidden == absent


def test_words_that_one_may_find(visits: Visits, town: Town) -> None:
    """The same questions have answers for those inside."""
    for word in ("ambercellar", "ambercellor"):
        found = visits.ask("member", "GET", f"/services?q={word}").text
        assert f"/services/{town.private.service}" in found


@pytest.mark.parametrize("role", ["anonymous", "member"])
def test_categories(visits: Visits, town: Town, role: str) -> None:
    for address in ("/services", f"/m/{town.public.slug}"):
        for way in WAYS:
            keys = (town.other.categories[0], town.private.categories[0], ABSENT_KEY)
            seen = [asked(visits, role, address, way, category=key) for key in keys]
            assert seen[0] == seen[1] == seen[2]


@pytest.mark.parametrize("endpoint", ["services.create", "services.edit"])
def test_categories_to_choose(visits: Visits, town: Town, endpoint: str) -> None:
    """A seller's form takes none of another marketplace, of which they are even a member."""
    address = {"services.create": f"/m/{town.private.slug}/services/new"}
    address |= {"services.edit": f"/services/{town.private.service}/edit"}
    keys = (town.other.categories[0], town.public.categories[0], ABSENT_KEY)
    seen = [
        sent(visits, WRITES[endpoint].role, address[endpoint], form_of(endpoint) | {"category": key}) for key in keys
    ]
    assert [one.status for one in seen] == [422] * 3
    assert seen[0] == seen[1] == seen[2]


def test_members_of_elsewhere(visits: Visits, town: Town) -> None:
    """Whoever is no member here cannot be told from nobody at all."""
    strangers = (town.people["stranger"].id, town.people["other_designer"].id, ABSENT_KEY)
    for part in ("role", "ban", "ban/removal"):
        keys = [f"/m/{town.private.slug}/team/members/{key}/{part}" for key in strangers]
        seen = [sent(visits, "designer", key, {"role": "seller"}, strangers) for key in keys]
        assert [one.status for one in seen] == [404] * 3
        assert seen[0] == seen[1] == seen[2]


def asked(visits: Visits, role: str, address: str, way: dict[str, str], **query: object) -> Impression:
    answer = visits.ask(role, "GET", f"{address}?{urlencode(query)}", headers=way)
    return impression_of(answer, visits.session_after(role), query.values())


def sent(visits: Visits, role: str, address: str, form: dict[str, Any], typed: Sequence[object] = ()) -> Impression:
    with undone():
        answer = visits.ask(role, "POST", address, data=form)
        return impression_of(answer, visits.session_after(role), [*typed, *form.values()] if typed else typed)
