"""Who is in, who was shut out, and what each may do here."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import the_user
from domanu.core.http import go, render, wants_fragment

from ...access import TEAM, Standing, demand
from ...edge import for_team
from ...forms import RoleForm
from ...operations.members import Member, find_member, members
from ...operations.memberships import ban as shut_out
from ...operations.memberships import change_role
from ...operations.memberships import unban as let_back
from .about import about

STATUSES = {"active": "Members", "banned": "Banned", "left": "Left"}


def add_pages(blueprint: Blueprint) -> None:
    one = "/m/<slug>/team/members/<uuid:key>"
    blueprint.add_url_rule("/m/<slug>/team/members", "members", list_members)
    blueprint.add_url_rule(f"{one}/role", view_func=give_role, methods=["POST"])
    blueprint.add_url_rule(f"{one}/ban", view_func=banning, methods=["GET"])
    blueprint.add_url_rule(f"{one}/ban", view_func=ban, methods=["POST"])
    blueprint.add_url_rule(f"{one}/ban/removal", view_func=unban, methods=["POST"])


@for_team("can_see_members")
def list_members(standing: Standing) -> ResponseReturnValue:
    words, after = request.args.get("q", "").replace("\0", "").strip(), request.args.get("after")
    status = request.args.get("status", "")
    status = status if status in STATUSES else "active"
    slug = standing.marketplace.slug
    page = members(slug, the_user().id, status=status, words=words, after=after)
    if after and not page.rows and not wants_fragment():
        return go(url_for("marketplaces.members", slug=slug, q=words or None, status=status))
    asked: dict[str, Any] = {
        "page": page,
        "words": words,
        "which": status,
        "asked_after": after,
        "is_again": wants_fragment(),
    }
    return render("marketplaces/team/members.html", "more" if after else "found", **_about(standing), **asked)


@for_team("can_design")
def give_role(standing: Standing, key: UUID) -> ResponseReturnValue:
    form, slug = RoleForm(), standing.marketplace.slug
    if not form.validate_on_submit():
        abort(400)
    change_role(slug, the_user().id, key, form.role.data)
    member = _member(standing, key)
    said = f"{member.name} is {ROLES_TOLD[form.role.data]} now."
    if wants_fragment():
        return render("marketplaces/team/members.html", "member", **_about(standing), member=member, said=said)
    return go(url_for("marketplaces.members", slug=slug), said)


@for_team("can_moderate")
def banning(standing: Standing, key: UUID) -> ResponseReturnValue:
    """The question."""
    member = _member(standing, key)
    demand(may_ban(standing, member))
    return render("marketplaces/team/banning.html", **_about(standing), member=member)


@for_team("can_moderate")
def ban(standing: Standing, key: UUID) -> ResponseReturnValue:
    shut_out(standing.marketplace.slug, the_user().id, key)
    here = url_for("marketplaces.members", slug=standing.marketplace.slug)
    return go(here, f"{_member(standing, key).name} is banned, and a mail tells them.")


@for_team("can_moderate")
def unban(standing: Standing, key: UUID) -> ResponseReturnValue:
    let_back(standing.marketplace.slug, the_user().id, key)
    here = url_for("marketplaces.members", slug=standing.marketplace.slug, status="banned")
    return go(here, f"{_member(standing, key).name} is no longer banned.")


ROLES_TOLD = {
    "member": "an ordinary member",
    "seller": "a seller",
    "moderator": "a moderator",
    "treasurer": "a treasurer",
}


def may_ban(standing: Standing, member: Member) -> bool:
    """As the operation decides: nobody themselves or the designer, and only the designer those of the team."""
    is_safe = member.user_id in {standing.user_id, standing.marketplace.designer_id}
    is_team = member.role in TEAM and member.status == "active"
    return standing.can_moderate and not is_safe and (standing.is_designer or not is_team)


def _member(standing: Standing, key: UUID) -> Member:
    return find_member(standing.marketplace.slug, the_user().id, key)


def _about(standing: Standing) -> dict[str, Any]:
    return about(standing) | {"may_ban": may_ban, "statuses": STATUSES}
