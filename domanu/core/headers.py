"""The headers that every answer carries, error pages too."""

from __future__ import annotations

import gzip

from flask import Response, g, request, session
from flask_login import current_user

from .http import add_vary

OURS = ("script-src", "style-src", "img-src", "font-src", "connect-src", "manifest-src", "form-action")
NOBODYS = ("default-src", "base-uri", "frame-ancestors")
POLICY = "; ".join([*(f"{kind} 'none'" for kind in NOBODYS), *(f"{kind} 'self'" for kind in OURS)])
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
A_YEAR = 31_536_000
WORTH_COMPRESSING = 600


def add_headers(response: Response, *, secure: bool) -> Response:
    there = {name.lower() for name, _ in response.headers}
    for name, value in ALWAYS.items():
        if name.lower() not in there:
            response.headers.add(name, value)
    if secure:
        response.headers["Strict-Transport-Security"] = f"max-age={A_YEAR}; includeSubDomains"
    if "cache-control" not in there:
        response.headers["Cache-Control"] = "private, no-store" if _is_personal() else "no-cache"
    return response


def compress(response: Response) -> Response:
    """Small answers, streams, and what is compressed already go as they are."""
    add_vary(response, "Accept-Encoding")
    fits = (response.mimetype or "").startswith("text/") or response.mimetype in {"application/json", "image/svg+xml"}
    if not fits or response.direct_passthrough or response.is_streamed or "Content-Encoding" in response.headers:
        return response
    body = response.get_data()
    if len(body) < WORTH_COMPRESSING or not request.accept_encodings["gzip"]:
        return response
    response.set_data(gzip.compress(body, 5, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    return response


def _is_personal() -> bool:
    """A page that never asked who reads it is the same for all."""
    return bool(session) or session.modified or ("_login_user" in g and current_user.is_authenticated)
