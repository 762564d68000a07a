from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, request, session, url_for
from flask.typing import ResponseReturnValue

from domanu.core.http import go, render, safe_next
from domanu.core.limits import limit

from ..addresses import normal_email
from ..forms import RegisterForm
from ..operations.accounts import create_user
from ..passwords import hash_password
from ..session import signed_in_user

HOUR = timedelta(hours=1)
LONGEST_TARGET = 200


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/register", view_func=register, methods=["GET", "POST"])
    blueprint.add_url_rule("/register/sent", view_func=sent)


def register() -> ResponseReturnValue:
    if signed_in_user():
        return go(url_for("auth.account"))
    form, target = RegisterForm(), _target()
    if form.is_submitted():
        limit("register", 50, HOUR)
    if not form.validate_on_submit():
        return render("auth/register.html", "form", 422 if form.is_submitted() else 200, form=form, target=target)
    email = form.email.data or ""
    limit("register-address", 5, HOUR, by=normal_email(email))
    password = hash_password(form.password.data or "")
    asked = create_user(email, password, first_name=form.first_name.data or "", time_zone=form.zone)
    session["mailed"], session["asked"], session["target"] = email, str(asked), target
    return go(url_for("auth.sent"))


def sent() -> ResponseReturnValue:
    """The same for every address: whether it has an account is told to its own mailbox only."""
    return render("auth/sent.html", email=session.get("mailed"), target=session.get("target"))


def _target() -> str:
    """What the reader wanted before they had an account. It is kept in the cookie, which does not hold much."""
    target = safe_next(request.args.get("next"), "")
    return target if len(target) <= LONGEST_TARGET else ""
