"""The categories that sellers choose from, in the order that the designer gives them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import the_user
from domanu.core.http import go, render, wants_fragment
from domanu.core.refusals import Hidden

from ...access import Standing
from ...edge import for_team
from ...errors import CategoryTaken, TooManyCategories
from ...forms import CategoryForm
from ...models import Category
from ...operations.categories import add_category, categories_of, move_category, remove_category, rename_category
from .about import about


def add_pages(blueprint: Blueprint) -> None:
    here, one = "/m/<slug>/team/categories", "/m/<slug>/team/categories/<uuid:key>"
    blueprint.add_url_rule(here, view_func=categories, methods=["GET"])
    blueprint.add_url_rule(here, "add_category", add, methods=["POST"])
    blueprint.add_url_rule(f"{one}/name", "rename_category", rename, methods=["GET", "POST"])
    blueprint.add_url_rule(f"{one}/position", "move_category", move, methods=["POST"])
    blueprint.add_url_rule(f"{one}/removal", view_func=removing_category, methods=["GET"])
    blueprint.add_url_rule(f"{one}/removal", "remove_category", remove, methods=["POST"])


@for_team("can_design")
def categories(standing: Standing) -> ResponseReturnValue:
    return _list(standing)


@for_team("can_design")
def add(standing: Standing) -> ResponseReturnValue:
    form = CategoryForm()
    if form.validate_on_submit() and _is_added(standing, form):
        return _told(standing, f"{form.name.data} is added.")
    return _list(standing, form, status=422)


@for_team("can_design")
def rename(standing: Standing, key: UUID) -> ResponseReturnValue:
    """On a page of its own."""
    market, category = standing.marketplace, _category(standing, key)
    form = CategoryForm(name=category.name)
    if form.validate_on_submit() and _is_renamed(standing, key, form):
        return go(url_for("marketplaces.categories", slug=market.slug), f"It is called {form.name.data} now.")
    status = 422 if form.is_submitted() else 200
    context: dict[str, Any] = {**about(standing), "form": form, "category": category}
    return render("marketplaces/team/category.html", "form", status, **context)


@for_team("can_design")
def move(standing: Standing, key: UUID) -> ResponseReturnValue:
    is_up = request.form.get("to") == "up"
    move_category(standing.marketplace.slug, the_user().id, key, up=is_up)
    return _told(standing, "Moved up." if is_up else "Moved down.")


@for_team("can_design")
def removing_category(standing: Standing, key: UUID) -> ResponseReturnValue:
    """The question."""
    category = _category(standing, key)
    return render("marketplaces/team/removing_category.html", **about(standing), category=category)


@for_team("can_design")
def remove(standing: Standing, key: UUID) -> ResponseReturnValue:
    slug = standing.marketplace.slug
    remove_category(slug, the_user().id, key)
    return go(url_for("marketplaces.categories", slug=slug), "Removed. What was in it is in no category now.")


def _category(standing: Standing, key: UUID) -> Category:
    category = next((row for row in categories_of(standing.marketplace.id) if row.id == key), None)
    if category is None:
        raise Hidden
    return category


def _is_added(standing: Standing, form: CategoryForm) -> bool:
    try:
        add_category(standing.marketplace.slug, the_user().id, form.name.data or "")
    except CategoryTaken:
        form.name.errors = ["There is a category of that name already."]
    except TooManyCategories:
        form.name.errors = ["There is no room for more categories. Remove one first."]
    else:
        return True
    return False


def _is_renamed(standing: Standing, key: UUID, form: CategoryForm) -> bool:
    try:
        rename_category(standing.marketplace.slug, the_user().id, key, form.name.data or "")
    except CategoryTaken:
        form.name.errors = ["Another category has that name already."]
        return False
    return True


def _told(standing: Standing, said: str) -> ResponseReturnValue:
    if wants_fragment():
        return _list(standing, said=said)
    return go(url_for("marketplaces.categories", slug=standing.marketplace.slug), said)


def _list(
    standing: Standing, form: CategoryForm | None = None, status: int = 200, said: str = ""
) -> ResponseReturnValue:
    market = standing.marketplace
    form = form or CategoryForm(formdata=None)
    rows = categories_of(market.id)
    context: dict[str, Any] = {**about(standing), "form": form, "categories": rows, "said": said}
    return render("marketplaces/team/categories.html", "categories", status, **context)
