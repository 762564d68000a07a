"""Rules change by versions, and members agree to one of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update

from domanu.core.db import db
from domanu.core.events import emit
from domanu.core.refusals import Hidden
from domanu.core.search import publish

from ..access import Standing, demand, demand_open
from ..errors import CurrencyInUse, RulesChanged
from ..models import INSIDE, Marketplace, Membership, RulesVersion
from ..rules import Rules, rules_from_json
from ..standing import hold_at, standing_at
from .roll import keep_consent


def change_rules(slug: str, actor_id: UUID, rules: Rules, *, seen: int) -> None:
    """`seen` is the version that the form was made from. Deals keep the version that they were made under."""
    standing = hold_at(slug, actor_id)
    demand(standing.can_design)
    demand_open(standing)
    market = standing.marketplace
    if market.rules_version != seen:
        raise RulesChanged
    if rules == market.rules:
        return
    if rules.currency != market.currency:
        _demand_no_prices(standing)
    if market.private and not rules.private:
        publish(market.id)
    version = _write(market, seen, rules)
    db.session.add(RulesVersion(marketplace_id=market.id, version=version, rules=rules.as_json(), made_by=actor_id))
    _agree(market.id, actor_id, version)
    emit("rules.changed", actor_id=actor_id, marketplace_id=market.id, version=version)


def agree_to_rules(slug: str, actor_id: UUID, *, seen: int | None = None) -> None:
    """To those in force; `seen` is the version that was shown to them."""
    standing = standing_at(slug, actor_id)
    demand(standing.status in INSIDE)
    market = standing.marketplace
    if seen is not None and seen != market.rules_version:
        raise RulesChanged
    if standing.agrees:
        return
    _agree(market.id, actor_id, market.rules_version)
    emit("rules.agreed", actor_id=actor_id, marketplace_id=market.id, version=market.rules_version)


def rules_history(marketplace_id: UUID) -> list[RulesVersion]:
    """Newest first."""
    versions = select(RulesVersion).where(RulesVersion.marketplace_id == marketplace_id)
    return list(db.session.scalars(versions.order_by(RulesVersion.version.desc())))


def rules_since(marketplace_id: UUID, version: int) -> Rules:
    """The rules of that version, to tell what has changed since."""
    mine = (RulesVersion.marketplace_id == marketplace_id, RulesVersion.version == version)
    kept: dict[str, Any] | None = db.session.scalar(select(RulesVersion.rules).where(*mine))
    if kept is None:
        raise Hidden
    return rules_from_json(kept)


def _demand_no_prices(standing: Standing) -> None:
    """Services that are not listed at the moment have prices too: whoever keeps them may refuse."""
    market = standing.marketplace
    asked = emit("marketplace.currency_changing", actor_id=standing.user_id, marketplace_id=market.id)
    if market.service_count or any(asked):
        raise CurrencyInUse


def _write(market: Marketplace, seen: int, rules: Rules) -> int:
    mine = (Marketplace.id == market.id, Marketplace.rules_version == seen)
    changes = rules.as_columns() | {"rules_version": seen + 1, "rules_since": func.now()}
    changed = update(Marketplace).where(*mine).values(changes).returning(Marketplace.rules_version)
    version: int | None = db.session.scalar(changed)
    if version is None:
        raise RulesChanged
    return version


def _agree(marketplace_id: UUID, user_id: UUID, version: int) -> None:
    mine = (Membership.marketplace_id == marketplace_id, Membership.user_id == user_id)
    older = update(Membership).where(*mine, Membership.rules_version < version)
    db.session.execute(older.values(rules_version=version, changed_at=Membership.changed_at))
    keep_consent(marketplace_id, user_id, version)
