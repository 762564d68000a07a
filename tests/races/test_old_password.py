"""Somebody signs in with the old password while it is being changed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillWaiting

import pytest
from flask import Flask
from sqlalchemy import func, select

from domanu.auth.models import Session, User
from domanu.auth.operations.accounts import create_confirmed_user
from domanu.auth.operations.resets import update_password
from domanu.auth.operations.sessions import open_session
from domanu.auth.passwords import PasswordHash
from domanu.core.db import db

OLD, NEW = PasswordHash("the old one"), PasswordHash("the new one")


def test_no_session_outlives_the_change(racing_app: Flask) -> None:
    def sign_in() -> str | None:
        with racing_app.app_context():
            user_id = db.session.scalars(select(User.id)).one()
            token = open_session(user_id, OLD, device="Test", address="127.0.0.1", remember=True)
            db.session.commit()
            return token

    with racing_app.app_context(), ThreadPoolExecutor(1) as pool:
        user_id = create_confirmed_user("alice@example.org", OLD, first_name="Alice")
        assert user_id is not None
        db.session.commit()
        update_password(user_id, NEW)
        signing_in = pool.submit(sign_in)
        with pytest.raises(StillWaiting):
            signing_in.result(0.5)
        db.session.commit()
        assert signing_in.result(10) is None
        assert db.session.scalar(select(func.count()).select_from(Session)) == 0
