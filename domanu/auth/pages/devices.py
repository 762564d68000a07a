from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue

from domanu.core.http import go, render, wants_fragment

from ..operations import sessions
from ..session import signed_in_only, the_user


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/account/devices", view_func=devices)
    blueprint.add_url_rule("/account/devices/<uuid:key>/removal", view_func=remove_device, methods=["POST"])
    blueprint.add_url_rule("/account/devices/removal", view_func=remove_other_devices, methods=["POST"])


@signed_in_only
def devices() -> ResponseReturnValue:
    return _list()


@signed_in_only
def remove_device(key: UUID) -> ResponseReturnValue:
    user = the_user()
    if key == user.visit.session_id or not sessions.end_session(user.id, key):
        abort(404)
    return _done("That device is signed out.")


@signed_in_only
def remove_other_devices() -> ResponseReturnValue:
    sessions.end_other_sessions(the_user().id, the_user().visit.session_id)
    return _done("Every other device is signed out.")


def _list(said: str = "") -> ResponseReturnValue:
    user = the_user()
    return render(
        "auth/devices.html", "devices", devices=sessions.devices(user.id), here=user.visit.session_id, said=said
    )


def _done(said: str) -> ResponseReturnValue:
    """For htmx the list takes the place of itself; others are sent on to it."""
    return _list(said) if wants_fragment() else go(url_for("auth.devices"), said)
