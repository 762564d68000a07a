from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask import Blueprint, session, url_for
from flask.typing import ResponseReturnValue

from domanu.core.http import go, render, safe_next
from domanu.core.limits import limit

from ..addresses import normal_email
from ..errors import AddressTaken, LinkDead
from ..forms import ConfirmElsewhereForm, ConfirmForm, EmailForm
from ..operations.confirmations import Confirmation, ask_again, confirm_email, find_confirmation
from ..passwords import is_password
from ..session import signed_in_user, start_session

HOUR = timedelta(hours=1)


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/confirm/<token>", view_func=confirm, methods=["GET", "POST"])
    blueprint.add_url_rule("/confirmation", view_func=confirmation, methods=["GET", "POST"])


def confirm(token: str) -> ResponseReturnValue:
    """Reading confirms nothing: mail scanners follow links, people press buttons."""
    try:
        asked = find_confirmation(token)
        form = ConfirmForm() if _is_by_asker(asked) else ConfirmElsewhereForm()
        if not form.validate_on_submit() or not _is_proven(form, asked):
            status = 422 if form.is_submitted() else 200
            return render("auth/confirm.html", "form", status, form=form, asked=asked)
        done = confirm_email(token)
    except LinkDead:
        return render("auth/link_dead.html", status=410, again=url_for("auth.confirmation"))
    except AddressTaken:
        return render("auth/address_taken.html", status=409)
    user = signed_in_user()
    if done.is_change:
        return go(url_for("auth.account" if user else "auth.sign_in"), f"Your address is now {asked.email}.")
    target = safe_next(session.get("target") if _asked_before() == asked.id else None, url_for("profiles.edit"))
    start_session(done.user_id, remember=bool(form.remember.data))
    return go(target, "Your address is confirmed. Welcome!")


def confirmation() -> ResponseReturnValue:
    """Send the mail again."""
    user = signed_in_user()
    if user is not None and user.is_confirmed:
        return go(url_for("auth.account"), "Your address is confirmed already.")
    form = EmailForm(email=user.email if user else None)
    if form.is_submitted():
        limit("confirmation", 20, HOUR)
    if not form.validate_on_submit():
        return render("auth/confirmation.html", "form", 422 if form.is_submitted() else 200, form=form)
    email = normal_email(form.email.data or "")
    limit("register-address", 5, HOUR, by=email)
    session["mailed"] = email
    if asked := ask_again(email, _asked_before()):
        session["asked"] = str(asked)
    return go(url_for("auth.sent"))


def _is_by_asker(asked: Confirmation) -> bool:
    """Whoever changes an address was signed in; whoever registers has a cookie of it in the browser they used."""
    user = signed_in_user()
    return asked.is_change or _asked_before() == asked.id or (user is not None and user.email == asked.email)


def _is_proven(form: ConfirmForm, asked: Confirmation) -> bool:
    """Somebody else may have registered this address: the link alone must not give the account *their* password."""
    if not isinstance(form, ConfirmElsewhereForm):
        return True
    limit("confirm-password", 10, HOUR, by=str(asked.id))
    if is_password(form.password.data or "", asked.password):
        return True
    form.password.errors = ["This link was not asked for with that password. Try the link in our newest mail."]
    return False


def _asked_before() -> UUID | None:
    """The confirmation that this very browser asked for last."""
    return UUID(session["asked"]) if "asked" in session else None
