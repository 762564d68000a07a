"""Taking one's data along, and closing the account."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from domanu.auth.operations.accounts import close_account, export_account
from domanu.core.db import db
from domanu.core.refusals import Hidden
from domanu.marketplaces.errors import InvitationDead, StillDesigning
from domanu.marketplaces.models import Marketplace, Membership
from domanu.marketplaces.operations.handover import offer_marketplace
from domanu.marketplaces.operations.invitations import accept_invitation, invitations, make_invitation
from domanu.marketplaces.operations.marketplaces import archive_marketplace
from domanu.marketplaces.operations.memberships import ban, change_role, join_marketplace, unban
from domanu.marketplaces.standing import standing_at
from domanu.profiles import make_designer, profile_of
from tests.support.client import Client
from tests.support.people import PASSWORD, Person

Open = Callable[..., str]


def count(slug: str) -> int:
    return db.session.scalars(select(Marketplace.member_count).where(Marketplace.slug == slug)).one()


def test_memberships_end(market: str, open_market: Open, dora: Person, alice: Person, bob: Person) -> None:
    judo, over = open_market("Judo", private=False, approval=True), open_market("Over", private=False)
    for slug in (market, judo, over):
        join_marketplace(slug, alice.id, message="It is me.")
    ban(over, dora.id, alice.id)
    change_role(market, dora.id, alice.id, "moderator")
    key = make_invitation(market, alice.id, most_uses=None, expires_in=None)
    [made] = invitations(market, dora.id)
    make_designer(alice.id, policy="staff")
    offer_marketplace(market, dora.id, "alice")
    close_account(alice.id)
    mine = select(Membership.status, Membership.message).where(Membership.user_id == alice.id).order_by(Membership.id)
    assert [tuple(row) for row in db.session.execute(mine)] == [("left", ""), ("left", ""), ("banned", "")]
    assert [count(slug) for slug in (market, judo, over)] == [1, 1, 1]
    assert standing_at(market, dora.id).marketplace.heir_id is None
    assert made.id == key
    with pytest.raises(InvitationDead):
        accept_invitation(made.link.rpartition("/")[2], bob.id)
    unban(over, dora.id, alice.id)
    assert count(over) == 1


def test_whoever_still_designs_is_told(open_market: Open, dora: Person, sign_in_as: Callable[[Person], Client]) -> None:
    slugs = [open_market(title, private=False) for title in ("Campus", "Judo")]
    client = sign_in_as(dora)
    answer = client.submit("/account/closing", password=PASSWORD, sure="y")
    assert answer.status_code == 422
    assert (
        "You still run Campus and Judo. Hand each of them over to another designer or archive them first."
        in answer.text
    )
    db.session.expire_all()
    assert profile_of(dora.id).first_name == "Dora"
    archive_marketplace(slugs[0], dora.id)
    with pytest.raises(StillDesigning, match=r"You still run Judo\. Hand it over to another designer or archive it"):
        close_account(dora.id)
    archive_marketplace(slugs[1], dora.id)
    db.session.commit()
    assert client.submit("/account/closing", password=PASSWORD, sure="y").location == "/"
    assert count(slugs[0]) == 0


def test_export(private_market: str, market: str, dora: Person, alice: Person) -> None:
    join_marketplace(market, alice.id, message="It is me.")
    part = export_account(alice.id)["marketplaces"]
    assert [(row["title"], row["status"], row["message"]) for row in part["memberships"]] == [
        ("Campus", "active", "It is me.")
    ]
    assert [(row["slug"], row["version"]) for row in part["agreements"]] == [(market, 1)]
    assert part["designed"] == part["invitations"] == []
    assert len(export_account(dora.id)["marketplaces"]["designed"]) == 2
    with pytest.raises(Hidden):
        standing_at(private_market, alice.id)
