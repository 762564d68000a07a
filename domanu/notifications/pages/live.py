"""The stream of whoever looks at a page."""

from __future__ import annotations

import re
from functools import partial

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from domanu.auth.operations.sessions import load_user
from domanu.auth.session import signed_in_user
from domanu.core.live import open_stream

AGE = re.compile(r"[0-9]{1,15}")


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/live", view_func=live)


def live() -> ResponseReturnValue:
    """A browser that is answered without content asks no more: nobody is signed in there."""
    user = signed_in_user()
    if user is None:
        return Response(status=204)
    age = request.args.get("age", "")
    seconds = int(age) / 1000 if AGE.fullmatch(age) else float("inf")
    return open_stream(user.id, age=seconds, may_stay=partial(_is_signed_in, user.visit.token))


def _is_signed_in(token: str) -> bool:
    """Whoever has signed out, here or from afar, or was shut out, is told nothing more."""
    return load_user(token) is not None
