"""One address, registered by thirty at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.engine import URL

from domanu.auth.models import User
from domanu.core.db import db
from domanu.core.worker import run_due_jobs
from domanu.profiles.models import Profile
from tests.support.caller import Caller
from tests.support.people import PASSWORD
from tests.support.post_office import PostOffice, post_office
from tests.support.races import race
from tests.support.site import running_site

MEI = {"first_name": "Mei", "email": "mei@example.org", "password": PASSWORD, "time_zone": "Asia/Tokyo"}
RUNNERS = 30


def test_thirty_get_one_account(racing_app: Flask, own_url: URL, tmp_path: Path) -> None:
    check_one_account(racing_app, register_all(racing_app, own_url))
    [letter] = (tmp_path / "mail").glob("*.eml")
    assert "/confirm/" in letter.read_text()


def test_twin_without_the_index_gets_more(racing_app: Flask, own_url: URL) -> None:
    with racing_app.app_context():
        db.session.execute(text("DROP INDEX idx_users_email"))
        db.session.commit()
    answers = register_all(racing_app, own_url)
    with pytest.raises(AssertionError, match="users"):
        check_one_account(racing_app, answers)


def test_over_http_with_two_workers(racing_app: Flask, own_url: URL, tmp_path: Path) -> None:
    with post_office() as office:
        roomy = {"RATE_LIMITS": "false", "DATABASE_POOL_SIZE": "25"}
        with running_site(own_url, tmp_path, roomy | office.settings) as site:
            callers = [site.caller() for _ in range(RUNNERS)]
            for caller in callers:
                caller.token = caller.get("/register").token
            answers = race(own_url, "users", [_registration(caller) for caller in callers])
            site.run("worker", "--once")
        check_one_account(racing_app, answers)
        check_one_letter(office)


def register_all(app: Flask, url: URL) -> list[tuple[int, str] | Exception]:
    def register() -> tuple[int, str]:
        answer = app.test_client().submit("/register", **MEI)  # type: ignore[attr-defined]
        return answer.status_code, answer.location

    return race(url, "users", [register] * RUNNERS)


def check_one_account(app: Flask, answers: list[tuple[int, str] | Exception]) -> None:
    assert Counter(answers) == {(303, "/register/sent"): RUNNERS}
    with app.app_context():
        run_due_jobs()
        assert db.session.scalar(select(func.count()).select_from(User)) == 1, "users"
        assert db.session.scalar(select(func.count()).select_from(Profile)) == 1, "profiles"


def check_one_letter(office: PostOffice) -> None:
    assert office.counts == {"mei@example.org": 1}


def _registration(caller: Caller) -> Callable[[], tuple[int, str]]:
    def register() -> tuple[int, str]:
        answer = caller.submit("/register", **MEI)
        return answer.status, answer.location

    return register
