from __future__ import annotations

from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import the_user
from domanu.core.http import go, render
from domanu.core.money import tell_price
from domanu.marketplaces.operations.categories import categories_of

from ..errors import NoSuchCategory, ServiceChanged
from ..forms import ServiceForm
from ..operations.reading import Shown, find_service
from ..operations.services import update_service
from .edge import for_seller
from .preview import wants_preview, with_preview


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/services/<uuid:key>/edit", view_func=edit, methods=["GET", "POST"])


@for_seller
def edit(shown: Shown) -> ResponseReturnValue:
    service = shown.service
    form = ServiceForm(obj=service, category=service.category_id, seen=service.edition)
    form.category.fill(categories_of(service.marketplace_id))
    if wants_preview(form):
        return _page(shown, form, "preview")
    if not form.validate_on_submit():
        return _page(shown, form, "form", 422 if form.is_submitted() else 200)
    try:
        update_service(service.id, the_user().id, seen=form.edition, **form.values)
    except NoSuchCategory:
        form.category.miss()
    except ServiceChanged:
        return _page_of_the_later(service.id, form)
    else:
        return go(url_for("services.show", key=service.id), "Your changes are saved.")
    return _page(shown, form, "form", 422)


def _page_of_the_later(key: Any, form: ServiceForm) -> ResponseReturnValue:
    """Somebody saved it after this form was read: what they have now stands beside what was typed."""
    shown = find_service(key, the_user().id)
    form.seen.data = str(shown.service.edition)
    return _page(shown, form, "form", 422, meanwhile=_differences(shown, form))


def _differences(shown: Shown, form: ServiceForm) -> list[tuple[str, str]]:
    """What is saved now, of all that was typed otherwise."""
    service, currency = shown.service, shown.standing.marketplace.currency
    typed = form.values
    told = {
        "name": ("The name is", service.name),
        "price": ("The price is", tell_price(service.price, currency)),
        "category_id": ("The category is", shown.category or "none of them"),
        "description": ("The description is", service.description or "empty"),
    }
    return [words for field, words in told.items() if typed[field] != getattr(service, field)]


def _page(shown: Shown, form: ServiceForm, block: str, status: int = 200, **more: Any) -> ResponseReturnValue:
    market = shown.standing.marketplace
    context = {"shown": shown, "service": shown.service, "market": market, "form": form}
    return render("services/edit.html", block, status, **context, **with_preview(form, market), **more)
