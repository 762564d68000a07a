from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import the_user
from domanu.core.http import go, render
from domanu.core.limits import limit
from domanu.marketplaces.access import Standing
from domanu.marketplaces.edge import for_confirmed
from domanu.marketplaces.errors import RulesChanged
from domanu.marketplaces.operations.categories import categories_of

from ..errors import NoSuchCategory
from ..forms import ServiceForm
from ..operations.services import create_service, demand_can_sell
from .preview import wants_preview, with_preview

ON_SALE = "It is on sale. This is how everybody sees it. Now you can let people book times of it."
AGREE = "The rules have changed since you agreed to them. Read what is new and agree, then you can sell."


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/m/<slug>/services/new", view_func=create, methods=["GET", "POST"])


@for_confirmed
def create(standing: Standing) -> ResponseReturnValue:
    form, slug = ServiceForm(), standing.marketplace.slug
    form.category.fill(categories_of(standing.marketplace.id))
    try:
        demand_can_sell(standing)
        if wants_preview(form):
            return _page(standing, form, "preview")
        if form.validate_on_submit() and (key := _created(slug, form)):
            return go(url_for("services.show", key=key), ON_SALE)
    except RulesChanged:
        return go(url_for("marketplaces.show", slug=slug, _anchor="rules"), AGREE, mood="calm")
    return _page(standing, form, "form", 422 if form.is_submitted() else 200)


def _created(slug: str, form: ServiceForm) -> object:
    limit("service", 120, timedelta(hours=1), by=str(the_user().id))
    try:
        return create_service(slug, the_user().id, **form.values)
    except NoSuchCategory:
        form.category.miss()
    return None


def _page(standing: Standing, form: ServiceForm, block: str, status: int = 200) -> ResponseReturnValue:
    context: dict[str, Any] = {"standing": standing, "market": standing.marketplace, "form": form}
    return render("services/new.html", block, status, **context, **with_preview(form, standing.marketplace))
