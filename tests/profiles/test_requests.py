from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import insert, update

from domanu.auth.models import User
from domanu.core.db import db, new_id
from domanu.profiles.models import DesignerRequest, Profile
from domanu.profiles.operations.designing import PAGE, waiting_requests
from tests.support.client import HX, Client
from tests.support.people import Person

SignIn = Callable[[Person], Client]
REQUESTS = "/staff/designer-requests"
ASKED = [f"Reason number {number}." for number in range(60)]


@pytest.fixture
def sixty(app: Flask) -> None:
    users = [{"id": new_id(), "email": f"p{number}@example.org", "password": "!"} for number in range(60)]
    people = [
        {"user_id": user["id"], "first_name": "Mei", "username": f"mei-{number}"} for number, user in enumerate(users)
    ]
    asked = [{"id": new_id(), "user_id": user["id"], "reason": ASKED[number]} for number, user in enumerate(users)]
    db.session.execute(insert(User), users)
    db.session.execute(insert(Profile), people)
    db.session.execute(insert(DesignerRequest), asked)
    db.session.commit()


@pytest.fixture
def staff(stella: Person, sign_in_as: SignIn) -> Client:
    return sign_in_as(stella)


def reasons(page: str) -> list[str]:
    return re.findall(r"Reason number \d+\.", page)


def further(page: str) -> str | None:
    found = re.search(r'href="([^"]+)" hx-get="([^"]+)"', page)
    if found is None:
        return None
    assert found[1] == found[2]
    return found[1]


def test_everybody_once_longest_waiting_first(sixty: None) -> None:
    page = waiting_requests(size=7)
    seen = [asked.reason for asked in page.rows]
    while page.after:
        page = waiting_requests(page.after, size=7)
        seen += [asked.reason for asked in page.rows]
    assert seen == ASKED


@pytest.mark.parametrize("headers", [{}, HX])
def test_load_more(sixty: None, staff: Client, headers: dict[str, str]) -> None:
    page = staff.get(REQUESTS).text
    seen = reasons(page)
    assert len(seen) == PAGE
    while url := further(page):
        page = staff.get(url, headers=headers).text
        assert ("<html" in page) != bool(headers)
        seen += reasons(page)
    assert seen == ASKED


def test_a_later_page_takes_only_the_place_of_the_link(sixty: None, staff: Client) -> None:
    """The focus, which was on the link, finds the first row that came."""
    first = staff.get(REQUESTS).text
    [link] = re.findall(r'id="(after-[^"]+)"', first)
    url = further(first)
    assert url is not None
    rows = staff.get(url, headers=HX).text
    assert 'id="requests"' not in rows
    assert rows.count('id="more"') == 1
    assert f'<a id="{link}"' in rows


def test_a_page_whose_requests_are_all_answered(sixty: None, staff: Client) -> None:
    url = further(staff.get(REQUESTS).text)
    assert url is not None
    left = waiting_requests().rows[0].id
    db.session.execute(update(DesignerRequest).where(DesignerRequest.id != left).values(status="declined"))
    db.session.commit()
    assert staff.get(url).location == REQUESTS
    assert staff.get(url, headers=HX).text.strip() == ""


def test_no_link_where_all_is_shown(staff: Client) -> None:
    assert "Load more" not in staff.get(REQUESTS).text
