from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from domanu.core.db import db
from domanu.core.files import files
from domanu.core.pictures import NotAPicture
from domanu.core.refusals import Forbidden, Hidden
from domanu.services import delete_service
from domanu.services.errors import TooManyPictures
from domanu.services.models import Service
from domanu.services.operations.pictures import MOST, add_picture, describe_picture, move_picture, remove_picture
from domanu.services.operations.reading import pictures_of
from tests.core.test_pictures import flood
from tests.support.bucket import s3_bucket
from tests.support.client import Client
from tests.support.people import Person

from .conftest import Sell

Jobs = Callable[[], int]


def picture_of(number: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (120, 100), (25 * number, 80, 160)).save(out, "PNG")
    return out.getvalue()


def add(key: UUID, seller: Person, number: int, alt: str = "") -> UUID:
    made = add_picture(key, seller.id, picture_of(number), alt)
    db.session.commit()
    return made


def cover(key: UUID) -> tuple[str | None, str]:
    thumbnail, alt = db.session.execute(select(Service.cover, Service.cover_alt).where(Service.id == key)).one()
    return thumbnail, alt


def test_it_works(seller: Person, client: Client, calculus: UUID) -> None:
    add(calculus, seller, 1, "A triangle")
    [made] = pictures_of(calculus)
    assert cover(calculus) == (made.thumbnail, "A triangle")
    for name, size in ((made.picture, (1200, 900)), (made.thumbnail, (640, 480))):
        answer = client.get(f"/files/{name}")
        assert answer.mimetype == "image/webp"
        assert Image.open(io.BytesIO(answer.data)).size == size


def test_order(seller: Person, calculus: UUID) -> None:
    first, second, third = (add(calculus, seller, number, f"Number {number}") for number in range(3))
    move_picture(calculus, seller.id, third, up=True)
    move_picture(calculus, seller.id, third, up=True)
    move_picture(calculus, seller.id, third, up=True)
    move_picture(calculus, seller.id, second, up=False)
    assert [made.id for made in pictures_of(calculus)] == [third, first, second]
    assert cover(calculus)[1] == "Number 2"
    describe_picture(calculus, seller.id, third, "Said anew")
    assert cover(calculus)[1] == "Said anew"


def test_removed(app: Flask, seller: Person, calculus: UUID, run_jobs: Jobs) -> None:
    first, second = add(calculus, seller, 1, "First"), add(calculus, seller, 2, "Second")
    names = pictures_of(calculus)[0].picture, pictures_of(calculus)[0].thumbnail
    remove_picture(calculus, seller.id, first)
    db.session.commit()
    run_jobs()
    assert [files().get(name) for name in names] == [None, None]
    assert cover(calculus)[1] == "Second"
    remove_picture(calculus, seller.id, second)
    assert cover(calculus) == (None, "")


def test_the_same_picture_of_two_services(seller: Person, sell: Sell, run_jobs: Jobs) -> None:
    one, other = sell(), sell("Algebra")
    for key in (one, other):
        add(key, seller, 1)
    delete_service(one, seller.id)
    db.session.commit()
    run_jobs()
    name = pictures_of(other)[0].picture
    assert files().get(name)
    delete_service(other, seller.id)
    db.session.commit()
    run_jobs()
    assert files().get(name) is None


def test_no_more_than_a_few(seller: Person, calculus: UUID) -> None:
    for number in range(MOST):
        add(calculus, seller, number)
    with pytest.raises(TooManyPictures):
        add(calculus, seller, MOST)


@pytest.mark.parametrize(
    "content", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", flood(60_000, 60_000)]
)
def test_attacks(seller: Person, calculus: UUID, content: bytes) -> None:
    with pytest.raises(NotAPicture):
        add_picture(calculus, seller.id, content, "")
    assert not pictures_of(calculus)


def test_strangers(seller: Person, dora: Person, calculus: UUID) -> None:
    made = add(calculus, seller, 1)
    writes: list[tuple[Callable[..., Any], tuple[Any, ...]]] = [
        (add_picture, (picture_of(2), "")),
        (describe_picture, (made, "Mine")),
        (move_picture, (made, True)),
        (remove_picture, (made,)),
    ]
    for write, rest in writes:
        with pytest.raises(Forbidden):
            write(calculus, dora.id, *rest)
        with pytest.raises(Hidden):
            write(uuid4(), seller.id, *rest)


def test_of_another_service(seller: Person, sell: Sell) -> None:
    one, other = sell(), sell("Algebra")
    made = add(one, seller, 1)
    for write, rest in ((describe_picture, ("x",)), (move_picture, (True,)), (remove_picture, ())):
        with pytest.raises(Hidden):
            write(other, seller.id, made, *rest)


@pytest.fixture
def bucket(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with s3_bucket(tmp_path) as made:
        monkeypatch.setitem(app.extensions, "domanu.files", made)
        yield


def test_in_a_bucket(bucket: None, seller: Person, client: Client, calculus: UUID, run_jobs: Jobs) -> None:
    made = add(calculus, seller, 1)
    names = [name for kept in pictures_of(calculus) for name in (kept.picture, kept.thumbnail)]
    assert [client.get(f"/files/{name}").status_code for name in names] == [200, 200]
    remove_picture(calculus, seller.id, made)
    db.session.commit()
    run_jobs()
    assert [client.get(f"/files/{name}").status_code for name in names] == [404, 404]
