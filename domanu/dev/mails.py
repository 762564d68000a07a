"""/dev/mail: what was written while no mail server is set."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import NamedTuple

from flask import Blueprint, Response, abort, make_response, render_template

from domanu.config import settings
from domanu.core.headers import POLICY
from domanu.core.mail import mailbox

KEY = re.compile(r"\d{8}T\d{12}")
MOST = 100
FRAMING_POLICY = f"{POLICY}; frame-src 'self'"
FRAMED_POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
    "img-src 'self'; style-src 'unsafe-inline'"
)


class Kept(NamedTuple):
    key: str
    at: datetime
    letter: EmailMessage


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/dev/mail", view_func=mails)
    blueprint.add_url_rule("/dev/mail/<key>", view_func=mail)
    blueprint.add_url_rule("/dev/mail/<key>/letter", view_func=letter)


def mails() -> str:
    files = sorted(mailbox(settings()).glob("*.eml"), reverse=True)
    keys = [file.stem for file in files if KEY.fullmatch(file.stem)]
    return render_template("dev/mails.html", mails=[_kept(key) for key in keys[:MOST]])


def mail(key: str) -> Response:
    kept = _kept(key)
    page = render_template("dev/mail.html", mail=kept, text=_part(kept.letter, "plain"))
    response = make_response(page)
    response.headers["Content-Security-Policy"] = FRAMING_POLICY
    return response


def letter(key: str) -> Response:
    """The HTML part alone, for a frame: its links lead out of the frame, and nothing in it can run."""
    html = _part(_kept(key).letter, "html").replace("<head>", '<head><base target="_top">', 1)
    response = make_response(html)
    response.headers["Content-Security-Policy"] = FRAMED_POLICY
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _kept(key: str) -> Kept:
    file = mailbox(settings()) / f"{key}.eml"
    if not KEY.fullmatch(key) or not file.is_file():
        abort(404)
    at = datetime.strptime(key, "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC)
    return Kept(key, at, message_from_bytes(file.read_bytes(), policy=policy.default))


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part is not None else ""
