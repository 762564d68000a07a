from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from werkzeug.datastructures import FileStorage

from domanu.core.db import db
from domanu.core.files import OnDisk
from domanu.profiles import profile_of
from domanu.profiles.operations.pictures import make_pictures
from tests.core.test_pictures import flood, picture
from tests.support.bucket import s3_bucket
from tests.support.client import Client
from tests.support.people import Person

SignIn = Callable[[Person], Client]
Jobs = Callable[[], int]


def upload(client: Client, content: bytes, name: str = "me.jpg", kind: str = "image/jpeg") -> int:
    file = FileStorage(io.BytesIO(content), name, content_type=kind)
    return client.submit("/profile/picture", picture=file).status_code


def test_it_works(alice: Person, client: Client, sign_in_as: SignIn) -> None:
    owner = sign_in_as(alice)
    assert upload(owner, picture("JPEG")) == 303
    profile = profile_of(alice.id)
    assert profile.picture != profile.thumbnail
    for name, side in ((profile.picture, 512), (profile.thumbnail, 96)):
        answer = client.get(f"/files/{name}")
        assert answer.mimetype == "image/webp"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert "immutable" in answer.headers["Cache-Control"]
        assert Image.open(io.BytesIO(answer.data)).size == (side, side)
    assert f"/files/{profile.picture}" in client.get("/@alice").text


def test_replaced_and_removed_files_are_dropped(app: Flask, alice: Person, sign_in_as: SignIn, run_jobs: Jobs) -> None:
    owner = sign_in_as(alice)
    folder = Path(app.instance_path) / "files" / "people"
    upload(owner, picture("JPEG"))
    first = profile_of(alice.id).picture
    upload(owner, picture("PNG", (90, 90), mode="L"))
    run_jobs()
    db.session.expire_all()
    second = profile_of(alice.id).picture
    assert first is not None
    assert second is not None
    assert not (folder.parent / first).exists()
    assert (folder.parent / second).exists()
    assert owner.submit("/profile/picture/removal").status_code == 303
    run_jobs()
    assert not (folder.parent / second).exists()


def test_picture_of_two_people_outlives_one(
    app: Flask, alice: Person, bob: Person, sign_in_as: SignIn, run_jobs: Jobs
) -> None:
    for person in (alice, bob):
        upload(sign_in_as(person), picture("PNG"))
    sign_in_as(alice).submit("/profile/picture/removal")
    run_jobs()
    name = profile_of(bob.id).picture
    assert name is not None
    assert (Path(app.instance_path) / "files" / name).exists()


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "me.svg", "image/svg+xml"),
        (b"<html><script>alert(1)</script>", "me.jpg", "image/jpeg"),
        (flood(60_000, 60_000), "me.png", "image/png"),
        (b"", "me.png", "image/png"),
        (b"MZ\x90" + b"\0" * 900, "me.exe", "application/x-msdownload"),
        (b"x", "", "image/png"),
    ],
)
def test_attacks(alice: Person, sign_in_as: SignIn, content: bytes, name: str, kind: str) -> None:
    assert upload(sign_in_as(alice), content, name, kind) == 422
    assert profile_of(alice.id).picture is None


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..\\..\\x.jpg", "/etc/cron.d/x", "a\x00.jpg", "x" * 5000, "con.jpg"]
)
def test_names_lead_nowhere(app: Flask, alice: Person, sign_in_as: SignIn, name: str) -> None:
    assert upload(sign_in_as(alice), picture("PNG"), name) == 303
    kept = profile_of(alice.id).picture
    assert kept is not None
    assert kept.startswith("people/")
    assert len(kept) < 100


def test_wrong_type_but_a_picture_all_the_same(alice: Person, sign_in_as: SignIn) -> None:
    assert upload(sign_in_as(alice), picture("PNG"), "me.txt", "text/plain") == 303


def test_polyglot_is_made_anew(alice: Person, client: Client, sign_in_as: SignIn) -> None:
    assert upload(sign_in_as(alice), picture("GIF") + b"/*<script>alert(1)</script>*/") == 303
    assert b"script" not in client.get(f"/files/{profile_of(alice.id).picture}").data


def test_fifty_megabytes(alice: Person, sign_in_as: SignIn) -> None:
    """Laid out by hand: the client's own encoder leaves a temporary file open."""
    client = sign_in_as(alice)
    token = f'--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{client.csrf_token()}\r\n'
    head = '--x\r\nContent-Disposition: form-data; name="picture"; filename="me.jpg"\r\n\r\n'
    body = (token + head).encode() + b"\xff\xd8" + b"\0" * 50_000_000 + b"\r\n--x--\r\n"
    answer = client.post("/profile/picture", data=body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "name", ["../secret-key", "people/../../secret-key", "people/x.webp", "secret-key", "people/" + "a" * 64]
)
def test_no_other_file_is_served(client: Client, name: str) -> None:
    assert client.get(f"/files/{name}").status_code == 404


@pytest.fixture
def bucket(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with s3_bucket(tmp_path) as made:
        monkeypatch.setitem(app.extensions, "domanu.files", made)
        yield


def test_in_a_bucket(bucket: None, alice: Person, client: Client, sign_in_as: SignIn, run_jobs: Jobs) -> None:
    owner = sign_in_as(alice)
    assert upload(owner, picture("WEBP")) == 303
    name = profile_of(alice.id).picture
    assert client.get(f"/files/{name}").status_code == 200
    owner.submit("/profile/picture/removal")
    run_jobs()
    assert client.get(f"/files/{name}").status_code == 404


def test_files_are_kept_by_the_request_itself(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bucket is asked over sockets that belong to gevent, which its native threads must not touch."""

    class Noting(OnDisk):
        def put(self, name: str, content: bytes) -> None:
            kept_in.append(threading.get_ident())
            super().put(name, content)

    kept_in: list[int] = []
    monkeypatch.setitem(app.extensions, "domanu.files", Noting(Path(app.instance_path) / "files"))
    monkeypatch.setattr("domanu.core.slow.is_module_patched", lambda _name: True)
    make_pictures(picture("JPEG"))
    assert kept_in == [threading.get_ident()] * 2
