"""What is told at the front of a marketplace: who runs it, and its rules in words."""

from __future__ import annotations

from typing import Any

from ..access import Standing
from ..forms import AgreementForm, JoinForm
from ..operations.front import read_front
from ..words import said_before, tell_rules


def front_of(standing: Standing) -> dict[str, Any]:
    market, front = standing.marketplace, read_front(standing)
    name = front.designer.first_name
    return {
        "standing": standing,
        "market": market,
        "designer": front.designer,
        "waiting": front.waiting,
        "sentences": tell_rules(market.rules, name),
        "changed": said_before(front.agreed, market.rules, name) if front.agreed else {},
    } | _forms(standing)


def _forms(standing: Standing) -> dict[str, Any]:
    """A visitor presses nothing here, and without a form there is no cookie: the page can be kept for all of them."""
    if standing.user_id is None:
        return {}
    version = standing.marketplace.rules_version
    return {
        "join_form": JoinForm(formdata=None, version=version),
        "agreement_form": AgreementForm(formdata=None, version=version),
    }
