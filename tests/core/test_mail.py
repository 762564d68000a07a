"""Mail on the wire: a real SMTP server on loopback."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.message import Message
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from flask import Flask
from flask_mail import Mail
from sqlalchemy import select

from domanu.auth.operations.resets import ask_for_reset
from domanu.core.db import db
from domanu.core.jobs import Job
from domanu.core.mail import mail, mailbox
from domanu.core.time import now
from domanu.core.worker import run_due_jobs
from tests.support.people import Person


class Box:
    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.answer = "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.answer.startswith("250"):
            self.messages.append(message_from_bytes(envelope.content, policy=default))
        return self.answer


@pytest.fixture
def box() -> Iterator[tuple[Box, int]]:
    box = Box()
    port = free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, port
    controller.stop()


@pytest.fixture
def wire(app: Flask, box: tuple[Box, int]) -> Iterator[Box]:
    before = dict(app.config), mail.state
    app.config.update(MAIL_SERVER="127.0.0.1", MAIL_PORT=box[1], MAIL_SUPPRESS_SEND=False)
    Mail.init_app(mail, app)
    yield box[0]
    app.config.update(before[0])
    Mail.init_app(mail, app)


def test_text_and_html_from_our_address(wire: Box, alice: Person) -> None:
    ask_for_reset(alice.email)
    run_due_jobs()
    [message] = wire.messages
    assert message["To"] == alice.email
    assert message["From"] == "Domanu <hello@domanu.com>"
    assert [part.get_content_type() for part in message.walk()][1:] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert message["Message-ID"].endswith("@domanu.com>")


def test_refused_mail_is_retried_with_the_same_link(wire: Box, alice: Person) -> None:
    ask_for_reset(alice.email)
    wire.answer = "451 come back later"
    run_due_jobs()
    assert wire.messages == []
    job = db.session.scalars(select(Job)).one()
    assert job.attempts == 1
    assert "451" in (job.error or "")
    wire.answer = "250 OK"
    job.run_at = job.created_at
    db.session.commit()
    run_due_jobs()
    assert len(wire.messages) == 1


def test_nothing_leaves_without_a_commit(wire: Box, alice: Person) -> None:
    ask_for_reset(alice.email)
    db.session.rollback()
    run_due_jobs()
    assert wire.messages == []


def test_kept_for_reading_where_there_is_no_server(app: Flask, alice: Person) -> None:
    folder = mailbox(app.extensions["domanu.config"])
    before = len(list(folder.glob("*.eml")))
    ask_for_reset(alice.email)
    run_due_jobs()
    assert len(list(folder.glob("*.eml"))) == before + 1


@pytest.fixture
def foreign_certificate(tmp_path: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for localhost that nobody has vouched for."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")]),
    )
    day = timedelta(days=1)
    draft = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now() - day, now() + day)
    draft = draft.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    file = tmp_path / "certificate.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(secret + draft.sign(key, SHA256()).public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return file, context


@pytest.mark.parametrize("trusted", [False, True])
def test_a_server_must_prove_who_it_is(
    app: Flask,
    alice: Person,
    foreign_certificate: tuple[Path, ssl.SSLContext],
    monkeypatch: pytest.MonkeyPatch,
    trusted: bool,
) -> None:
    """Else whoever stands in between reads the links of resets."""
    file, context = foreign_certificate
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
    box = Box()
    controller = Controller(box, hostname="127.0.0.1", port=free_port(), tls_context=context, require_starttls=True)
    controller.start()
    before = dict(app.config)
    app.config.update(MAIL_SERVER="localhost", MAIL_PORT=controller.port, MAIL_USE_TLS=True, MAIL_SUPPRESS_SEND=False)
    Mail.init_app(mail, app)
    try:
        ask_for_reset(alice.email)
        run_due_jobs()
    finally:
        controller.stop()
        app.config.update(before)
        Mail.init_app(mail, app)
    assert len(box.messages) == int(trusted)
    assert trusted or "CERTIFICATE_VERIFY_FAILED" in (db.session.scalars(select(Job.error)).one() or "")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
