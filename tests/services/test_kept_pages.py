"""What visitors are shown is kept under its content: every change shows at once, and nobody gets what is another's."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import text

from domanu.core import fragments
from domanu.core.db import db
from domanu.core.fragments import Shelf
from domanu.marketplaces.operations.categories import add_category, categories_of
from domanu.marketplaces.standing import standing_at
from domanu.services.operations.favourites import add_favourite
from tests.support.client import Client
from tests.support.people import Person

Sell = Callable[..., UUID]
CHANGES = """
    categories name 'Sums'
    services name 'Algebra'
    services price 41
    services price 0
    services available false
    services description_html '<p>Bring a ruler.</p>'
    services category_id NULL
    services cover 'services/x.webp'
    services cover_alt 'A desk'
    services status 'removed'
    services status 'listed'
    service_pictures position 9-position
    service_pictures alt 'A blackboard'
    service_pictures picture 'services/y.webp'
    service_pictures thumbnail 'services/z.webp'
    profiles first_name 'Zoë'
    profiles last_name 'Zest'
    profiles about 'I like numbers.'
    profiles thumbnail 'profiles/x.webp'
    marketplaces title 'The yard'
    marketplaces description 'Neighbours teach neighbours.'
    marketplaces palette '204f792ead0ae5a72e'
    marketplaces pattern 'waves'
    marketplaces member_count 17
    marketplaces service_count 18
    marketplaces approval true
    marketplaces selling 'team'
    marketplaces bargaining false
    marketplaces currency 'EUR'
    marketplaces house_percent 7
    marketplaces cancel_hours 12
    marketplaces cancel_percent 20
    marketplaces rules_version 4
    marketplaces archived_at now()
    marketplaces archived_at NULL
    marketplaces private true
"""


@pytest.fixture
def paths(market: str, dora: Person, sell: Sell, hang: Callable[..., list[UUID]], calculus: UUID) -> list[str]:
    add_category(market, dora.id, "Maths")
    place = standing_at(market, None).marketplace
    shown = sell("Statistics", category_id=categories_of(place.id)[0].id)
    hang(shown, "A desk", "A board")
    db.session.commit()
    lists = ["/", "/marketplaces", f"/m/{market}", f"/m/{market}?sort=cheapest", "/services", "/services?q=calcul"]
    return [*lists, f"/services/{shown}", f"/services/{calculus}"]


@pytest.fixture
def shelf(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    shelf = Shelf(10_000_000)
    monkeypatch.setitem(app.extensions, "domanu.fragments", shelf)
    return shelf


def pages(app: Flask, paths: list[str]) -> dict[str, bytes]:
    """As somebody sees them who was never here."""
    return {path: app.test_client(use_cookies=False).get(path).data for path in paths}


def change(words: str) -> None:
    table, column, value = words.split(maxsplit=2)
    db.session.execute(text(f"UPDATE {table} SET {column} = {value}"))  # noqa: S608 - from the list above
    db.session.commit()
    db.session.expire_all()


def go_through(app: Flask, shelf: Shelf, paths: list[str]) -> None:
    """After each change all pages are as they would be if none had been kept."""
    before = pages(app, paths)
    for words in CHANGES.strip().split("\n"):
        change(words)
        after = pages(app, paths)
        assert after != before, words
        shelf.texts.clear()
        assert pages(app, paths) == after, words
        before = after


def test_every_change_shows_at_once(app: Flask, shelf: Shelf, paths: list[str]) -> None:
    go_through(app, shelf, paths)
    assert app.test_client(use_cookies=False).get(paths[-1]).status_code == 404  # it is private by now


def test_it_would_be_seen_if_the_key_were_too_poor(
    app: Flask, shelf: Shelf, paths: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fragments, "content_of", lambda context: tuple(sorted(context)))
    with pytest.raises(AssertionError):
        go_through(app, shelf, paths)


def test_pages_are_kept(app: Flask, shelf: Shelf, paths: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    first = pages(app, paths)
    assert len(shelf.texts) == len(paths)
    monkeypatch.setattr(fragments, "_pack", lambda _text: pytest.fail("it was made again"))
    assert pages(app, paths) == first


def test_fragments_and_pages_are_kept_apart(app: Flask, shelf: Shelf, market: str, calculus: UUID) -> None:
    visitor = app.test_client(use_cookies=False)
    page, part = visitor.get(f"/m/{market}"), visitor.get(f"/m/{market}", headers={"HX-Request": "true"})
    assert len(part.data) < len(page.data)
    assert visitor.get(f"/m/{market}", headers={"HX-Request": "true"}).data == part.data
    assert visitor.get(f"/m/{market}").headers["Vary"] == page.headers["Vary"]


def test_whoever_sends_a_cookie_gets_their_own(
    app: Flask, shelf: Shelf, paths: list[str], sign_in_as: Callable[[Person], Client], bob: Person, calculus: UUID
) -> None:
    add_favourite(calculus, bob.id)
    db.session.commit()
    visitors = pages(app, paths)
    kept = dict(shelf.texts)
    for path in paths:
        answer = sign_in_as(bob).get(path)
        assert b"Bob" in answer.data
        assert answer.data != visitors[path]
        assert answer.headers["Cache-Control"] == "private, no-store"
    assert shelf.texts == kept
    assert pages(app, paths) == visitors
    assert not any(b"Bob" in page for page in visitors.values())
