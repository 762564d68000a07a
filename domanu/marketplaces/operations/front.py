"""What the front of a marketplace tells beside the standing of whoever reads it, in one statement."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Select, Uuid, and_, bindparam, func, literal, select

from domanu.core.db import db
from domanu.profiles.models import Profile

from ..access import Standing
from ..models import INSIDE, Membership, RulesVersion
from ..rules import Rules, rules_from_json

MOST_COUNTED = 100


class Front(NamedTuple):
    designer: Profile
    agreed: Rules | None
    """What the reader has agreed to, if the rules are others now and they have yet to say yes."""
    waiting: int
    """How many ask to join, for whoever answers them; nobody counts further than a hundred."""


def read_front(standing: Standing) -> Front:
    values = {
        "marketplace_id": standing.marketplace.id,
        "designer_id": standing.marketplace.designer_id,
        "version": _version_to_tell(standing),
    }
    row = db.session.execute(_front(counts=standing.can_moderate), values).one()
    return Front(row[0], rules_from_json(row[1]) if row[1] else None, row[2])


@cache
def _front(*, counts: bool) -> Select[*tuple[Any, ...]]:
    here = bindparam("marketplace_id", type_=Uuid())
    older = and_(RulesVersion.marketplace_id == here, RulesVersion.version == bindparam("version"))
    waiting = _waiting(here) if counts else literal(0)
    told = select(Profile, RulesVersion.rules, waiting).outerjoin(RulesVersion, older)
    return told.where(Profile.user_id == bindparam("designer_id"))


def _version_to_tell(standing: Standing) -> int:
    """0, which there is not, if there is nothing to tell."""
    if standing.membership is None or standing.status not in INSIDE or standing.agrees:
        return 0
    return standing.membership.rules_version


def _waiting(marketplace_id: BindParameter[UUID]) -> ColumnElement[int]:
    there = (Membership.marketplace_id == marketplace_id, Membership.status == "pending")
    some = select(Membership.id).where(*there).limit(MOST_COUNTED).subquery()
    return select(func.count()).select_from(some).scalar_subquery()
