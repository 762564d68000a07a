from __future__ import annotations

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from domanu.core.http import render, render_kept, wants_fragment
from domanu.profiles import profile_of
from domanu.services.pages.browsing import listing_context

from ..access import Standing, demand_look
from ..edge import for_readers
from ..models import RulesVersion
from ..operations.rules import rules_history
from ..rules import rules_from_json
from ..words import changed_topics, tell_rules
from .front import front_of


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/m/<slug>", view_func=show)
    blueprint.add_url_rule("/m/<slug>/rules", view_func=history)


@for_readers
def show(standing: Standing) -> ResponseReturnValue:
    """For htmx, which searches and filters here, only what is sold."""
    if wants_fragment():
        demand_look(standing)
        sold = listing_context(standing)
        return render_kept("marketplaces/show.html", "services", market=standing.marketplace, **sold)
    sold = listing_context(standing) if standing.can_look else {}
    return render_kept("marketplaces/show.html", **front_of(standing), **sold)


@for_readers
def history(standing: Standing) -> ResponseReturnValue:
    """Every version, the newest first, each beside what it changed."""
    market = standing.marketplace
    designer = profile_of(market.designer_id)
    versions = _told(rules_history(market.id), designer.first_name)
    return render("marketplaces/history.html", standing=standing, market=market, designer=designer, versions=versions)


def _told(kept: list[RulesVersion], designer: str) -> list[dict[str, Any]]:
    rules = [rules_from_json(version.rules) for version in kept]
    before = [*rules[1:], rules[-1]] if rules else []
    return [
        {"kept": version, "sentences": tell_rules(now, designer), "changed": changed_topics(was, now)}
        for version, now, was in zip(kept, rules, before, strict=True)
    ]
