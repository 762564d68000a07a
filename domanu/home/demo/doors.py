"""How they came in, and the invitations that are still open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from domanu.core.tokens import derived_token
from domanu.marketplaces import join_marketplace
from domanu.marketplaces.operations.invitations import PURPOSE, accept_invitation, make_invitation, revoke_invitation

from .circles import Circle
from .markets import Market, Opened
from .rolls import People


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


def meet_first(market: Market, opened: Opened, circle: Circle) -> UUID | None:
    """The link that everybody came in by, where there is no other way in."""
    if not market.rules.private:
        return None
    uses, note = len(circle.members.split()) + len(circle.asking), "Everybody who was at the first meeting"
    return make_invitation(opened.slug, opened.designer, most_uses=uses, expires_in=timedelta(days=21), note=note)


def ask_in(opened: Opened, circle: Circle, people: People, invitation_id: UUID | None) -> None:
    """Nobody has answered these yet."""
    for key, message in circle.asking.items():
        if invitation_id:
            accept_invitation(derived_token(PURPOSE, invitation_id), people[key], message=message)
        else:
            join_marketplace(opened.slug, people[key], message=message)


def hand_out(markets: Mapping[str, Opened]) -> None:
    for link in LINKS:
        slug, designer = markets[link.market].slug, markets[link.market].designer
        lasts = timedelta(days=link.days)
        key = make_invitation(slug, designer, most_uses=link.uses, expires_in=lasts, note=link.note, email=link.email)
        if link.revoked:
            revoke_invitation(slug, designer, key)
