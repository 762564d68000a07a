from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from domanu.core.db import db, new_id
from domanu.core.refusals import Forbidden, Hidden
from domanu.marketplaces.errors import Archived, InvitationDead, NotConfirmed, RulesChanged
from domanu.marketplaces.models import Invitation, Marketplace, Membership
from domanu.marketplaces.operations.invitations import (
    accept_invitation,
    find_invitation,
    invitations,
    make_invitation,
    revoke_invitation,
)
from domanu.marketplaces.operations.marketplaces import archive_marketplace
from domanu.marketplaces.operations.memberships import admit, ban, change_role, join_marketplace, leave_marketplace
from domanu.marketplaces.standing import standing_at
from tests.support.people import Person

FOR_ALL: dict[str, Any] = {"most_uses": None, "expires_in": None}
ONCE: dict[str, Any] = {"most_uses": 1, "expires_in": timedelta(days=7)}


def invite(slug: str, dora: Person, **terms: Any) -> str:
    """Answer the token."""
    key = make_invitation(slug, dora.id, **(FOR_ALL | terms))
    [made] = [one for one in invitations(slug, dora.id) if one.id == key]
    return made.link.removeprefix("http://localhost/i/")


def test_it_works(private_market: str, dora: Person, alice: Person) -> None:
    token = invite(private_market, dora, **ONCE)
    assert find_invitation(token, None).marketplace.slug == private_market
    assert accept_invitation(token, alice.id) == "active"
    assert standing_at(private_market, alice.id).is_member
    [made] = invitations(private_market, dora.id)
    assert (made.used, made.state, made.made_by) == (1, "used", "Dora")
    assert db.session.scalar(select(Membership.invitation_id).where(Membership.user_id == alice.id)) == made.id


def test_whoever_is_inside_consumes_nothing(private_market: str, dora: Person, alice: Person) -> None:
    token = invite(private_market, dora, **ONCE)
    assert accept_invitation(token, dora.id) == "active"
    accept_invitation(token, alice.id)
    assert accept_invitation(token, alice.id) == "active"
    assert find_invitation(token, alice.id).is_member


def test_used_up(private_market: str, dora: Person, alice: Person, bob: Person) -> None:
    token = invite(private_market, dora, **ONCE)
    accept_invitation(token, alice.id)
    for user_id in (bob.id, None):
        with pytest.raises(InvitationDead):
            find_invitation(token, user_id)
    with pytest.raises(InvitationDead):
        accept_invitation(token, bob.id)
    db.session.commit()
    assert db.session.scalar(select(Marketplace.member_count)) == 2
    with pytest.raises(Hidden):
        standing_at(private_market, bob.id)


@pytest.mark.parametrize("end", ["revoke", "expire", "archive"])
def test_dead(private_market: str, dora: Person, alice: Person, end: str) -> None:
    token = invite(private_market, dora, **ONCE)
    [made] = invitations(private_market, dora.id)
    if end == "revoke":
        for _ in range(2):
            revoke_invitation(private_market, dora.id, made.id)
    elif end == "expire":
        db.session.execute(update(Invitation).values(expires_at=func.now() - timedelta(seconds=1)))
    else:
        archive_marketplace(private_market, dora.id)
    [made] = invitations(private_market, dora.id)
    assert made.state == {"revoke": "revoked", "expire": "expired", "archive": "open"}[end]
    for use in (find_invitation, accept_invitation):
        with pytest.raises(InvitationDead):
            use(token, alice.id)
        with pytest.raises(InvitationDead):
            use("nonsense", alice.id)


def test_with_approval_they_still_wait(open_market: Callable[..., str], dora: Person, alice: Person) -> None:
    judo = open_market("Judo", approval=True)
    token = invite(judo, dora, **ONCE)
    assert accept_invitation(token, alice.id, message="Brown belt.") == "pending"
    assert not standing_at(judo, alice.id).can_look
    admit(judo, dora.id, alice.id)
    assert standing_at(judo, alice.id).can_look


def test_the_banned_stay_out(private_market: str, dora: Person, alice: Person) -> None:
    token = invite(private_market, dora)
    accept_invitation(token, alice.id)
    ban(private_market, dora.id, alice.id)
    for use in (find_invitation, accept_invitation):
        with pytest.raises(Forbidden):
            use(token, alice.id)


def test_the_links_of_a_banned_moderator(private_market: str, dora: Person, alice: Person, bob: Person) -> None:
    accept_invitation(invite(private_market, dora), alice.id)
    change_role(private_market, dora.id, alice.id, "moderator")
    theirs, hers = invite(private_market, dora), invite(private_market, alice)
    ban(private_market, dora.id, alice.id)
    with pytest.raises(InvitationDead):
        accept_invitation(hers, bob.id)
    assert accept_invitation(theirs, bob.id) == "active"


def test_none_is_pushed_out_of_sight(private_market: str, dora: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("domanu.marketplaces.operations.invitations.MOST_SHOWN", 2)
    first = make_invitation(private_market, dora.id, **FOR_ALL)
    for _ in range(3):
        later = make_invitation(private_market, dora.id, **FOR_ALL)
        revoke_invitation(private_market, dora.id, later)
    assert [one.id for one in invitations(private_market, dora.id)] == [first, later]


def test_back_by_the_same_link(private_market: str, dora: Person, alice: Person) -> None:
    token = invite(private_market, dora)
    accept_invitation(token, alice.id)
    leave_marketplace(private_market, alice.id)
    assert accept_invitation(token, alice.id) == "active"


def test_it_takes_a_confirmed_address_and_the_rules(
    private_market: str, dora: Person, una: Person, bob: Person
) -> None:
    token = invite(private_market, dora)
    with pytest.raises(NotConfirmed):
        accept_invitation(token, una.id)
    with pytest.raises(RulesChanged):
        accept_invitation(token, bob.id, seen=9)


def test_an_address_gets_one_use(private_market: str, dora: Person) -> None:
    invite(private_market, dora, most_uses=50, email=" Mei@Example.org ")
    [made] = invitations(private_market, dora.id)
    assert (made.email, made.most_uses) == ("mei@example.org", 1)


def test_who_invites(market: str, private_market: str, dora: Person, alice: Person, stella: Person) -> None:
    join_marketplace(market, alice.id)
    key = make_invitation(market, dora.id, **FOR_ALL)

    def tries(slug: str, actor: UUID, wanted: type[Exception]) -> None:
        with pytest.raises(wanted):
            make_invitation(slug, actor, **FOR_ALL)
        with pytest.raises(wanted):
            revoke_invitation(slug, actor, key)
        with pytest.raises(wanted):
            invitations(slug, actor)

    tries(market, alice.id, Forbidden)
    tries(market, stella.id, Forbidden)
    tries(private_market, alice.id, Hidden)
    change_role(market, dora.id, alice.id, "moderator")
    revoke_invitation(market, alice.id, key)
    for other in (key, new_id()):
        with pytest.raises(Hidden):
            revoke_invitation(private_market, dora.id, other)
    archive_marketplace(market, dora.id)
    with pytest.raises(Archived):
        make_invitation(market, dora.id, **FOR_ALL)
