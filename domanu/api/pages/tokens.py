"""Tokens for programs: made, listed, revoked."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.passwords import is_password
from domanu.auth.session import confirmed_only, the_user
from domanu.core.http import go, render, wants_fragment
from domanu.core.limits import limit
from domanu.core.time import now

from ..errors import TooManyTokens
from ..forms import TokenForm
from ..operations.tokens import MOST, make_token, revoke_token, tokens_of
from ..scopes import SCOPES

WINDOW = timedelta(minutes=15)


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/account/tokens", view_func=tokens, methods=["GET", "POST"])
    blueprint.add_url_rule("/account/tokens/<uuid:key>/removal", view_func=revoke, methods=["POST"])


@confirmed_only
def tokens() -> ResponseReturnValue:
    """What was made is shown in this one answer, and never again."""
    form = TokenForm()
    if form.validate_on_submit() and _is_own(form):
        made = _made(form)
        if made:
            return _page(TokenForm(formdata=None), made=made)
    return _page(form, 422 if form.is_submitted() else 200)


@confirmed_only
def revoke(key: UUID) -> ResponseReturnValue:
    if not revoke_token(the_user().id, key):
        abort(404)
    said = "Revoked. Whatever used it is let in no longer."
    if wants_fragment():
        return _page(TokenForm(formdata=None), said=said)
    return go(url_for("programs.tokens"), said)


def _is_own(form: TokenForm) -> bool:
    """A token outlives the session, so an open one is not enough to make it."""
    limit("own-password", 10, WINDOW, by=str(the_user().id))
    if is_password(form.password.data or "", the_user().password):
        return True
    form.password.errors = ["That is not your password."]
    return False


def _made(form: TokenForm) -> str | None:
    name = form.name.data or ""
    try:
        return make_token(the_user().id, name=name, scopes=form.scopes.data or (), expires_in=form.expires_in)
    except TooManyTokens:
        form.form_errors.append(f"There is room for {MOST} tokens. Revoke one that you do not need any longer.")
        return None


def _page(form: TokenForm, status: int = 200, **more: object) -> ResponseReturnValue:
    own = tokens_of(the_user().id)
    context = {"form": form, "tokens": own, "scopes": {scope.name: scope for scope in SCOPES}, "now": now()}
    return render("api/tokens.html", "tokens", status, **context, **more)
