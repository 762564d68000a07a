"""How they came in, and the invitations that are still open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from domanu.core.tokens import derived_token
from domanu.marketplaces import join_marketplace, leave_marketplace
from domanu.marketplaces.operations.invitations import PURPOSE, accept_invitation, make_invitation, revoke_invitation
from domanu.marketplaces.operations.memberships import admit, ban, change_role

from .circles import Circle
from .markets import Market, Opened

People = Mapping[str, UUID]
Door = Callable[[UUID, str], str]


class Link(NamedTuple):
    market: str
    note: str
    uses: int | None
    days: int
    email: str | None = None
    revoked: bool = False


LINKS = (
    Link("campus", "Open day in spring", 60, -40),
    Link("campus", "Welcome week, on the posters", 100, 14),
    Link("staircase", "On the noticeboard, until somebody photographed it", None, 365, revoked=True),
    Link("staircase", "For whoever moves into the third floor", 4, 30),
    Link("staircase", "The caretaker", 1, 7, email="caretaker@example.org"),
    Link("darkroom", "The course in March", 8, 90),
)


def door_of(market: Market, opened: Opened, circle: Circle) -> Door:
    """Into a private marketplace by a link that suffices for all of them, into a public one by the front."""
    if not market.rules.private:
        return lambda user_id, message: join_marketplace(opened.slug, user_id, message=message)
    uses, note = len(circle.members.split()) + len(circle.asking), "Everybody who was at the first meeting"
    lasts = timedelta(days=21)
    key = make_invitation(opened.slug, opened.designer, most_uses=uses, expires_in=lasts, note=note)
    token = derived_token(PURPOSE, key)
    return lambda user_id, message: accept_invitation(token, user_id, message=message)


def let_in(opened: Opened, circle: Circle, door: Door, people: People) -> None:
    """Everybody who is, or was, inside."""
    for key in [*circle.members.split(), *circle.banned.split(), *circle.left.split()]:
        if door(people[key], "") == "pending":
            admit(opened.slug, opened.designer, people[key])
    for key, role in circle.roles.items():
        change_role(opened.slug, opened.designer, people[key], role)


def show_out(opened: Opened, circle: Circle, people: People) -> None:
    for key in circle.banned.split():
        ban(opened.slug, opened.designer, people[key])
    for key in circle.left.split():
        leave_marketplace(opened.slug, people[key])


def ask_in(circle: Circle, door: Door, people: People) -> None:
    """Nobody has answered these yet."""
    for key, message in circle.asking.items():
        door(people[key], message)


def hand_out(markets: Mapping[str, Opened]) -> None:
    for link in LINKS:
        slug, designer = markets[link.market].slug, markets[link.market].designer
        lasts = timedelta(days=link.days)
        key = make_invitation(slug, designer, most_uses=link.uses, expires_in=lasts, note=link.note, email=link.email)
        if link.revoked:
            revoke_invitation(slug, designer, key)
