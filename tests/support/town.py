"""Three marketplaces and everybody who can stand in some relation to them, made by the operations themselves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import insert, select, update

from domanu.auth.models import User
from domanu.auth.operations.accounts import create_confirmed_user, set_staff
from domanu.auth.passwords import PasswordHash
from domanu.calendar.operations.blocks import block_time
from domanu.calendar.operations.exceptions import coming_exceptions, set_days
from domanu.core.db import db, new_id
from domanu.core.time import now
from domanu.core.tokens import derived_token
from domanu.drawing.colour import Palette
from domanu.marketplaces.models import Category
from domanu.marketplaces.operations.categories import add_category
from domanu.marketplaces.operations.handover import offer_marketplace
from domanu.marketplaces.operations.invitations import accept_invitation, make_invitation
from domanu.marketplaces.operations.marketplaces import create_marketplace
from domanu.marketplaces.operations.memberships import admit, ban, change_role, leave_marketplace
from domanu.marketplaces.operations.rules import agree_to_rules, change_rules
from domanu.marketplaces.rules import Rules
from domanu.profiles import make_designer, update_profile
from domanu.services.models import ServicePicture
from domanu.services.operations.favourites import add_favourite
from domanu.services.operations.services import create_service

from .people import Person

INSIDE = ("pending", "banned", "left", "member", "seller", "treasurer", "moderator")
OUTSIDE = ("unconfirmed", "stranger", "other_designer", "heir", "designer", "staff")
ROLES = ("anonymous", *INSIDE, *OUTSIDE)
DESIGNERS = ("designer", "other_designer", "heir")
PALETTE = Palette("#7a1f3d", "#f4d9c6", "#0f6f6a")


@dataclass(frozen=True)
class Place:
    """A marketplace. All that is written in it and that others may not read bears its mark."""

    mark: str
    slug: str
    categories: tuple[UUID, UUID]
    service: UUID
    pictures: tuple[UUID, UUID]
    invitation: UUID
    token: str
    """Of the invitation: its link is /i/<token>."""
    day_off: UUID
    block: UUID
    """In the calendar of whoever sells there."""


@dataclass(frozen=True)
class Town:
    people: dict[str, Person]
    private: Place
    public: Place
    other: Place
    """Private too: of the other designer, with the stranger as its only member."""


def build_town(password: PasswordHash, name: str = "amber") -> Town:
    people = {role: _person(f"{name}-{role}".replace("_", "-"), password) for role in (*INSIDE, *OUTSIDE)}
    for role in DESIGNERS:
        make_designer(people[role].id, policy="staff")
    set_staff(people["staff"].id, staff=True)
    private = _open(people, f"{name}cellar", private=True)
    public = _open(people, f"{name}square", private=False)
    for place in (private, public):
        offer_marketplace(place.slug, people["designer"].id, people["heir"].username)
    owner = {"designer": people["other_designer"], "seller": people["stranger"]}
    other = _open(owner, f"{name}attic", private=True)
    unconfirmed = update(User).where(User.id == people["unconfirmed"].id).values(confirmed_at=None)
    db.session.execute(unconfirmed)
    db.session.commit()
    return Town(people, private, public, other)


def _person(name: str, password: PasswordHash) -> Person:
    user_id = create_confirmed_user(f"{name}@example.org", password, first_name=name.title())
    assert user_id
    update_profile(user_id, username=name[:30])
    return Person(user_id, f"{name}@example.org", name[:30])


def _open(people: dict[str, Person], mark: str, *, private: bool) -> Place:
    designer = people["designer"].id
    rules = Rules(private=private, approval=True, selling="approved")
    texts = {"title": f"{mark} front", "description": f"{mark} about"}
    slug = create_marketplace(designer, **texts, rules=rules, palette=PALETTE, pattern="stripes")
    invitation = make_invitation(slug, designer, most_uses=90, expires_in=None, note=f"{mark} note")
    token = derived_token("invitation", invitation)
    _let_in(people, slug, token, f"{mark} asks")
    _change_rules(people, slug, rules)
    categories = _categories(slug, designer, f"{mark} kind")
    service = _service(slug, people["seller"].id, categories[0], mark)
    for role in ("seller", "designer", "member"):
        if role in people:
            add_favourite(service, people[role].id)
    pictures, own_time = _pictures(service, f"{mark} photo"), _own_time(people["seller"].id)
    return Place(mark, slug, categories, service, pictures, invitation, token, *own_time)


def _let_in(people: dict[str, Person], slug: str, token: str, message: str) -> None:
    designer = people["designer"].id
    for role in INSIDE:
        if role in people:
            accept_invitation(token, people[role].id, message=message)
            if role != "pending":
                admit(slug, designer, people[role].id)
            if role in {"seller", "treasurer", "moderator"}:
                change_role(slug, designer, people[role].id, role)
    if "banned" in people:
        ban(slug, designer, people["banned"].id)
        leave_marketplace(slug, people["left"].id)


def _change_rules(people: dict[str, Person], slug: str, rules: Rules) -> None:
    """The member has yet to agree, and who waits."""
    change_rules(slug, people["designer"].id, replace(rules, bargaining=False), seen=1)
    for role in {"seller", "treasurer", "moderator"} & people.keys():
        agree_to_rules(slug, people[role].id)


def _categories(slug: str, designer: UUID, name: str) -> tuple[UUID, UUID]:
    for number in (1, 2):
        add_category(slug, designer, f"{name} {number}")
    first, second = db.session.scalars(
        select(Category.id).where(Category.name.startswith(name)).order_by(Category.name)
    )
    return first, second


def _service(slug: str, seller: UUID, category: UUID, mark: str) -> UUID:
    words = {"name": f"{mark} lesson", "description": f"{mark} details, *at length*"}
    return create_service(slug, seller, **words, price=Decimal("12.50"), category_id=category)


def _pictures(service: UUID, alt: str) -> tuple[UUID, UUID]:
    """Without their files, which take long to make."""
    first, second = new_id(), new_id()
    names = {"picture": "services/" + "a" * 64 + ".webp", "thumbnail": "services/" + "b" * 64 + ".webp"}
    rows = [
        {"id": key, "service_id": service, "position": n, "alt": alt} | names for n, key in enumerate((first, second))
    ]
    db.session.execute(insert(ServicePicture), rows)
    return first, second


def _own_time(seller: UUID) -> tuple[UUID, UUID]:
    """A day off and an hour kept free, each time on other days."""
    last = len(coming_exceptions(seller))
    start = (now() + timedelta(days=40 + last)).replace(microsecond=0)
    set_days(seller, start.date(), start.date(), ())
    return coming_exceptions(seller)[-1].id, block_time(seller, starts_at=start, ends_at=start + timedelta(hours=1))
