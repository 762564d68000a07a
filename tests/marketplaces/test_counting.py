"""Whatever people do in whatever order: the number of members is the number of members."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import func, select

from domanu.auth.operations.accounts import close_account
from domanu.core.db import db
from domanu.core.process import NotPossible
from domanu.core.refusals import Forbidden, Hidden
from domanu.marketplaces.errors import (
    Archived,
    InvitationDead,
    NotADesigner,
    NotConfirmed,
    RulesChanged,
    StillDesigning,
)
from domanu.marketplaces.models import ROLES, Marketplace, Membership
from domanu.marketplaces.operations import handover, invitations, marketplaces, memberships
from domanu.profiles import make_designer
from tests.support.people import Person

STEPS = 80
REFUSALS = (Archived, Forbidden, Hidden, InvitationDead, NotADesigner, NotConfirmed, NotPossible, RulesChanged)
Act = Callable[[], object]


@pytest.mark.parametrize("seed", range(4))
def test_it_is_right_all_the_time(
    open_market: Callable[..., str], dora: Person, make_person: Callable[[str], Person], seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same walk each time
    people = [dora, *(make_person(f"person-{number}") for number in range(5))]
    make_designer(people[1].id, policy="staff")
    slugs = [open_market("Campus", private=False), open_market("Judo", private=bool(seed % 2), approval=True)]
    done = 0
    for _ in range(STEPS):
        done += _try(_any_act(chance, slugs, people))
        check_counts()
    assert done > STEPS / 10


def check_counts() -> None:
    active = select(func.count()).where(Membership.marketplace_id == Marketplace.id, Membership.status == "active")
    counts = select(Marketplace.member_count, active.scalar_subquery()).order_by(Marketplace.id)
    for kept, counted in db.session.execute(counts):
        assert kept == counted
    mine = (Membership.marketplace_id == Marketplace.id, Membership.user_id == Marketplace.designer_id)
    designers = select(Membership.status).join(Marketplace, mine[0] & mine[1]).where(Marketplace.archived_at.is_(None))
    assert set(db.session.scalars(designers)) <= {"active"}


def _try(act: Act) -> bool:
    """As a request would: what is refused leaves nothing behind."""
    try:
        act()
    except (*REFUSALS, StillDesigning):
        db.session.rollback()
        return False
    db.session.commit()
    return True


def _any_act(chance: random.Random, slugs: list[str], people: list[Person]) -> Act:
    slug, actor, other = chance.choice(slugs), chance.choice(people).id, chance.choice(people).id
    alone: list[Callable[..., object]] = [memberships.join_marketplace, memberships.leave_marketplace] * 4
    alone += [handover.accept_marketplace, marketplaces.archive_marketplace, marketplaces.reopen_marketplace]
    pairs = [memberships.admit, memberships.decline, memberships.ban, memberships.unban] * 3
    role, username = chance.choice(ROLES), chance.choice(people).username
    acts: list[Act] = [
        *(partial(act, slug, actor) for act in alone),
        *(partial(act, slug, actor, other) for act in pairs),
        partial(memberships.change_role, slug, actor, other, role),
        partial(handover.offer_marketplace, slug, actor, username),
        partial(_come_by_invitation, slug, actor, other),
    ]
    return partial(close_account, actor) if chance.random() < 0.01 else chance.choice(acts)


def _come_by_invitation(slug: str, host: UUID, guest: UUID) -> None:
    key = invitations.make_invitation(slug, host, most_uses=1, expires_in=None)
    token = invitations.invitation_link(key).rpartition("/")[2]
    for _ in range(2):
        invitations.accept_invitation(token, guest)
