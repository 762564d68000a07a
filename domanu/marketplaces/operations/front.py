"""What the front of a marketplace tells beside the standing of whoever reads it, in one statement."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, literal, select

from domanu.core.db import db
from domanu.profiles.models import Profile

from ..access import Standing
from ..models import Membership, RulesVersion
from ..rules import Rules, rules_from_json

MOST_COUNTED = 100


class Front(NamedTuple):
    designer: Profile
    agreed: Rules | None
    """What the reader has agreed to, if the rules are others now and they have yet to say yes."""
    waiting: int
    """How many ask to join, for whoever answers them; nobody counts further than a hundred."""


def read_front(standing: Standing) -> Front:
    market = standing.marketplace
    older = and_(RulesVersion.marketplace_id == market.id, RulesVersion.version == _version_to_tell(standing))
    query = select(Profile, RulesVersion.rules, _waiting(standing)).outerjoin(RulesVersion, older)
    row = db.session.execute(query.where(Profile.user_id == market.designer_id)).one()
    return Front(row[0], rules_from_json(row[1]) if row[1] else None, row[2])


def _version_to_tell(standing: Standing) -> int:
    """0, which there is not, if there is nothing to tell."""
    if standing.membership is None or standing.status not in {"active", "pending"} or standing.agrees:
        return 0
    return standing.membership.rules_version


def _waiting(standing: Standing) -> ColumnElement[int]:
    if not standing.can_moderate:
        return literal(0)
    here = (Membership.marketplace_id == standing.marketplace.id, Membership.status == "pending")
    some = select(Membership.id).where(*here).limit(MOST_COUNTED).subquery()
    return select(func.count()).select_from(some).scalar_subquery()
