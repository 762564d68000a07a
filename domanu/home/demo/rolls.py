"""Who was let in before today: written straight into the roll, since nobody has to be told any longer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update

from domanu.core.db import db
from domanu.marketplaces.models import Invitation, Membership, RulesConsent
from domanu.marketplaces.operations.counting import count_members

from .circles import Circle
from .markets import Opened

People = Mapping[str, UUID]


def fill_roll(opened: Opened, circle: Circle, people: People, invitation_id: UUID | None) -> None:
    members = circle.members.split()
    rows = list(_rows(opened, circle))
    shared = {"marketplace_id": opened.id, "invitation_id": invitation_id, "changed_by": opened.designer}
    insert_rows(Membership, [shared | row | {"user_id": people[key]} for key, row in rows])
    consents = [
        {"marketplace_id": opened.id, "user_id": people[key], "version": version}
        for key, row in rows
        for version in range(1, row["rules_version"] + 1)
    ]
    insert_rows(RulesConsent, consents)
    count_members(opened.id, len(members))
    if invitation_id:
        db.session.execute(update(Invitation).where(Invitation.id == invitation_id).values(used=len(rows)))


def _rows(opened: Opened, circle: Circle) -> Iterator[tuple[str, dict[str, Any]]]:
    newest = opened.rules_version
    for key in circle.members.split():
        version = newest - (key in circle.behind.split())
        role = circle.roles.get(key, "member")
        yield key, {"status": "active", "role": role, "rules_version": version, "before_ban": None}
    for key in circle.banned.split():
        yield key, {"status": "banned", "role": "member", "rules_version": 1, "before_ban": "active"}
    for key in circle.left.split():
        yield key, {"status": "left", "role": "member", "rules_version": 1, "before_ban": None}


def insert_rows(table: type[Any], rows: list[dict[str, Any]]) -> None:
    """In few statements: without the option, each row that has a nothing in another column needs one of its own."""
    db.session.execute(insert(table), rows, execution_options={"render_nulls": True})
