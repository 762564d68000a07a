"""The wrapped request: run the view, commit, then answer; run it again when the database asks for that."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, current_app, g, make_response, request, session
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError

from .db import db

TRIES = 3
AGAIN = frozenset({"40001", "40P01"})  # a serialization failure, a deadlock
FAILURE = 400
OF_THE_REQUEST = frozenset({"began", "request_id"})  # the log tells of the request, not of its last attempt


def run(view: Callable[[], ResponseReturnValue]) -> Response:
    """An answer of 400 or more, like an exception, leaves nothing behind."""
    for left in reversed(range(TRIES)):
        try:
            response = make_response(view())
            _end(good=response.status_code < FAILURE)
        except DBAPIError as error:
            db.session.rollback()
            if not left or getattr(error.orig, "sqlstate", None) not in AGAIN:
                raise
            _forget_attempt()
        except BaseException:
            db.session.rollback()
            raise
        else:
            return response
    raise AssertionError("unreachable")


def _end(*, good: bool) -> None:
    """A view that asked the database nothing has no session to end, and none is made for it."""
    if db.session.registry.has():
        if good:
            db.session.commit()
        else:
            db.session.rollback()


def _forget_attempt() -> None:
    """The next attempt starts from the request as it came in: its cookie and files, and nobody loaded yet."""
    for name in set(g) - OF_THE_REQUEST:
        g.pop(name)
    for uploads in request.files.listvalues():
        for upload in uploads:
            upload.seek(0)
    sent = current_app.session_interface.open_session(current_app, request)
    session.clear()
    session.update(sent or {})
    request_ctx.flashes = None
