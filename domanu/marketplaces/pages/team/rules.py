"""The rules, with a preview of what members will read, and what they will be told has changed."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import the_user
from domanu.core.http import go, render
from domanu.core.limits import limit
from domanu.profiles.visitor import own_profile

from ...access import Standing
from ...edge import for_team, standing_here
from ...errors import CurrencyInUse, RulesChanged
from ...forms import RulesForm
from ...operations.rules import change_rules
from ...questions import answers_to
from ...words import changed_topics
from ..preview import sentences_of
from .about import about

IN_FORCE = "The new rules are in force. A mail tells the members what has changed."


def add_pages(blueprint: Blueprint) -> None:
    here = "/m/<slug>/team/rules"
    blueprint.add_url_rule(here, view_func=rules, methods=["GET", "POST"])
    blueprint.add_url_rule(f"{here}/preview", view_func=preview_rules, methods=["POST"])


@for_team("can_design")
def rules(standing: Standing) -> ResponseReturnValue:
    market = standing.marketplace
    form = RulesForm(data={**answers_to(market.rules), "version": market.rules_version})
    before = market.rules
    if form.validate_on_submit() and _is_saved(standing, form):
        is_same = form.read_rules() == before
        said = "Nothing was different, so nothing has changed." if is_same else IN_FORCE
        return go(url_for("marketplaces.rules", slug=market.slug), said, mood="calm" if is_same else "good")
    return _page(standing, form, "form", 422 if form.is_submitted() else 200)


@for_team("can_design")
def preview_rules(standing: Standing) -> ResponseReturnValue:
    """Nothing is kept."""
    form = RulesForm()
    form.validate()
    return _page(standing, form, "preview")


def _is_saved(standing: Standing, form: RulesForm) -> bool:
    slug, seen = standing.marketplace.slug, form.seen
    limit("rules", 20, timedelta(days=1), by=str(standing.marketplace.id))  # each change is a mail to every member
    try:
        change_rules(slug, the_user().id, form.read_rules(), seen=-1 if seen is None else seen)
    except RulesChanged:
        form.form_errors.append(
            "The rules were changed elsewhere since you opened this page. Check what is below, and save it again."
        )
        form.version.data = str(standing_here(slug).marketplace.rules_version)
        form.version.raw_data = None
    except CurrencyInUse:
        form.currency.errors = [f"Prices here are in {standing.marketplace.currency} already, so it has to stay."]
    else:
        return True
    return False


def _page(standing: Standing, form: RulesForm, block: str, status: int = 200) -> ResponseReturnValue:
    market = standing.marketplace
    return render(
        "marketplaces/team/rules.html",
        block,
        status,
        **about(standing),
        form=form,
        sentences=sentences_of(form, own_profile().first_name),
        changed=changed_topics(market.rules, form.read_rules()),
    )
