"""Open a marketplace, and see meanwhile what members will read."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import confirmed_only, the_user
from domanu.core.http import go, render, wants_fragment
from domanu.core.limits import limit
from domanu.profiles.visitor import own_profile

from ..errors import NotADesigner
from ..forms import OpenForm
from ..looks import PALETTES
from ..operations.marketplaces import create_marketplace
from ..questions import answers_to, first_look
from ..rules import Rules
from .preview import changed_last, sentences_of, stall_of


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/marketplaces/new", view_func=open_new, methods=["GET", "POST"])
    blueprint.add_url_rule("/marketplaces/new/preview", view_func=preview, methods=["POST"])


@confirmed_only
def open_new() -> ResponseReturnValue:
    if not own_profile().designer:
        raise NotADesigner
    form = OpenForm(data={**answers_to(Rules()), **first_look()})
    if form.validate_on_submit():
        return _open(form)
    return _page(form, "form", 422 if form.is_submitted() else 200)


@confirmed_only
def preview() -> ResponseReturnValue:
    """For htmx the stall and the sentences; else the whole page, with what was typed. Nothing is kept."""
    form = OpenForm()
    form.validate()
    return _page(form, "preview")


def _open(form: OpenForm) -> ResponseReturnValue:
    title = form.title.data or ""
    limit("open-marketplace", 30, timedelta(days=1), by=str(the_user().id))
    slug = create_marketplace(
        the_user().id,
        title=title,
        description=form.description.data or "",
        rules=form.read_rules(),
        palette=form.read_palette(),
        pattern=form.read_pattern(),
    )
    return go(url_for("marketplaces.show", slug=slug), f"{title} is open. Now invite the first members.")


def _page(form: OpenForm, block: str, status: int = 200) -> ResponseReturnValue:
    rules, sentences = form.read_rules(), sentences_of(form, own_profile().first_name)
    return render(
        "marketplaces/opening.html",
        block,
        status,
        form=form,
        stall=stall_of(form, private=rules.private, approval=rules.approval),
        sentences=sentences,
        changed=changed_last(sentences),
        palettes=PALETTES,
        is_again=wants_fragment(),
    )
