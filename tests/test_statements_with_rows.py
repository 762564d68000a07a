"""How many statements the pages of a marketplace run with things in it: as many for thirty of each as for three."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from domanu.auth.passwords import PasswordHash
from tests.support.plenty import add_plenty
from tests.support.statements import noted_statements
from tests.support.town import Place, Town, build_town
from tests.support.visits import Visits

LOOKING = ("stranger", "pending", "member", "seller", "moderator", "designer", "heir", "staff")
SEARCH = "least=1&most=99&available=on"
PAGES: dict[str, dict[str, int]] = {
    "/": {"anonymous": 4, "member": 7, "seller": 7},
    "/marketplaces": {"anonymous": 1, "member": 3},
    "/marketplaces?q=amber": {"anonymous": 2, "member": 4},
    "/marketplaces/mine": dict.fromkeys(("pending", "member", "designer", "heir"), 3),
    "/m/{slug}": dict.fromkeys(LOOKING, 8) | {"anonymous": 6},
    "/m/{slug}?q=ambre+lesson&sort=best": {"anonymous": 6, "member": 8},
    f"/m/{{slug}}?q=ambre+lesson&sort=cheapest&category={{category}}&{SEARCH}": {"anonymous": 7, "member": 9},
    "/m/{slug}/rules": {"anonymous": 3, "member": 5, "designer": 5},
    "/m/{slug}/leaving": {"member": 3},
    "/m/{slug}/services/new": {"seller": 4},
    "/m/{slug}/team/requests": {"moderator": 6, "designer": 6},
    "/m/{slug}/team/members": {"treasurer": 6, "moderator": 6, "designer": 6},
    "/m/{slug}/team/members?q=somebody": {"designer": 6},
    "/m/{slug}/team/members?status=banned": {"designer": 6},
    "/m/{slug}/team/members?status=left": {"designer": 6},
    "/m/{slug}/team/members/{person}/ban": {"designer": 6},
    "/m/{slug}/team/invitations": {"moderator": 6, "designer": 6},
    "/m/{slug}/team/rules": {"designer": 4},
    "/m/{slug}/team/look": {"designer": 4},
    "/m/{slug}/team/categories": {"designer": 5},
    "/m/{slug}/team/categories/{category}/name": {"designer": 5},
    "/m/{slug}/team/categories/{category}/removal": {"designer": 5},
    "/m/{slug}/team/handover": {"designer": 5},
    "/m/{slug}/team/archive": {"designer": 4, "staff": 4},
    "/i/{token}": {"anonymous": 4, "stranger": 6},
    "/services": {"anonymous": 3, "member": 5},
    f"/services?q=ambre+lesson&sort=dearest&{SEARCH}": {"anonymous": 3, "member": 5},
    "/services/{service}": {"anonymous": 4} | dict.fromkeys(("stranger", "member", "seller", "moderator"), 6),
    "/services/{service}/edit": {"seller": 5},
    "/services/{service}/pictures": {"seller": 5},
    "/services/{service}/removal": {"seller": 4},
    "/favourites": {"member": 4},
    "/selling": {"seller": 11},
    "/selling/calendar": {"seller": 6},
    "/selling/calendar?view=month": {"seller": 6},
    "/selling/services": {"seller": 4},
    "/selling/hours": {"seller": 7},
    "/selling/feeds": {"seller": 5},
    "/selling/blocks/new": {"seller": 3},
    "/services/{service}/times": {"seller": 9},
}


@pytest.fixture
def town(app: Flask, known_hash: PasswordHash) -> Town:
    return build_town(known_hash)


def test_it_does_not_grow(app: Flask, town: Town) -> None:
    visits, place = Visits(app, town), town.public
    for number in (3, 30):
        add_plenty(town, place, number)
        found = {page: dict(counted(visits, town, place, page)) for page in PAGES}
        assert found == PAGES, number


def counted(visits: Visits, town: Town, place: Place, page: str) -> Iterator[tuple[str, int]]:
    given = {"slug": place.slug, "token": place.token, "service": place.service, "category": place.categories[0]}
    address = page.format(**given, person=town.people["member"].id)
    for role in PAGES[page]:
        with noted_statements() as run:
            answer = visits.ask(role, "GET", address)
        assert answer.status_code == 200, (page, role)
        yield role, len(run)
