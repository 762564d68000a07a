from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from domanu.core.db import db
from domanu.core.limits import RateLimit, TooMany, forget_old_limits, limit

MINUTE = timedelta(minutes=1)


def knock(times: int, **more: str) -> None:
    for _ in range(times):
        limit("knock", 3, MINUTE, **more)


def test_it_works(app: Flask) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.1"}):
        knock(3)
        with pytest.raises(TooMany) as refused:
            knock(1)
        assert 55 <= refused.value.wait <= 60


def test_counted_by_key_or_address(app: Flask) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.1"}):
        knock(3, by="alice")
        knock(3, by="bob")
        knock(3)
    with app.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.2"}):
        knock(3)
        with pytest.raises(TooMany):
            knock(1, by="bob")


def test_a_new_window_counts_anew(app: Flask) -> None:
    with app.test_request_context():
        knock(3)
        db.session.execute(update(RateLimit).values(expires_at=func.now() - MINUTE))
        knock(3)
        with pytest.raises(TooMany):
            knock(1)


def test_count_outlives_a_request_that_fails(app: Flask) -> None:
    with app.test_request_context():
        knock(3)
        db.session.rollback()
        with pytest.raises(TooMany):
            knock(1)


def test_no_address_is_kept_as_it_is(app: Flask) -> None:
    with app.test_request_context():
        knock(1, by="alice@example.org")
    assert "alice" not in db.session.scalars(select(RateLimit.key)).one()


def test_old_ones_are_swept_out(app: Flask) -> None:
    with app.test_request_context():
        knock(1, by="alice")
        knock(1, by="bob")
    one = select(RateLimit.key).limit(1).scalar_subquery()
    db.session.execute(update(RateLimit).where(RateLimit.key == one).values(expires_at=func.now() - MINUTE))
    forget_old_limits()
    assert db.session.scalar(select(func.count()).select_from(RateLimit)) == 1


def test_a_network_of_ipv6_counts_as_one(app: Flask) -> None:
    for last in range(3):
        with app.test_request_context(environ_base={"REMOTE_ADDR": f"2001:db8:1:2::{last}"}):
            knock(1)
    with app.test_request_context(environ_base={"REMOTE_ADDR": "2001:db8:1:2:3:4:5:6"}), pytest.raises(TooMany):
        knock(1)
    with app.test_request_context(environ_base={"REMOTE_ADDR": "2001:db8:1:3::1"}):
        knock(3)


def test_ipv4_in_ipv6_is_ipv4(app: Flask) -> None:
    for address in ("::ffff:192.0.2.1", "192.0.2.1", "::ffff:192.0.2.1"):
        with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
            knock(1)
    with app.test_request_context(environ_base={"REMOTE_ADDR": "::ffff:192.0.2.2"}):
        knock(3)
    with app.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.1"}), pytest.raises(TooMany):
        knock(1)
