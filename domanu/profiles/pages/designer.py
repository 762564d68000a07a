from __future__ import annotations

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.forms import PlainForm
from domanu.auth.session import confirmed_only, the_user
from domanu.config import settings
from domanu.core.http import go, render
from domanu.core.process import NotPossible

from ..errors import AlreadyAsked, NotSelfService
from ..forms import DesignerRequestForm
from ..operations.designing import make_designer, open_request, request_designer, withdraw_request
from ..visitor import own_profile


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/designer", view_func=designer, methods=["GET", "POST"])
    blueprint.add_url_rule("/designer/request", view_func=request_designing, methods=["POST"])
    blueprint.add_url_rule("/designer/request/removal", view_func=withdraw, methods=["POST"])


@confirmed_only
def designer() -> ResponseReturnValue:
    if PlainForm().validate_on_submit():
        try:
            make_designer(the_user().id, policy=settings().designers, actor_id=the_user().id)
        except NotSelfService:
            abort(403)
        return go(url_for("profiles.designer"), "You are a designer now.")
    return _page(DesignerRequestForm())


@confirmed_only
def request_designing() -> ResponseReturnValue:
    if settings().designers != "request":
        abort(403)
    form = DesignerRequestForm()
    if not form.validate_on_submit():
        return _page(form, 422)
    try:
        request_designer(the_user().id, form.reason.data or "")
    except AlreadyAsked:
        return go(url_for("profiles.designer"), "You have asked already. We will write to you.", mood="bad")
    return go(url_for("profiles.designer"), "Your request is sent. We will write to you.")


@confirmed_only
def withdraw() -> ResponseReturnValue:
    try:
        withdraw_request(the_user().id)
    except NotPossible:
        return go(url_for("profiles.designer"), "None of your requests is waiting any longer.", mood="bad")
    return go(url_for("profiles.designer"), "Your request is withdrawn.")


def _page(form: DesignerRequestForm, status: int = 200) -> ResponseReturnValue:
    asked, policy = open_request(the_user().id), settings().designers
    return render(
        "profiles/designer.html", "form", status, form=form, profile=own_profile(), policy=policy, asked=asked
    )
