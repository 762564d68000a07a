"""Marketplaces with everything in them that their pages can show, as long as it may be, on a running site."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import insert

from domanu.auth.models import User
from domanu.core.db import db, new_id
from domanu.drawing.colour import Palette
from domanu.marketplaces.models import Membership
from domanu.marketplaces.operations.categories import add_category
from domanu.marketplaces.operations.handover import offer_marketplace
from domanu.marketplaces.operations.invitations import invitation_link, make_invitation, revoke_invitation
from domanu.marketplaces.operations.marketplaces import archive_marketplace, create_marketplace
from domanu.marketplaces.operations.memberships import admit, ban, change_role, join_marketplace
from domanu.marketplaces.operations.rules import change_rules
from domanu.marketplaces.rules import Rules
from domanu.marketplaces.standing import standing_at
from domanu.profiles.models import Profile
from domanu.services.operations.favourites import add_favourite
from domanu.services.operations.pictures import add_picture
from domanu.services.operations.services import change_availability, create_service, take_down
from tests.support.backstage import Backstage
from tests.support.people import Person
from tests.support.picture import a_picture

PALETTE = Palette("#1f5c4f", "#f3c9bd", "#e9795d")
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenständer"
PAGE = 24
WORDS = "Calculus Statistics Bread Guitar Portrait Gardening Chess Welding".split()
SERVICES = {PAGE: "resting", PAGE + 1: "removed", PAGE + 2: "drawn", PAGE + 3: "picture"}
NAMES = {PAGE + 2: f"{LONG_WORD} for beginners", PAGE + 3: f"Advanced {LONG_WORD}"}
PEOPLE = "dora moe theo sela mia pim ben hal".split()


@dataclass
class Fair:
    people: dict[str, Person]
    full: str = ""
    """Public, and everything is in it: two pages of services and of members, new rules, and an offered handover."""
    bare: str = ""
    """Private, and nothing is in it."""
    closed: str = ""
    services: dict[str, UUID] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """What else stands in addresses."""

    def __getitem__(self, name: str) -> Person:
        return self.people[name]

    def address(self, pattern: str) -> str:
        """`/m/{full}` or `/services/{drawn}`, filled in."""
        slugs = {"full": self.full, "bare": self.bare, "closed": self.closed, "mia": self["mia"].id}
        return pattern.format(**slugs, **self.services, **self.names)


def build_fair(backstage: Backstage) -> Fair:
    """Dora designs, Moe moderates, Theo keeps the money, Sela sells, Mia is a member, Pim waits, Ben is banned, and Hal
    is to take over; Nell is new, and Stan is staff."""
    fair = Fair({name: backstage.person(name, designer=name in {"dora", "hal"}) for name in PEOPLE})
    fair.people |= {"nell": backstage.person("nell"), "stan": backstage.person("stan", staff=True)}
    with backstage.work():
        _open(fair)
        _fill_with_people(fair)
        _fill_with_services(fair)
        _invite(fair)
        change_rules(fair.full, fair["dora"].id, _rules(house_percent=Decimal("2.5")), seen=1)
        offer_marketplace(fair.full, fair["dora"].id, "hal")
        archive_marketplace(fair.closed, fair["dora"].id)
        _crowd(fair)
    for alt in ("A blackboard full of chalk", ""):
        with backstage.work():
            add_picture(fair.services["picture"], fair["sela"].id, a_picture(), alt)
    return fair


def _rules(**more: Any) -> Rules:
    return Rules(private=False, approval=True, **more)


def _open(fair: Fair) -> None:
    look: dict[str, Any] = {"palette": PALETTE, "pattern": "scales"}
    dora = fair["dora"].id
    about = f"Neighbours teach neighbours: {LONG_WORD}. " * 3
    fair.full = create_marketplace(dora, title=f"Fair of {LONG_WORD}", description=about, rules=_rules(), **look)
    fair.bare = create_marketplace(dora, title="Bare", description="Nothing yet.", rules=Rules(), **look)
    fair.closed = create_marketplace(dora, title="Closed", description="It was good.", rules=Rules(), **look)


def _fill_with_people(fair: Fair) -> None:
    dora = fair["dora"].id
    for name in ("moe", "theo", "sela", "mia", "ben"):
        join_marketplace(fair.full, fair[name].id)
        admit(fair.full, dora, fair[name].id)
    join_marketplace(fair.full, fair["pim"].id, message=f"I know {LONG_WORD}, and would like to learn more.")
    change_role(fair.full, dora, fair["moe"].id, "moderator")
    change_role(fair.full, dora, fair["theo"].id, "treasurer")
    ban(fair.full, dora, fair["ben"].id)


def _crowd(fair: Fair) -> None:
    """A second page of members, without all that joining does."""
    market, keys = standing_at(fair.full, fair["dora"].id).marketplace, [new_id() for _ in range(PAGE)]
    name = {"first_name": LONG_WORD[:40], "last_name": "von und zu"}
    active = {"marketplace_id": market.id, "status": "active", "role": "member", "rules_version": market.rules_version}
    for table, rows in {
        User: [{"id": key, "email": f"member-{n}@example.org", "password": "!"} for n, key in enumerate(keys)],
        Profile: [{"user_id": key, "username": f"member-{n}"} | name for n, key in enumerate(keys)],
        Membership: [{"id": new_id(), "user_id": key} | active for key in keys],
    }.items():
        db.session.execute(insert(table), rows)
    market.member_count += len(keys)


def _fill_with_services(fair: Fair) -> None:
    category, *_ = [add_category(fair.full, fair["dora"].id, name) for name in ("Music", "Bread", LONG_WORD[:40])]
    fair.names["category"] = str(category)
    for number in range(PAGE + 4):
        name = NAMES.get(number, f"{WORDS[number % len(WORDS)]} lesson {number}")
        key = _service(fair, name, Decimal(number * 5), category)
        fair.services[SERVICES.get(number, str(key))] = key
    change_availability(fair.services["resting"], fair["sela"].id, available=False)
    take_down(fair.services["removed"], fair["moe"].id)
    for name in ("drawn", "picture", "resting"):
        add_favourite(fair.services[name], fair["mia"].id)


def _service(fair: Fair, name: str, price: Decimal, category: UUID) -> UUID:
    description = f"# What you learn\n\n- *{LONG_WORD}*\n- [More](https://example.org/)\n\n> As far as you like.\n"
    offered: dict[str, Any] = {"name": name, "description": description, "price": price}
    return create_service(fair.full, fair["sela"].id, category_id=category, **offered)


def _invite(fair: Fair) -> None:
    dora, week = fair["dora"].id, timedelta(days=7)
    open_one = make_invitation(fair.full, dora, most_uses=5, expires_in=week, note=f"For {LONG_WORD}")
    fair.names["open"] = urlsplit(invitation_link(open_one)).path
    revoked = make_invitation(fair.full, dora, most_uses=None, expires_in=None)
    revoke_invitation(fair.full, dora, revoked)
    fair.names["dead"] = urlsplit(invitation_link(revoked)).path
    make_invitation(fair.full, dora, most_uses=1, expires_in=week, email="a-very-long-address@example.org")
