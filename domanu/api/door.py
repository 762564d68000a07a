"""Who calls, by their token alone: no cookie opens this door. It is asked before anything else is looked at."""

from __future__ import annotations

import re
from datetime import timedelta

from flask import g, request

from domanu.core.db import release
from domanu.core.limits import Allowance, TooMany, use_allowance

from .endpoints import Caller, Endpoint, Reader
from .errors import NoScope, NoToken
from .operations.tokens import Bearer, find_bearer, note_use

BEARER = re.compile(r"Bearer +(dmn_[A-Za-z0-9_-]{43})", re.IGNORECASE | re.ASCII)
WINDOW = timedelta(minutes=5)
OF_A_PERSON, OF_AN_ADDRESS = 600, 300


def let_in(endpoint: Endpoint) -> Reader:
    """`Caller` wherever the endpoint wants one."""
    sent = request.headers.get("Authorization")
    bearer = _bearer(sent) if sent is not None else None
    _count(bearer)
    if bearer is None:
        if sent is not None or endpoint.scope:
            raise NoToken
        return Reader()
    if bearer.scopes.isdisjoint(endpoint.needs):
        raise NoScope(" ".join(endpoint.needs))
    if bearer.is_seen_again:
        note_use(bearer.token_id)
        release()  # at once, so that no other request with this token waits for what comes now
    return Caller(bearer.user_id, bearer.time_zone)


def allowance() -> Allowance | None:
    """What this request has left over."""
    found: Allowance | None = g.get("api_allowance")
    return found


def _bearer(sent: str) -> Bearer | None:
    shaped = BEARER.fullmatch(sent.strip())
    return find_bearer(shaped[1]) if shaped else None


def _count(bearer: Bearer | None) -> None:
    """By person, whichever token they use; what comes without a good one by its network address."""
    by, most = (str(bearer.user_id), OF_A_PERSON) if bearer else (None, OF_AN_ADDRESS)
    g.api_allowance = use_allowance("api", most, WINDOW, by=by)
    if g.api_allowance.is_overdrawn:
        raise TooMany(g.api_allowance.wait)
