"""What people do with an account that they have."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue
from wtforms import PasswordField

from domanu.core.files import files
from domanu.core.http import go, render
from domanu.core.limits import limit

from ..addresses import normal_email
from ..errors import NotYet, PasswordStale
from ..forms import ChangeEmailForm, ChangePasswordForm, CloseForm, PlainForm
from ..operations.accounts import close_account
from ..operations.confirmations import update_email
from ..operations.resets import update_password
from ..passwords import hash_password, is_password
from ..session import sign_out, signed_in_only, the_user, user_data

WINDOW = timedelta(minutes=15)


def add_pages(blueprint: Blueprint) -> None:
    both = ["GET", "POST"]
    blueprint.add_url_rule("/account", view_func=account)
    blueprint.add_url_rule("/account/email", view_func=email, methods=both)
    blueprint.add_url_rule("/account/password", view_func=password, methods=both)
    blueprint.add_url_rule("/account/export", view_func=export, methods=both)
    blueprint.add_url_rule("/account/closing", view_func=closing, methods=both)


@signed_in_only
def account() -> ResponseReturnValue:
    return render("auth/account.html", user=the_user())


@signed_in_only
def email() -> ResponseReturnValue:
    form = ChangeEmailForm()
    if form.validate_on_submit() and _is_another(form) and _is_own(form.password):
        new = form.email.data or ""
        limit("change-address", 5, timedelta(hours=1), by=str(the_user().id))
        limit("register-address", 5, timedelta(hours=1), by=normal_email(new))
        update_email(the_user().id, new)
        return go(url_for("auth.account"), f"We sent a mail to {new}. Press the button in it and that is your address.")
    return render("auth/email.html", "form", 422 if form.is_submitted() else 200, form=form, user=the_user())


@signed_in_only
def password() -> ResponseReturnValue:
    form = ChangePasswordForm()
    if form.is_submitted():
        limit("new-password", 20, WINDOW, by=str(the_user().id))
    if form.validate_on_submit() and _is_own(form.old) and _is_changed(form):
        return go(url_for("auth.account"), "Your password is changed. Every other device is signed out.")
    return render("auth/password.html", "form", 422 if form.is_submitted() else 200, form=form)


@signed_in_only
def export() -> ResponseReturnValue:
    form = PlainForm()
    if not form.validate_on_submit():
        return render("auth/export.html", form=form)
    limit("export", 10, timedelta(hours=1), by=str(the_user().id))
    return _as_zip(user_data() or {})


@signed_in_only
def closing() -> ResponseReturnValue:
    form = CloseForm()
    if form.validate_on_submit() and _is_own(form.password):
        leaver = the_user().id
        try:
            close_account(leaver)
        except NotYet as refusal:
            form.form_errors.append(str(refusal))
        else:
            sign_out()
            return go(url_for("home.index"), "Your account is closed. Goodbye, and thank you.")
    return render("auth/closing.html", "form", 422 if form.is_submitted() else 200, form=form)


def _is_another(form: ChangeEmailForm) -> bool:
    if normal_email(form.email.data or "") != the_user().email:
        return True
    form.email.errors = ["That is your address already."]
    return False


def _is_changed(form: ChangePasswordForm) -> bool:
    user, new = the_user(), hash_password(form.password.data or "")
    try:
        update_password(user.id, new, known=user.password, keep_session=user.visit.session_id)
    except PasswordStale:
        form.old.errors = ["Your password was changed elsewhere a moment ago."]
        return False
    return True


def _is_own(field: PasswordField) -> bool:
    """Whoever holds an open session must still know the password to take the account over."""
    limit("own-password", 10, WINDOW, by=str(the_user().id))
    if is_password(field.data or "", the_user().password):
        return True
    field.errors = ["That is not your password."]
    return False


def _as_zip(data: dict[str, object]) -> Response:
    """One JSON file, and the pictures that it names."""
    text = json.dumps(data, indent=2, default=str, ensure_ascii=False)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("domanu.json", text)
        for name in _pictures(data):
            if content := files().get(name):
                archive.writestr(name, content)
    headers = {"Content-Disposition": 'attachment; filename="domanu-export.zip"'}
    return Response(out.getvalue(), mimetype="application/zip", headers=headers)


def _pictures(value: object) -> list[str]:
    if isinstance(value, dict):
        named = value.get("pictures", [])
        return [*named, *(name for other in value.values() for name in _pictures(other))]
    return []
