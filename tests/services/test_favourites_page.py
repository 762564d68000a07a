from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import func, select

from domanu.core.db import db
from domanu.services.models import Favourite
from domanu.services.operations.favourites import add_favourite
from domanu.services.operations.services import take_down
from tests.support.client import HX, Client
from tests.support.people import Person
from tests.test_statements import statements_of

SignIn = Callable[[Person], Client]
Sell = Callable[..., UUID]


def kept() -> int:
    return db.session.scalar(select(func.count()).select_from(Favourite)) or 0


def test_it_works(calculus: UUID, bob: Person, sign_in_as: SignIn) -> None:
    client = sign_in_as(bob)
    assert "Nothing kept yet" in client.get("/favourites").text
    assert client.submit(f"/services/{calculus}/favourite").location == "/favourites"
    page = client.get("/favourites").text
    assert "“Calculus” is under your favourites now." in page
    assert f'href="/services/{calculus}"' in page
    assert 'aria-pressed="true"' in page
    assert client.submit(f"/services/{calculus}/favourite/removal").location == "/favourites"
    assert kept() == 0


def test_without_scripts_one_stays_where_one_was(calculus: UUID, bob: Person, sign_in_as: SignIn) -> None:
    client = sign_in_as(bob)
    for act in ("favourite", "favourite/removal"):
        here = {"Referer": "http://localhost/m/campus?q=calc&after=x"}
        answer = client.submit(f"/services/{calculus}/{act}", headers=here)
        assert answer.location == "/m/campus?q=calc&after=x"


def test_the_heart_takes_its_own_place(calculus: UUID, bob: Person, sign_in_as: SignIn) -> None:
    client = sign_in_as(bob)
    for act, pressed in (("favourite", "true"), ("favourite", "true"), ("favourite/removal", "false")):
        answer = client.submit(f"/services/{calculus}/{act}", headers=HX)
        assert answer.text.lstrip().startswith(f'<form class="keep" id="favourite-{calculus}"')
        assert f'aria-pressed="{pressed}"' in answer.text
        assert "favourites" in answer.text.partition("hx-swap-oob")[2]
    assert kept() == 0


def test_on_the_page_of_a_service_it_is_a_button(calculus: UUID, bob: Person, sign_in_as: SignIn) -> None:
    client = sign_in_as(bob)
    assert 'name="big"' in client.get(f"/services/{calculus}").text
    assert 'class="button small"' in client.submit(f"/services/{calculus}/favourite", headers=HX, big="yes").text


def test_what_is_gone_is_not_shown_and_can_be_let_go(
    calculus: UUID, bob: Person, dora: Person, sign_in_as: SignIn
) -> None:
    add_favourite(calculus, bob.id)
    take_down(calculus, dora.id)
    db.session.commit()
    client = sign_in_as(bob)
    assert "Calculus" not in client.get("/favourites").text
    answer = client.submit(f"/services/{calculus}/favourite/removal", headers=HX)
    assert "Calculus" not in answer.text
    assert kept() == 0


def test_it_requires_somebody(calculus: UUID, client: Client) -> None:
    assert client.get("/favourites").location == "/sign-in?next=/favourites"
    assert client.submit(f"/services/{calculus}/favourite").location == "/sign-in"
    assert client.submit(f"/services/{calculus}/favourite/removal").location == "/sign-in"


def test_page_by_page(sell: Sell, bob: Person, sign_in_as: SignIn) -> None:
    for number in range(26):
        add_favourite(sell(name=f"Lesson {number}"), bob.id)
    db.session.commit()
    client = sign_in_as(bob)
    page = client.get("/favourites").text
    assert page.count('class="service"') == 24
    further = page.partition('hx-get="/favourites?')[2].partition('"')[0]
    part = client.get(f"/favourites?{further}", headers=HX).text
    assert part.count('class="service"') == 2
    assert "<html" not in part
    assert 'id="after-' in part
    assert "Load more" not in part
    assert len(statements_of(client, "/favourites")) == 4


def test_a_cursor_that_makes_no_sense(calculus: UUID, bob: Person, sign_in_as: SignIn) -> None:
    add_favourite(calculus, bob.id)
    db.session.commit()
    assert "Calculus" in sign_in_as(bob).get("/favourites?after=nonsense%00").text
