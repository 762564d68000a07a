"""How many statements each page may run. More than one transaction, or a number that goes up, wants a reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.support.client import Client
from tests.support.people import Person
from tests.support.statements import noted_statements

ANONYMOUS = {
    "/": 3,
    "/privacy": 0,
    "/sign-in": 0,
    "/register": 0,
    "/@alice": 3,
    "/nowhere": 0,
    "/services": 2,
    "/marketplaces": 1,
    "/api/docs": 0,
    "/api/docs/services": 0,
    "/api/docs/problems": 0,
}
# Who is there, and how the masthead shows them; then what the page is about.
SIGNED_IN = {
    "/": 6,
    "/privacy": 2,
    "/account": 2,
    "/account/email": 2,
    "/account/devices": 3,
    "/account/export": 2,
    "/account/tokens": 3,
    "/api/docs": 2,
    "/account/closing": 2,
    "/profile": 2,
    "/profile/picture": 2,
    "/designer": 3,
    "/@alice": 5,
    "/nowhere": 2,
    "/marketplaces": 3,
    "/marketplaces/mine": 3,
    "/services": 4,
    "/favourites": 3,
    "/bookings": 4,
    "/bookings?show=requests": 3,
    "/bookings?show=past": 3,
    "/bookings?show=waiting": 3,
    "/selling": 5,
    "/selling/calendar": 4,
    "/selling/services": 4,
    "/selling/hours": 4,
    "/selling/blocks/new": 3,
    "/inbox": 3,
    "/inbox/unread": 1,
    "/account/notifications": 3,
}
STAFF = {"/staff/designer-requests": 3}


def statements_of(client: Client, path: str) -> list[str]:
    with noted_statements() as noted:
        client.get(path)
    return noted


@pytest.mark.parametrize(("path", "most"), ANONYMOUS.items())
def test_visitors(client: Client, alice: Person, path: str, most: int) -> None:
    assert len(statements_of(client, path)) == most


@pytest.mark.parametrize(("path", "most"), SIGNED_IN.items())
def test_members(alice: Person, bob: Person, sign_in_as: Callable[[Person], Client], path: str, most: int) -> None:
    assert len(statements_of(sign_in_as(bob), path)) == most


@pytest.mark.parametrize(("path", "most"), STAFF.items())
def test_staff(stella: Person, sign_in_as: Callable[[Person], Client], path: str, most: int) -> None:
    assert len(statements_of(sign_in_as(stella), path)) == most
