from __future__ import annotations

from collections.abc import Callable

import pytest

from domanu.core.db import db
from domanu.core.refusals import Forbidden, Hidden
from domanu.marketplaces.operations.members import Member, members
from domanu.marketplaces.operations.memberships import ban, change_role, join_marketplace
from domanu.profiles import update_profile
from tests.support.people import Person

Make = Callable[[str], Person]


def names(slug: str, actor: Person, **wanted: str) -> list[str]:
    return [member.username for member in members(slug, actor.id, **wanted).rows]  # type: ignore[arg-type]


def test_it_works(market: str, dora: Person, alice: Person) -> None:
    join_marketplace(market, alice.id)
    newest, oldest = members(market, dora.id).rows
    assert isinstance(newest, Member)
    assert (newest.user_id, newest.name.strip(), newest.role, newest.status) == (alice.id, "Alice", "member", "active")
    assert (oldest.user_id, oldest.role) == (dora.id, "designer")


def test_who_reads_them(market: str, private_market: str, dora: Person, alice: Person, stella: Person) -> None:
    join_marketplace(market, alice.id)
    with pytest.raises(Forbidden):
        members(market, alice.id)
    with pytest.raises(Hidden):
        members(private_market, alice.id)
    for role in ("treasurer", "moderator"):
        change_role(market, dora.id, alice.id, role)
        assert len(members(market, alice.id).rows) == 2
    assert len(members(market, stella.id).rows) == 2


def test_every_page_once(market: str, dora: Person, make_person: Make) -> None:
    people = [make_person(f"member-{number}") for number in range(7)]
    for person in people:
        join_marketplace(market, person.id)
    page = members(market, dora.id, size=3)
    seen = list(page.rows)
    while page.after:
        page = members(market, dora.id, size=3, after=page.after)
        seen += page.rows
    assert [member.user_id for member in seen] == [person.id for person in (dora, *people)][::-1]


def test_requests_come_in_the_order_of_asking(
    open_market: Callable[..., str], dora: Person, alice: Person, bob: Person
) -> None:
    judo = open_market("Judo", private=False, approval=True)
    for person in (bob, alice):
        join_marketplace(judo, person.id, message=f"I am {person.username}.")
    assert names(judo, dora, status="pending") == ["bob", "alice"]
    assert [asked.message for asked in members(judo, dora.id, status="pending").rows] == ["I am bob.", "I am alice."]
    ban(judo, dora.id, bob.id)
    assert names(judo, dora, status="banned") == ["bob"]


@pytest.mark.parametrize("words", ["alice", "MOR", "@ali", "alice moreau", "%", "_"])
def test_search(market: str, dora: Person, alice: Person, bob: Person, words: str) -> None:
    for person in (alice, bob):
        join_marketplace(market, person.id)
    update_profile(alice.id, last_name="Moreau")
    db.session.commit()
    assert names(market, dora, words=words) == ([] if words in "%_" else ["alice"])
