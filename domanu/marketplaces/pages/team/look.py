"""Its name, what it is for, and how it hangs in the street."""

from __future__ import annotations

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import the_user
from domanu.core.http import go, render, wants_fragment

from ...access import Standing
from ...edge import for_team
from ...forms import LookForm
from ...looks import PALETTES
from ...operations.marketplaces import update_marketplace
from ...questions import look_of
from ..preview import stall_of
from .about import about


def add_pages(blueprint: Blueprint) -> None:
    here = "/m/<slug>/team/look"
    blueprint.add_url_rule(here, view_func=look, methods=["GET", "POST"])
    blueprint.add_url_rule(f"{here}/preview", view_func=preview_look, methods=["POST"])


@for_team("can_design")
def look(standing: Standing) -> ResponseReturnValue:
    market = standing.marketplace
    form = LookForm(data=look_of(market))
    if form.validate_on_submit():
        update_marketplace(
            market.slug,
            the_user().id,
            title=form.title.data or "",
            description=form.description.data or "",
            palette=form.read_palette(),
            pattern=form.read_pattern(),
        )
        return go(url_for("marketplaces.look", slug=market.slug), "That is how it looks now.")
    return _page(standing, form, "form", 422 if form.is_submitted() else 200)


@for_team("can_design")
def preview_look(standing: Standing) -> ResponseReturnValue:
    """Nothing is kept."""
    form = LookForm()
    form.validate()
    return _page(standing, form, "preview")


def _page(standing: Standing, form: LookForm, block: str, status: int = 200) -> ResponseReturnValue:
    market = standing.marketplace
    known = {name: getattr(market, name) for name in ("private", "approval", "member_count", "service_count")}
    return render(
        "marketplaces/team/look.html",
        block,
        status,
        **about(standing),
        form=form,
        stall=stall_of(form, **known),
        palettes=PALETTES,
        is_again=wants_fragment(),
    )
