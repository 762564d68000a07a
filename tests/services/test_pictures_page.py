from __future__ import annotations

import io
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from domanu.core.db import db
from domanu.services.operations.pictures import MOST
from domanu.services.operations.reading import pictures_of
from tests.support.client import HX, Client
from tests.support.people import Person
from tests.support.picture import a_picture

SignIn = Callable[[Person], Client]
Hang = Callable[..., list[UUID]]


def upload(client: Client, service: UUID, *files: tuple[str, bytes], **more: object) -> TestResponse:
    sent = [FileStorage(io.BytesIO(content), name, content_type="image/jpeg") for name, content in files]
    return client.submit(f"/services/{service}/pictures", pictures=sent, **more)


def texts(service: UUID) -> list[str]:
    db.session.expire_all()
    return [picture.alt for picture in pictures_of(service)]


def test_it_works(seller: Person, calculus: UUID, client: Client, sign_in_as: SignIn) -> None:
    owner, address = sign_in_as(seller), f"/services/{calculus}/pictures"
    assert "we draw a poster from its name" in owner.get(address).text
    two = (("one.png", a_picture()), ("two.png", a_picture(600, 900)))
    assert upload(owner, calculus, *two).location == address
    assert "2 pictures are added." in owner.get(address).text
    names = [picture.picture for picture in pictures_of(calculus)]
    assert client.get(f"/files/{names[0]}").mimetype == "image/webp"
    assert all(name in client.get(f"/services/{calculus}?picture=2").text for name in names[1:])


def test_those_that_are_none_are_told_by_name(seller: Person, calculus: UUID, sign_in_as: SignIn) -> None:
    owner = sign_in_as(seller)
    mixed = upload(owner, calculus, ("one.png", a_picture()), ("notes.txt", b"my notes"), headers=HX)
    assert "One picture is added. “notes.txt”: That file is not a picture" in mixed.text
    assert "we draw a poster from its name" not in mixed.text
    assert texts(calculus) == [""]
    none = upload(owner, calculus, ("notes.txt", b"my notes"), headers=HX)
    assert none.status_code == 422
    assert "“notes.txt”: That file is not a picture" in none.text


@pytest.mark.parametrize("name", ["../../etc/passwd", "x" * 5000, "<script>alert(1)</script>.txt", "a\x00.jpg"])
def test_hostile_names(seller: Person, calculus: UUID, sign_in_as: SignIn, name: str) -> None:
    answer = upload(sign_in_as(seller), calculus, (name, b"nothing"))
    assert answer.status_code == 422
    assert "<script>alert" not in answer.text
    assert len(answer.text) < 20_000


def test_nothing_chosen(seller: Person, calculus: UUID, sign_in_as: SignIn) -> None:
    owner = sign_in_as(seller)
    for answer in (owner.submit(f"/services/{calculus}/pictures"), upload(owner, calculus, ("", b""))):
        assert answer.status_code == 422
        assert "Choose a picture first." in answer.text


def test_there_is_room_for_a_few(seller: Person, calculus: UUID, hang: Hang, sign_in_as: SignIn) -> None:
    owner = sign_in_as(seller)
    hang(calculus, *("x" * MOST)[1:])
    answer = upload(owner, calculus, ("a.png", a_picture()), ("b.png", a_picture()), headers=HX)
    assert "One picture is added. There is room for 8." in answer.text
    assert "there is room for no more" in owner.get(f"/services/{calculus}/pictures").text
    full = upload(owner, calculus, ("c.png", a_picture()), headers=HX)
    assert full.status_code == 422
    assert "There are 8 now, and there is room for no more." in full.text
    assert len(texts(calculus)) == MOST


def test_put_in_order(seller: Person, calculus: UUID, hang: Hang, sign_in_as: SignIn) -> None:
    first, second, third = hang(calculus, "one", "two", "three")
    owner, here = sign_in_as(seller), f"/services/{calculus}/pictures"
    answer = owner.submit(f"{here}/{third}/position", headers=HX, to="up")
    assert "It is number 2 of 3 now." in answer.text
    assert answer.text.lstrip().startswith('<div id="hung">')
    assert texts(calculus) == ["one", "three", "two"]
    assert owner.submit(f"{here}/{first}/position", to="down").location == here
    assert texts(calculus) == ["three", "one", "two"]
    assert "It comes first now" in owner.submit(f"{here}/{third}/position", headers=HX, to="up").text
    owner.submit(f"{here}/{second}/position", to="sideways")
    assert texts(calculus) == ["three", "one", "two"]


def test_told_in_words(seller: Person, calculus: UUID, hang: Hang, sign_in_as: SignIn, client: Client) -> None:
    [key] = hang(calculus, "")
    owner, here = sign_in_as(seller), f"/services/{calculus}/pictures"
    assert "Saved." in owner.submit(f"{here}/{key}/text", headers=HX, alt=' A "blackboard" ').text
    assert texts(calculus) == ['A "blackboard"']
    assert "A &#34;blackboard&#34;" in client.get(f"/services/{calculus}").text
    for bad, complaint in (("a" * 201, "under 200"), ("a\x00", "cannot be kept")):
        assert complaint in owner.submit(f"{here}/{key}/text", headers=HX, alt=bad).text
    assert texts(calculus) == ['A "blackboard"']


def test_removed(seller: Person, calculus: UUID, hang: Hang, sign_in_as: SignIn) -> None:
    first, _ = hang(calculus, "one", "two")
    owner, here = sign_in_as(seller), f"/services/{calculus}/pictures"
    assert "The picture is removed." in owner.submit(f"{here}/{first}/removal", headers=HX).text
    assert texts(calculus) == ["two"]
    assert owner.submit(f"{here}/{first}/removal").status_code == 404


@pytest.mark.parametrize("act", ["position", "text", "removal"])
def test_pictures_of_others_cannot_be_reached(
    seller: Person, calculus: UUID, sell: Callable[..., UUID], hang: Hang, sign_in_as: SignIn, act: str
) -> None:
    [elsewhere] = hang(sell(name="Algebra"), "theirs")
    for key in (elsewhere, uuid4()):
        answer = sign_in_as(seller).submit(f"/services/{calculus}/pictures/{key}/{act}", to="up", alt="mine")
        assert answer.status_code == 404


def test_it_requires_its_seller(
    calculus: UUID, hang: Hang, client: Client, dora: Person, bob: Person, sign_in_as: SignIn
) -> None:
    [key] = hang(calculus, "one")
    here = f"/services/{calculus}/pictures"
    assert client.get(here).location == f"/sign-in?next={here}"
    for person in (dora, bob):
        reader = sign_in_as(person)
        assert reader.get(here).status_code == 403
        assert upload(reader, calculus, ("one.png", a_picture())).status_code == 403
        assert {reader.submit(f"{here}/{key}/{act}").status_code for act in ("position", "text", "removal")} == {403}
    assert texts(calculus) == ["one"]
