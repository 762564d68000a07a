"""Mail, as text and HTML. Only jobs send it, so that nothing leaves before the commit."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Sequence
from datetime import timedelta
from email.utils import parseaddr
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from flask import Flask, current_app, render_template
from flask_mail import Connection, Mail, Message, email_dispatched

from domanu.config import Config, settings

from .db import release
from .time import now

SILENCE_SECONDS = 30


class VerifiedConnection(Connection):
    """Flask-Mail's own takes any certificate, and waits for a silent server for ever."""

    def configure_host(self) -> smtplib.SMTP:
        server, context = self.mail, ssl.create_default_context()
        where = (server.server, server.port or 0)
        host = (
            smtplib.SMTP_SSL(*where, timeout=SILENCE_SECONDS, context=context)
            if server.use_ssl
            else smtplib.SMTP(*where, timeout=SILENCE_SECONDS)
        )
        if server.use_tls:
            host.starttls(context=context)
        if server.username and server.password:
            host.login(server.username, server.password)
        return host


class VerifiedMail(Mail):
    def connect(self) -> Connection:
        return VerifiedConnection(current_app.extensions["mail"])


class Attachment(NamedTuple):
    name: str
    kind: str
    content: bytes


class Readers(NamedTuple):
    zone_of: Callable[[UUID], str]
    wants: Callable[[UUID, str], bool]


mail = VerifiedMail()
KEPT = timedelta(days=30)


def init_app(app: Flask, config: Config, zone_of: Callable[[UUID], str], wants: Callable[[UUID, str], bool]) -> None:
    """`zone_of` tells in which time zone a user lives, and `wants` whether they want mail about an event of this name,
    neither of which this floor can know."""
    app.extensions["domanu.mail"] = Readers(zone_of, wants)
    app.config.update(
        MAIL_SERVER=config.mail_server,
        MAIL_PORT=config.mail_port,
        MAIL_USERNAME=config.mail_username or None,
        MAIL_PASSWORD=config.mail_password or None,
        MAIL_USE_TLS=config.mail_use_tls,
        MAIL_USE_SSL=config.mail_use_ssl,
        MAIL_DEFAULT_SENDER=config.mail_sender,
        MAIL_SUPPRESS_SEND=not config.mail_server,
    )
    mail.init_app(app)
    if not config.mail_server:
        box = mailbox(config)
        email_dispatched.connect(lambda _, message: _keep(box, message), sender=app, weak=False)


def send_mail(
    to: str,
    template: str,
    key: UUID,
    *,
    reader: UUID | None = None,
    topic: str = "",
    attached: Sequence[Attachment] = (),
    **context: object,
) -> None:
    """`key` names the message: a retry bears the same Message-ID, so that mailboxes can drop the copy.

    Times are told in the `reader`'s zone. With a `topic`, the name of an event, it is sent only to whoever wants that.
    """
    readers: Readers = current_app.extensions["domanu.mail"]
    if reader and topic and not readers.wants(reader, topic):
        return
    context["zone"] = readers.zone_of(reader) if reader else "UTC"
    subject, text = _subject_and_text(render_template(f"mail/{template}.txt", **context))
    message = Message(subject, recipients=[to], body=text, html=render_template(f"mail/{template}.html", **context))
    message.msgId = f"<{key}.{template}@{_domain()}>"
    for file in attached:
        message.attach(file.name, file.kind, file.content)
    release()
    mail.send(message)


def mailbox(config: Config) -> Path:
    """Where messages are kept, to be read at /dev/mail, while no MAIL_SERVER is set."""
    return Path(config.instance_path) / "mail"


def _subject_and_text(rendered: str) -> tuple[str, str]:
    """The first line of the text template is the subject."""
    subject, _, text = rendered.partition("\n")
    return subject.strip(), text.strip() + "\n"


def _domain() -> str:
    return parseaddr(settings().mail_sender)[1].rpartition("@")[2] or "localhost"


def _keep(box: Path, message: Message) -> None:
    box.mkdir(parents=True, exist_ok=True)
    (box / f"{now():%Y%m%dT%H%M%S%f}.eml").write_bytes(message.as_bytes())
    for old in box.glob("*.eml"):
        if now().timestamp() - old.stat().st_mtime > KEPT.total_seconds():
            old.unlink(missing_ok=True)
