from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from domanu.auth.models import User
from domanu.core.db import db
from domanu.home.front import front_for
from domanu.services.models import IS_LISTED, Service
from tests.support.statements import noted_statements


def test_a_number_of_rows_is_no_parameter(app: Flask) -> None:
    """The same statement with another number is another statement."""
    with noted_statements() as said:
        for number in (3, 4):
            db.session.scalars(select(User.id).order_by(User.id).limit(number).offset(1)).all()
    assert [text.split("LIMIT ")[1] for text in said] == ["3 OFFSET 1", "4 OFFSET 1"]


def test_what_is_listed_is_found_by_its_index(app: Flask) -> None:
    with noted_statements() as said:
        db.session.scalars(select(Service.id).where(IS_LISTED)).all()
    assert said[0].endswith("WHERE services.status = 'listed'")


@pytest.mark.parametrize("needless", ["LIMIT %", "LIMIT $", "services.status = %"])
def test_the_front_page_asks_so(app: Flask, needless: str) -> None:
    with app.test_request_context("/"), noted_statements() as said:
        front_for(None)
    assert said
    assert [text for text in said if needless in text] == []
