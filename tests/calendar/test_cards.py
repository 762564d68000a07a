"""When something is free next stands on its cards, and lists can be narrowed to what is free on a date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import update

from domanu.calendar.models import Opening
from domanu.calendar.operations.exceptions import set_days
from domanu.calendar.operations.openings import openings_of
from domanu.calendar.operations.refreshing import refresh_openings
from domanu.calendar.pages.openings import Soon, tell_soon
from domanu.core.db import db
from domanu.core.fragments import Shelf
from domanu.core.time import now, tell_date
from domanu.profiles import update_profile
from domanu.services.operations.favourites import add_favourite
from domanu.services.operations.services import change_availability
from tests.support.client import HX, Client
from tests.support.hours import ALL_DAY, make_bookable
from tests.support.people import Person

SignIn = Callable[[Person], Client]
DAY = timedelta(days=1)
PAGES = ["/", "/services", "/m/campus", "/@alice", "/favourites"]


@pytest.fixture
def service(app: Flask, calculus: UUID, bob: Person) -> UUID:
    """Free tomorrow at the soonest, and Bob likes it."""
    make_bookable(calculus, time_zone="Asia/Kathmandu", notice_minutes=24 * 60)
    add_favourite(calculus, bob.id)
    update_profile(bob.id, time_zone="Europe/Vienna")
    refresh_openings()
    db.session.commit()
    return calculus


def soon(service: UUID, own_zone: str) -> Soon:
    found = openings_of([service])[service]
    return tell_soon(found.next_at, own_zone, found.zone)


@pytest.mark.parametrize("path", PAGES)
def test_every_list(service: UUID, bob: Person, sign_in_as: SignIn, path: str) -> None:
    told = soon(service, "Europe/Vienna")
    page = sign_in_as(bob).get(path).text
    assert f'<time datetime="{told.at}">{told.words}</time></span></p>' in page


def test_a_visitor_is_told_whose_clocks_these_are(client: Client, service: UUID) -> None:
    told = soon(service, "")
    assert told.zone == "Kathmandu time"
    shown = f'<time datetime="{told.at}">{told.words}</time> <small>Kathmandu time</small>'
    assert all(shown in client.get(path).text for path in PAGES[:4])
    asked = soon(service, "America/Lima")
    assert asked.at != told.at
    assert f'<time datetime="{asked.at}">{asked.words}</time></span>' in client.get("/services?zone=America/Lima").text
    assert shown in client.get("/services?zone=Nowhere/There").text


@pytest.mark.parametrize(
    ("ahead", "words"),
    [(timedelta(), "Today"), (DAY, "Tomorrow"), (6 * DAY, f"{now() + 6 * DAY:%A}")],
)
def test_days_in_words(ahead: timedelta, words: str) -> None:
    noon = now().replace(hour=12, minute=0)
    assert tell_soon(noon + ahead, "UTC", "UTC").words == f"{words} 12:00"


def test_farther_days_are_named() -> None:
    later = datetime.combine(now().date() + 7 * DAY, datetime.min.time(), UTC)
    assert tell_soon(later, "", "UTC").words.startswith(f"{later.day} {later:%B}")
    assert tell_soon(later.replace(year=later.year + 1), "", "UTC").words.endswith(f"{later.year + 1} 00:00")
    assert tell_soon(later, "", "UTC").zone == "UTC"


def test_what_rests_tells_no_time(client: Client, service: UUID, seller: Person) -> None:
    change_availability(service, seller.id, available=False)
    db.session.commit()
    page = client.get("/services").text
    assert "Not available now" in page
    assert "<time" not in page


def test_what_is_kept_tells_no_passed_time(
    app: Flask, client: Client, service: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(10_000_000)
    monkeypatch.setitem(app.extensions, "domanu.fragments", shelf)
    visitor: Any = app.test_client(use_cookies=False)
    paths = PAGES[:4]
    before = {path: visitor.get(path).text for path in paths}
    assert len(shelf.texts) >= len(paths) - 1  # a person's page is not kept
    assert {path: visitor.get(path).text for path in paths} == before
    assert all("Next free" in page for page in before.values())
    db.session.execute(update(Opening).values(next_at=now() - timedelta(seconds=1)))
    db.session.commit()
    assert not any("Next free" in visitor.get(path).text for path in paths)


@pytest.mark.parametrize("path", ["/services", "/m/campus"])
def test_free_on_a_date(client: Client, service: UUID, seller: Person, path: str) -> None:
    day = now().date() + 4 * DAY
    page = client.get(f"{path}?day={day}").text
    assert f"1 service found, free on {tell_date(day)}, newest first" in page
    assert f'type="date" value="{day}"' in page
    assert '<details class="bounds" open>' in page
    assert f'href="/services/{service}?day={day}"' in page
    assert f'<time datetime="{day}">{tell_date(day)}</time>' in page
    set_days(seller.id, day, day, ())
    refresh_openings()
    db.session.commit()
    assert "Nothing found." in client.get(f"{path}?day={day}", headers=HX).text
    assert "Calculus" in client.get(f"{path}?day={day + DAY}&q=calculus", headers=HX).text


def test_chips(client: Client, service: UUID) -> None:
    today = now().date()
    page = client.get("/services?sort=cheapest").text
    assert f'<a class="chip" href="/services?day={today + DAY}&amp;sort=cheapest">Free tomorrow</a>' in page
    day = today + 4 * DAY
    page = client.get(f"/services?day={day}&q=calculus").text
    assert f'href="/services?q=calculus" aria-current="true">Free on {tell_date(day)}' in page
    assert f'href="/services?q=calculus&amp;day={today}">Free today' in page


def test_without_anything_to_book_there_are_no_chips(client: Client, calculus: UUID) -> None:
    assert "Free tomorrow" not in client.get("/services").text


@pytest.mark.parametrize("ahead", [-2, 62, 9999])
def test_a_day_that_nobody_has_kept(client: Client, service: UUID, ahead: int) -> None:
    day = now().date() + ahead * DAY
    page = client.get(f"/services?day={day}").text
    assert f"“{day}” is not among the next 60 days, so it is left out. 1 service, newest first" in page


@pytest.mark.parametrize("typed", ["tomorrow", "2026-13-40", "<b>", "20261122", "0002-01-01", "9999-12-31"])
def test_what_is_no_day(client: Client, service: UUID, typed: str) -> None:
    assert client.get("/services", query_string={"day": typed}).status_code == 200


def test_at_the_front_door(client: Client, service: UUID, seller: Person, bob: Person, sign_in_as: SignIn) -> None:
    """What is free today, or else tomorrow; further off it is not near."""
    make_bookable(service, time_zone="Europe/Vienna", availability=ALL_DAY, duration=5, step_minutes=5)
    refresh_openings()
    db.session.commit()
    told = soon(service, "Europe/Vienna")
    title = "Free " + told.words.split()[0].lower()
    page = sign_in_as(bob).get("/").text
    assert f'<h2 id="today">{title}</h2>' in page
    assert "Vienna time.</p>" in page
    assert f'<time datetime="{told.at}">{told.words.split()[1]}</time>' in page
    assert "Alice at Campus</p>" in page
    assert "Alice at Campus, Vienna time</p>" in client.get("/").text
    assert 'id="today"' not in sign_in_as(seller).get("/").text
    make_bookable(service, notice_minutes=4 * 24 * 60)
    refresh_openings()
    db.session.commit()
    assert 'id="today"' not in client.get("/").text
