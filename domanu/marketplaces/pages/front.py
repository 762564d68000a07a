"""What is told at the front of a marketplace: who runs it, and its rules in words."""

from __future__ import annotations

from typing import Any

from domanu.profiles import profile_of

from ..access import Standing
from ..forms import AgreementForm, JoinForm
from ..operations.rules import rules_since
from ..words import changed_topics, tell_rules


def front_of(standing: Standing) -> dict[str, Any]:
    market = standing.marketplace
    designer = profile_of(market.designer_id)
    return {
        "standing": standing,
        "market": market,
        "designer": designer,
        "sentences": tell_rules(market.rules, designer.first_name),
        "changed": changed_since(standing),
        "join_form": JoinForm(formdata=None, version=market.rules_version),
        "agreement_form": AgreementForm(formdata=None, version=market.rules_version),
    }


def changed_since(standing: Standing) -> set[str]:
    """Which sentences read otherwise than those that this member has agreed to."""
    if standing.membership is None or standing.agrees or standing.status not in {"active", "pending"}:
        return set()
    market = standing.marketplace
    return changed_topics(rules_since(market.id, standing.membership.rules_version), market.rules)
