from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from domanu.core.db import db
from domanu.core.time import now
from domanu.marketplaces.models import Invitation
from domanu.marketplaces.operations.marketplaces import archive_marketplace
from tests.support.client import HX, Client
from tests.support.people import Person

LINK = re.compile(r'value="(http://[^"]+/i/[\w-]{43})" readonly')


@pytest.fixture
def page(private_market: str) -> str:
    return f"/m/{private_market}/team/invitations"


def only() -> Invitation:
    return db.session.scalars(select(Invitation).execution_options(populate_existing=True)).one()


def test_a_link_is_made_and_shown(page: str, designer: Client) -> None:
    assert "Nobody is invited yet" in designer.get(page).text
    assert designer.submit(page, uses="5", days="7", note="The reading group").location == page
    made = only()
    assert (made.most_uses, made.note, made.email) == (5, "The reading group", None)
    assert made.expires_at is not None
    assert timedelta(days=6) < made.expires_at - now() < timedelta(days=8)
    shown = designer.get(page).text
    assert "Used 0 of 5" in shown
    assert LINK.search(shown)


def test_one_without_end(page: str, designer: Client) -> None:
    designer.submit(page, uses="", days="")
    assert (only().most_uses, only().expires_at) == (None, None)
    assert "good until it is revoked" in designer.get(page).text


def test_by_mail(page: str, designer: Client) -> None:
    designer.submit(page, uses="25", days="7", email="Mei@Example.org")
    assert (only().email, only().most_uses) == ("mei@example.org", 1)
    assert "on its way to Mei@Example.org" in designer.get(page).text


def test_nobody_fills_a_strangers_mailbox(page: str, designer: Client) -> None:
    answers = [designer.submit(page, uses="1", days="7", email=name) for name in ["mei@example.org"] * 3]
    assert {answer.status_code for answer in answers} == {303}
    assert designer.submit(page, uses="1", days="7", email="MEI@example.org").status_code == 429
    assert designer.submit(page, uses="1", days="7", email="bob@example.org").status_code == 303
    assert designer.submit(page, uses="1", days="7").status_code == 303


def test_links_are_limited_but_not_what_is_refused(page: str, designer: Client) -> None:
    answers = [designer.submit(page, uses=uses, days="7").status_code for uses in ["1000"] + ["5"] * 61]
    assert answers == [422] + [303] * 60 + [429]


@pytest.mark.parametrize("wrong", [{"email": "nobody"}, {"uses": "1000"}, {"days": "-1"}, {"note": "x" * 81}])
def test_bad_answers(page: str, designer: Client, wrong: dict[str, str]) -> None:
    answer = designer.submit(page, **({"uses": "1", "days": "7"} | wrong), headers=HX)
    assert answer.status_code == 422
    assert 'id="problems"' in answer.text
    assert db.session.scalars(select(Invitation)).all() == []


def test_revoking(page: str, designer: Client) -> None:
    designer.submit(page, uses="1", days="7")
    answer = designer.submit(f"{page}/{only().id}/removal", headers=HX)
    assert '<section id="links"' in answer.text
    assert "Revoked" in answer.text
    assert not LINK.search(answer.text)


def test_somebody_elses_link(market: str, page: str, designer: Client) -> None:
    designer.submit(page, uses="1", days="7")
    assert designer.submit(f"/m/{market}/team/invitations/{only().id}/removal").status_code == 404


def test_a_closed_one_invites_nobody(private_market: str, page: str, dora: Person, designer: Client) -> None:
    archive_marketplace(private_market, dora.id)
    db.session.commit()
    assert "so nobody can be invited" in designer.get(page).text
    designer.submit(page, uses="1", days="7")
    assert "nothing in it changes any longer" in designer.get(f"/m/{private_market}").text
