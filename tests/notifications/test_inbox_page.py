from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from domanu.auth.operations.accounts import export_account
from domanu.core.db import db, new_id
from domanu.notifications.models import Notification
from domanu.notifications.operations.inbox import SIZE, forget_old_notifications
from tests.support.client import HX, Client
from tests.support.people import Person
from tests.support.statements import noted_statements

SignIn = Callable[[Person], Client]


@pytest.fixture
def tell(app: object) -> Callable[..., list[Notification]]:
    def make(person: Person, other: Person, number: int = 1) -> list[Notification]:
        told = [
            Notification(user_id=person.id, event_id=new_id(), kind="membership.asked", data=data_of(other, count))
            for count in range(number)
        ]
        db.session.add_all(told)
        db.session.commit()
        return told

    return make


def data_of(other: Person, count: int) -> dict[str, str]:
    return {"person_id": str(other.id), "title": f"Market <{count}>", "slug": "market"}


def test_it_works(alice: Person, bob: Person, sign_in_as: SignIn, tell: Callable[..., list[Notification]]) -> None:
    tell(alice, bob, SIZE + 1)
    browser = sign_in_as(alice)
    page = browser.get("/inbox").text
    assert page.count("Bob asks to join Market") == SIZE
    assert "Market &lt;25&gt;" in page
    assert "Market &lt;0&gt;" not in page
    assert '<b class="count">9+<span class="unseen"> unread</span></b>' in page
    further = page.partition('class="button" id="after-')[2].partition('href="')[2].partition('"')[0]
    assert "Market &lt;0&gt;" in browser.get(further).text
    assert browser.get(further, headers=HX).text.lstrip().startswith("<li")
    assert "Nothing yet" in sign_in_as(bob).get("/inbox").text


def test_reading_one(alice: Person, bob: Person, sign_in_as: SignIn, tell: Callable[..., list[Notification]]) -> None:
    first, second = tell(alice, bob, 2)
    browser = sign_in_as(alice)
    assert browser.get(f"/inbox/{first.id}").location == "/m/market/team/requests"
    assert unread(alice) == 1
    assert '<b class="count">1<' in browser.get("/inbox/unread", headers=HX).text
    assert sign_in_as(bob).get(f"/inbox/{second.id}").status_code == 404
    assert unread(alice) == 1


def test_reading_all_that_was_seen(
    alice: Person, bob: Person, sign_in_as: SignIn, tell: Callable[..., list[Notification]]
) -> None:
    [seen] = tell(alice, bob)
    tell(alice, bob)
    tell(bob, alice)
    browser = sign_in_as(alice)
    assert browser.submit("/inbox/reading", until=seen.id).location == "/inbox"
    assert (unread(alice), unread(bob)) == (1, 1), "what came in since then is new"
    [_, last] = db.session.scalars(select(Notification).where(Notification.user_id == alice.id).order_by("id"))
    fragment = browser.submit("/inbox/reading", until=last.id, headers=HX).text
    assert "All of them are marked as read." in fragment
    assert "Mark all" not in fragment
    assert unread(alice) == 0
    assert browser.submit("/inbox/reading", until="nonsense").status_code == 400


def unread(person: Person) -> int:
    db.session.expire_all()
    waiting = select(func.count()).where(Notification.user_id == person.id, Notification.read_at.is_(None))
    return db.session.scalar(waiting) or 0


def test_preferences(alice: Person, sign_in_as: SignIn) -> None:
    browser = sign_in_as(alice)
    assert browser.get("/account/notifications").text.count(" checked") > 8
    browser.submit("/account/notifications", **{"reminders-inbox": "on", "booked-inbox": "", "nonsense-mail": "on"})
    page = browser.get("/account/notifications").text
    assert page.count(" checked") == 1
    assert 'id="reminders-inbox" checked' in page
    fragment = browser.submit("/account/notifications", headers=HX).text
    assert "That is how you are told from now on." in fragment


def test_what_is_kept(alice: Person, bob: Person, tell: Callable[..., list[Notification]]) -> None:
    [told] = tell(alice, bob)
    assert export_account(alice.id)["notifications"][0]["kind"] == "membership.asked"
    forget_old_notifications()
    assert db.session.get(Notification, told.id)


@pytest.mark.parametrize("number", [1, SIZE])
def test_it_takes_as_many_statements_for_many(
    alice: Person, bob: Person, sign_in_as: SignIn, tell: Callable[..., list[Notification]], number: int
) -> None:
    """Who is there, with how much is new; what they were told, and by whom."""
    tell(alice, bob, number)
    browser = sign_in_as(alice)
    with noted_statements() as noted:
        browser.get("/inbox")
    assert len(noted) == 4
