from __future__ import annotations

import io

import pytest
from flask import Flask, Response, abort, flash, request, session
from psycopg.errors import DeadlockDetected, SerializationFailure
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from domanu.core import transaction
from domanu.core.db import db
from domanu.core.events import Event, emit
from domanu.core.log import request_id


def facts() -> int:
    return db.session.scalar(select(func.count()).select_from(Event)) or 0


def conflict(kind: type[Exception] = SerializationFailure) -> OperationalError:
    return OperationalError("UPDATE", {}, kind("try again"))


def test_it_commits(app: Flask) -> None:
    def view() -> str:
        emit("seen")
        return "done"

    with app.test_request_context():
        assert transaction.run(view).status_code == 200
    db.session.rollback()
    assert facts() == 1


@pytest.mark.parametrize("status", [400, 404, 422, 500])
def test_failing_answer_leaves_nothing_behind(app: Flask, status: int) -> None:
    def view() -> Response:
        emit("seen")
        return Response("no", status)

    with app.test_request_context():
        assert transaction.run(view).status_code == status
    assert facts() == 0


def test_exception_leaves_nothing_behind(app: Flask) -> None:
    def view() -> str:
        emit("seen")
        abort(404)

    with app.test_request_context(), pytest.raises(Exception, match="404"):
        transaction.run(view)
    assert facts() == 0


@pytest.mark.parametrize("kind", [SerializationFailure, DeadlockDetected])
def test_conflict_runs_the_view_again_from_the_request_as_it_came(app: Flask, kind: type[Exception]) -> None:
    tries = []

    def view() -> str:
        tries.append(dict(session))
        emit("seen")
        flash("saved")
        session["touched"] = True
        if len(tries) < transaction.TRIES:
            raise conflict(kind)
        return str(session["_flashes"])

    with app.test_request_context():
        assert transaction.run(view).get_data(as_text=True) == "[('message', 'saved')]"
    assert tries == [{}, {}, {}]
    assert facts() == 1


def test_it_gives_up_after_three(app: Flask) -> None:
    tries = []

    def view() -> str:
        tries.append(1)
        raise conflict()

    with app.test_request_context(), pytest.raises(OperationalError):
        transaction.run(view)
    assert len(tries) == 3


def test_other_database_errors_are_not_tried_again(app: Flask) -> None:
    tries = []

    def view() -> str:
        tries.append(1)
        raise conflict(ValueError)

    with app.test_request_context(), pytest.raises(OperationalError):
        transaction.run(view)
    assert len(tries) == 1


def test_files_are_read_anew_and_the_log_knows_the_request(app: Flask) -> None:
    read, known = [], []

    def view() -> str:
        read.append([upload.read() for upload in request.files.getlist("picture")])
        known.append(request_id())
        if len(read) < transaction.TRIES:
            raise conflict()
        return "done"

    pictures = [(io.BytesIO(b"pixels"), "me.png"), (io.BytesIO(b"more"), "my cat.png")]
    with app.test_request_context(method="POST", data={"picture": pictures}):
        transaction.run(view)
    assert read == [[b"pixels", b"more"]] * 3
    assert len(set(known)) == 1
