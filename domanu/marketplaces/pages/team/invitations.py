"""Links into a marketplace: made, copied, mailed and revoked."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.addresses import normal_email
from domanu.auth.session import the_user
from domanu.core.http import go, render, wants_fragment
from domanu.core.limits import limit

from ...access import Standing
from ...edge import for_team
from ...forms import InvitationForm
from ...operations.invitations import invitations as links_of
from ...operations.invitations import make_invitation, revoke_invitation
from .about import about


def add_pages(blueprint: Blueprint) -> None:
    here = "/m/<slug>/team/invitations"
    blueprint.add_url_rule(here, view_func=invitations, methods=["GET"])
    blueprint.add_url_rule(here, view_func=invite, methods=["POST"])
    blueprint.add_url_rule(f"{here}/<uuid:key>/removal", view_func=revoke, methods=["POST"])


@for_team("can_moderate")
def invitations(standing: Standing) -> ResponseReturnValue:
    return _page(standing, InvitationForm())


@for_team("can_moderate")
def invite(standing: Standing) -> ResponseReturnValue:
    form, slug = InvitationForm(), standing.marketplace.slug
    if not form.validate_on_submit():
        return _page(standing, form, "form", 422)
    limit("invite", 60, timedelta(hours=1), by=str(the_user().id))
    email = form.email.data or None
    if email:
        _limit_mails(email)
    make_invitation(
        slug,
        the_user().id,
        most_uses=form.most_uses,
        expires_in=form.expires_in,
        note=form.note.data or "",
        email=email,
    )
    said = f"An invitation is on its way to {email}." if email else "Here is your link. Copy it, and pass it on."
    return go(url_for("marketplaces.invitations", slug=slug), said)


@for_team("can_moderate")
def revoke(standing: Standing, key: UUID) -> ResponseReturnValue:
    slug, said = standing.marketplace.slug, "Revoked. The link lets nobody in any longer."
    revoke_invitation(slug, the_user().id, key)
    if wants_fragment():
        return _page(standing, InvitationForm(), "links", said=said)
    return go(url_for("marketplaces.invitations", slug=slug), said)


def _limit_mails(email: str) -> None:
    """To strangers, with a name and a title that whoever invites has chosen. Counted by sender: one that was counted
    for an address alone would tell that others have invited it."""
    sender, day = str(the_user().id), timedelta(days=1)
    limit("invite-address", 3, day, by=f"{sender} {normal_email(email)}")
    limit("invite-mail", 100, day, by=sender)


def _page(
    standing: Standing, form: InvitationForm, block: str = "links", status: int = 200, said: str = ""
) -> ResponseReturnValue:
    market = standing.marketplace
    links = links_of(market.slug, the_user().id)
    return render(
        "marketplaces/team/invitations.html",
        block,
        status,
        **about(standing),
        form=form,
        links=links,
        said=said,
    )
