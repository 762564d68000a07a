"""A link of a mail, used fifty times at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.engine import URL

from domanu.auth.errors import LinkDead
from domanu.auth.models import EmailConfirmation, PasswordResetToken, User
from domanu.auth.operations import confirmations, resets
from domanu.auth.operations.accounts import create_confirmed_user, create_user
from domanu.auth.passwords import UNUSABLE, PasswordHash
from domanu.core.db import db
from domanu.core.events import Event
from domanu.core.tokens import derived_token
from tests.support.races import race, without

RUNNERS = 50
MEI = "mei@example.org"
GUARDS = (
    " AND email_confirmations.is_used IS false",
    " AND password_reset_tokens.is_used IS false",
    " AND users.confirmed_at IS NULL",
)
InApp = Callable[[Callable[[], Any]], Callable[[], Any]]


class Link(NamedTuple):
    table: str
    happened: str
    use: Callable[[int], None]


@pytest.fixture(params=["reset", "registration", "change"])
def link(request: pytest.FixtureRequest, racing_app: Flask) -> Link:
    with racing_app.app_context():
        made: Link = MAKERS[request.param]()
        db.session.commit()
    return made


def test_one_succeeds(racing_app: Flask, own_url: URL, in_app: InApp, link: Link) -> None:
    check_one_succeeded(racing_app, link, use_all(own_url, in_app, link))


def test_twin_without_the_guard(racing_app: Flask, own_url: URL, in_app: InApp, link: Link) -> None:
    with without(racing_app, *GUARDS):
        outcomes = use_all(own_url, in_app, link)
    assert outcomes.count(None) > 1
    with pytest.raises(AssertionError):
        check_one_succeeded(racing_app, link, outcomes)


def use_all(url: URL, in_app: InApp, link: Link) -> list[Any]:
    return race(url, link.table, [in_app(_use(link, number)) for number in range(RUNNERS)])


def check_one_succeeded(app: Flask, link: Link, outcomes: list[Any]) -> None:
    assert Counter(type(outcome) for outcome in outcomes) == {type(None): 1, LinkDead: RUNNERS - 1}
    with app.app_context():
        facts = select(func.count()).select_from(Event).where(Event.name == link.happened)
        assert db.session.scalar(facts) == 1
        if link.table == PasswordResetToken.__tablename__:
            assert db.session.scalar(select(User.password)) == f"!{outcomes.index(None)}"


def _use(link: Link, number: int) -> Callable[[], None]:
    def use() -> None:
        link.use(number)
        db.session.commit()

    return use


def _reset() -> Link:
    create_confirmed_user(MEI, UNUSABLE, first_name="Mei")
    resets.ask_for_reset(MEI)
    token = derived_token(resets.PURPOSE, db.session.scalars(select(PasswordResetToken.id)).one())

    def use(number: int) -> None:
        resets.reset_password(token, PasswordHash(f"!{number}"))

    return Link("password_reset_tokens", "password.changed", use)


def _registration() -> Link:
    create_user(MEI, UNUSABLE, first_name="Mei")
    return _confirmation("user.confirmed")


def _change() -> Link:
    user_id = create_confirmed_user("old@example.org", UNUSABLE, first_name="Mei")
    assert user_id
    confirmations.update_email(user_id, MEI)
    return _confirmation("email.changed")


def _confirmation(happened: str) -> Link:
    token = derived_token(confirmations.PURPOSE, db.session.scalars(select(EmailConfirmation.id)).one())

    def use(_number: int) -> None:
        confirmations.confirm_email(token)

    return Link("email_confirmations", happened, use)


MAKERS = {"reset": _reset, "registration": _registration, "change": _change}
