"""Who asks to join, longest waiting first."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import the_user
from domanu.core.http import go, render, wants_fragment

from ...access import Standing
from ...edge import for_team
from ...operations.members import members
from ...operations.memberships import admit as let_in
from ...operations.memberships import decline as turn_down
from .about import about


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/m/<slug>/team", view_func=team)
    blueprint.add_url_rule("/m/<slug>/team/requests", view_func=requests)
    blueprint.add_url_rule("/m/<slug>/team/requests/<uuid:key>/approval", view_func=admit, methods=["POST"])
    blueprint.add_url_rule("/m/<slug>/team/requests/<uuid:key>/refusal", view_func=decline, methods=["POST"])


@for_team("can_see_members")
def team(standing: Standing) -> ResponseReturnValue:
    first = "requests" if standing.can_moderate else "members"
    return go(url_for(f"marketplaces.{first}", slug=standing.marketplace.slug))


@for_team("can_moderate")
def requests(standing: Standing) -> ResponseReturnValue:
    return _list(standing, request.args.get("after"))


@for_team("can_moderate")
def admit(standing: Standing, key: UUID) -> ResponseReturnValue:
    let_in(standing.marketplace.slug, the_user().id, key)
    return _told(standing, "They are a member now, and a mail tells them.")


@for_team("can_moderate")
def decline(standing: Standing, key: UUID) -> ResponseReturnValue:
    turn_down(standing.marketplace.slug, the_user().id, key)
    return _told(standing, "Declined. A mail tells them.")


def _told(standing: Standing, said: str) -> ResponseReturnValue:
    if wants_fragment():
        return _list(standing, said=said)
    return go(url_for("marketplaces.requests", slug=standing.marketplace.slug), said)


def _list(standing: Standing, after: str | None = None, said: str = "") -> ResponseReturnValue:
    page = members(standing.marketplace.slug, the_user().id, status="pending", after=after)
    if after and not page.rows and not wants_fragment():
        return go(url_for("marketplaces.requests", slug=standing.marketplace.slug))
    block = "more" if after else "requests"
    return render(
        "marketplaces/team/requests.html",
        block,
        **about(standing),
        page=page,
        asked_after=after,
        said=said,
    )
