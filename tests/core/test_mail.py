"""Mail on the wire: a real SMTP server on loopback."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from flask_mail import Mail
from sqlalchemy import select

from domanu.auth.operations.resets import ask_for_reset
from domanu.core.db import db
from domanu.core.jobs import Job
from domanu.core.mail import mail, mailbox
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
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
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
