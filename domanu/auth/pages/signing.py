from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from domanu.core.http import go, render, safe_next
from domanu.core.limits import client, limit

from ..addresses import normal_email
from ..forms import SignInForm
from ..session import Disabled, WrongPassword, signed_in_user
from ..session import sign_in as begin
from ..session import sign_out as end

WINDOW = timedelta(minutes=15)


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/sign-in", view_func=sign_in, methods=["GET", "POST"])
    blueprint.add_url_rule("/sign-out", view_func=sign_out, methods=["POST"])


def sign_in() -> ResponseReturnValue:
    form = SignInForm(next=request.args.get("next"))
    target = safe_next(form.next.data, url_for("home.index"))
    if signed_in_user():
        return go(target)
    if form.is_submitted():
        limit("sign-in", 60, WINDOW)
        limit("sign-in-address", 10, WINDOW, by=f"{client()} {normal_email(form.email.data or '')}")
    if form.validate_on_submit() and _is_let_in(form):
        return go(target, "You are signed in.")
    return render("auth/sign_in.html", "form", 422 if form.is_submitted() else 200, form=form)


def sign_out() -> ResponseReturnValue:
    end()
    return go(url_for("home.index"), "You are signed out.")


def _is_let_in(form: SignInForm) -> bool:
    try:
        begin(form.email.data or "", form.password.data or "", remember=bool(form.remember.data))
    except WrongPassword:
        form.password.errors = ["The address and the password do not go together. Check both."]
    except Disabled:
        form.email.errors = ["This account is disabled. Ask the people who run this site."]
    else:
        return True
    return False
