"""One username, taken by thirty at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.engine import URL

from domanu.auth.operations.accounts import create_confirmed_user
from domanu.auth.passwords import UNUSABLE
from domanu.core.db import db
from domanu.profiles import update_profile
from domanu.profiles.errors import UsernameTaken
from domanu.profiles.models import Profile
from tests.support.races import race

RUNNERS = 30
InApp = Callable[[Callable[[], Any]], Callable[[], Any]]


@pytest.fixture
def people(racing_app: Flask) -> list[UUID]:
    with racing_app.app_context():
        made = [create_confirmed_user(f"p{i}@example.org", UNUSABLE, first_name="Somebody") for i in range(RUNNERS)]
        db.session.commit()
    return [user_id for user_id in made if user_id]


def test_one_has_it(racing_app: Flask, own_url: URL, in_app: InApp, people: list[UUID]) -> None:
    check_one_has_it(racing_app, take_all(own_url, in_app, people))


def test_twin_without_the_index(racing_app: Flask, own_url: URL, in_app: InApp, people: list[UUID]) -> None:
    with racing_app.app_context():
        db.session.execute(text("DROP INDEX idx_profiles_username"))
        db.session.commit()
    outcomes = take_all(own_url, in_app, people)
    assert outcomes.count(None) > 1
    with pytest.raises(AssertionError):
        check_one_has_it(racing_app, outcomes)


def take_all(url: URL, in_app: InApp, people: list[UUID]) -> list[Any]:
    """In different cases, which make no difference."""
    return race(url, "profiles", [in_app(_taking(user_id, i)) for i, user_id in enumerate(people)])


def check_one_has_it(app: Flask, outcomes: list[Any]) -> None:
    assert Counter(type(outcome) for outcome in outcomes) == {type(None): 1, UsernameTaken: RUNNERS - 1}
    with app.app_context():
        named = select(func.count()).select_from(Profile).where(func.lower(Profile.username) == "mei")
        assert db.session.scalar(named) == 1


def _taking(user_id: UUID, number: int) -> Callable[[], None]:
    def take() -> None:
        update_profile(user_id, username="Mei" if number % 2 else "mei")
        db.session.commit()

    return take
