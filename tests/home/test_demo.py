from __future__ import annotations

import re
from collections import Counter
from functools import partial
from itertools import combinations
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event, func, select, update
from sqlalchemy.engine import URL, Connection

from domanu import create_app
from domanu.auth.models import User
from domanu.auth.operations.accounts import user_exists
from domanu.core.db import db
from domanu.core.jobs import Job
from domanu.drawing.address import drawn_picture
from domanu.drawing.colour import parse_palette
from domanu.home.demo.circles import CIRCLES, FAVOURITES
from domanu.home.demo.markets import MARKETS
from domanu.home.demo.people import PEOPLE
from domanu.home.demo.services import read_services
from domanu.marketplaces.models import Invitation, Marketplace, Membership
from domanu.services.models import Service
from tests.support.database import config_for
from tests.support.people import Person

MOST_STATEMENTS = 700  # of many rows each, so that a start takes seconds
NAMES = {person.key for person in PEOPLE}


def test_it_loads_once(app: Flask) -> None:
    runner, run = app.test_cli_runner(), list[str]()
    note = partial(_note, run)
    event.listen(db.engine, "before_cursor_execute", note)
    for _ in range(2):
        result = runner.invoke(args=["demo"])
        for name in ("dora", "tomas", "alice", "stella"):
            assert f"{name}@example.org" in result.output
    event.remove(db.engine, "before_cursor_execute", note)
    assert len(run) < MOST_STATEMENTS
    assert _count(User) == len(PEOPLE) >= 25
    assert _count(Marketplace) == len(MARKETS) >= 6
    assert _count(Service) >= 60
    _every_kind_is_there()
    _services_look_different()
    assert 0 < _count(Job) < 60  # what is long ago is mailed to nobody
    db.session.execute(update(User).where(User.email == "dora@example.org").values(email="d@example.org"))
    output = runner.invoke(args=["demo"]).output  # one that changed the address is not made again
    assert "dora@example.org" not in output
    assert "stella@example.org" in output


def test_production_does_not_get_them(the_app: Flask, template_url: URL, tmp_path: Path) -> None:
    fixed = {"BASE_URL": "https://market.example.org", "MAIL_SERVER": "localhost"}
    app = create_app(config_for(template_url, tmp_path, ENV="prod", **fixed))
    with app.app_context():
        result = app.test_cli_runner().invoke(args=["demo"])
    assert result.exit_code != 0
    assert "production" in result.output


def test_only_into_an_empty_database(app: Flask, charlie: Person) -> None:
    assert "people of its own" in app.test_cli_runner().invoke(args=["demo"]).output
    assert not user_exists("stella@example.org")


def test_looks_and_rules_are_distinct() -> None:
    assert len({(market.palette, market.pattern) for market in MARKETS}) == len(MARKETS)
    assert len({market.pattern for market in MARKETS}) >= 6
    for rule in (
        "private",
        "approval",
        "selling",
        "bargaining",
        "bidding",
        "currency",
        "cancel_hours",
        "house_percent",
    ):
        assert len({getattr(market.rules, rule) for market in MARKETS}) > 1, rule


@pytest.mark.parametrize("market", [market.key for market in MARKETS])
def test_the_tables_agree(market: str) -> None:
    offered, circle = list(read_services(market)), CIRCLES[market]
    categories = next(one.categories for one in MARKETS if one.key == market)
    assert {one.category for one in offered if one.category} == set(categories.split(", ") if categories else [])
    assert all(len(one.description) > 60 for one in offered)
    inside = circle.members.split()
    assert len(inside) == len(set(inside))
    assert set(circle.roles) | set(circle.behind.split()) <= set(inside)
    assert {one.seller for one in offered} | {*inside, *circle.asking, *circle.banned.split()} <= NAMES


def test_what_they_like_is_there() -> None:
    names = [one.name for market in MARKETS for one in read_services(market.key)]
    assert len(names) == len(set(names))
    assert {name for liked in FAVOURITES.values() for name in liked} <= set(names)


def _note(run: list[str], _connection: Connection, _cursor: object, statement: str, *_more: object) -> None:
    run.append(statement)


def _every_kind_is_there() -> None:
    statuses = set(db.session.scalars(select(Membership.status)))
    assert statuses == {"active", "pending", "banned", "left"}
    assert set(db.session.scalars(select(Membership.role))) == {"member", "seller", "moderator", "treasurer"}
    assert set(db.session.scalars(select(Service.status))) == {"listed", "suspended", "removed"}
    behind = Membership.rules_version < Marketplace.rules_version
    joined = select(func.count()).join(Marketplace, Marketplace.id == Membership.marketplace_id)
    assert db.session.scalar(joined.select_from(Membership).where(behind, Membership.status == "active"))
    for kind in (Invitation.revoked_at, Invitation.email, Marketplace.heir_id, Marketplace.archived_at):
        assert db.session.scalar(select(func.count()).where(kind.is_not(None)))


def _services_look_different() -> None:
    """Of the pairs in one marketplace, few share their motif."""
    rows = db.session.execute(
        select(Service.name, Marketplace.palette, Marketplace.slug).join_from(
            Service, Marketplace, Service.marketplace_id == Marketplace.id
        )
    ).all()
    pairs = [pair for pair in combinations(rows, 2) if pair[0].slug == pair[1].slug]
    alike = Counter(_motif(one) == _motif(other) for one, other in pairs)
    assert alike[True] < len(pairs) / 7


def _motif(row: tuple[str, str, str]) -> str:
    found = re.search(r"/picture/\w+-(\w+)-", drawn_picture(row[0], parse_palette(row[1])))
    assert found
    return found[1]


def _count(table: type) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0
