from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, session, url_for
from flask.typing import ResponseReturnValue

from domanu.core.http import go, render
from domanu.core.limits import limit

from ..addresses import normal_email
from ..errors import LinkDead
from ..forms import EmailForm, ResetForm
from ..operations.resets import ask_for_reset, is_reset_open, reset_password
from ..passwords import hash_password

HOUR = timedelta(hours=1)


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/password/forgotten", view_func=forgotten, methods=["GET", "POST"])
    blueprint.add_url_rule("/password/reset/<token>", view_func=reset, methods=["GET", "POST"])


def forgotten() -> ResponseReturnValue:
    form = EmailForm()
    if form.is_submitted():
        limit("forgotten", 20, HOUR)
    if not form.validate_on_submit():
        return render("auth/forgotten.html", "form", 422 if form.is_submitted() else 200, form=form)
    email = form.email.data or ""
    limit("forgotten-address", 5, HOUR, by=normal_email(email))
    ask_for_reset(email)
    session["mailed"] = email
    return go(url_for("auth.sent"))


def reset(token: str) -> ResponseReturnValue:
    form = ResetForm()
    if not is_reset_open(token):
        return _link_dead()
    if not form.validate_on_submit():
        return render("auth/reset.html", "form", 422 if form.is_submitted() else 200, form=form)
    password = hash_password(form.password.data or "")
    try:
        reset_password(token, password)
    except LinkDead:
        return _link_dead()
    return go(
        url_for("auth.sign_in"),
        "Your password is changed, and you are signed out everywhere. Sign in with the new one.",
    )


def _link_dead() -> ResponseReturnValue:
    return render("auth/link_dead.html", status=410, again=url_for("auth.forgotten"))
