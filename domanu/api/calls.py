"""A request goes through here: who calls, what they send, whether it was answered before; then the function itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from domanu.config import settings
from domanu.core.db import db
from domanu.core.limits import limit

from .door import let_in
from .endpoints import ROOT, Caller, Endpoint, Reader
from .fields import Asked, Edited, InZone, Several
from .operations.answers import Kept, claim_key, find_answer, keep_answer
from .reading import fingerprint_of, read_body, read_edition, read_key, read_query, read_upload

JSON = "application/json"
KEPT_HEADERS = ("Content-Type", "ETag", "Link", "Location")


def view_of(endpoint: Endpoint) -> Callable[..., Response]:
    def call(**address: Any) -> Response:
        caller = let_in(endpoint)
        sent = _read(endpoint)
        key = read_key() if endpoint.is_write else None
        caller = _in_zone(caller, sent["query"])
        _count(endpoint, caller, address)
        if key is None or not isinstance(caller, Caller):
            return _answer(endpoint, caller, sent, address)
        fingerprint = fingerprint_of(endpoint, sent)
        once = _once_after if endpoint.takes_upload else _once
        return once(caller, key, fingerprint, lambda: _answer(endpoint, caller, sent, address))

    return call


def _read(endpoint: Endpoint) -> dict[str, Any]:
    sent: dict[str, Any] = {"seen": read_edition()} if endpoint.is_edit else {}
    sent["query"] = read_query(endpoint.query)
    if endpoint.body is not None:
        sent["body"] = read_body(endpoint.body)
    if endpoint.takes_upload:
        sent["upload"] = read_upload()
    return sent


def _in_zone(caller: Reader, query: Asked) -> Reader:
    if query.zone is None:
        return caller
    return Caller(caller.user_id, query.zone) if isinstance(caller, Caller) else Reader(None, query.zone)


def _count(endpoint: Endpoint, caller: Reader, address: dict[str, Any]) -> None:
    """Before anything is written, since it ends the transaction."""
    often = endpoint.often
    if often:
        by = often.by(caller, **address) if often.by else str(caller.user_id)
        limit(often.what, often.times, often.window, by=by)


def _once(caller: Caller, key: str, fingerprint: str, answer: Callable[[], Response]) -> Response:
    kept = claim_key(caller.user_id, key, fingerprint)
    if kept is not None:
        return _again(kept)
    response = answer()
    keep_answer(caller.user_id, key, _as_kept(response))
    return response


def _once_after(caller: Caller, key: str, fingerprint: str, answer: Callable[[], Response]) -> Response:
    """Where a transaction ends on the way, since something takes long: the key is claimed in the last one. Whoever
    comes second has done it for nothing, and none of it stays."""
    kept = find_answer(caller.user_id, key, fingerprint)
    if kept is None:
        response = answer()
        kept = claim_key(caller.user_id, key, fingerprint)
        if kept is None:
            keep_answer(caller.user_id, key, _as_kept(response))
            return response
        db.session.rollback()
    return _again(kept)


def _answer(endpoint: Endpoint, caller: Reader, sent: dict[str, Any], address: dict[str, Any]) -> Response:
    wanted = {name: value for name, value in sent.items() if name in endpoint.hints}
    made = endpoint.view(caller, **wanted, **address)
    if made is None:
        return Response(status=204)
    zone = made.zone if isinstance(made, InZone) else caller.zone
    body = made.model_dump_json(context={"zone": zone or "UTC"})
    response = Response(body, endpoint.status, mimetype=JSON)
    if endpoint.makes:
        response.headers["Location"] = f"{settings().base_url}{ROOT}{endpoint.makes.format(made, **address)}"
    if isinstance(made, Edited):
        response.headers["ETag"] = f'"{made.edition}"'
    if isinstance(made, Several) and made.next:
        response.headers["Link"] = f'<{_address_of_next(made.next)}>; rel="next"'
    return response


def _address_of_next(cursor: str) -> str:
    asked = request.args.to_dict() | {"after": cursor}
    return f"{settings().base_url}{request.script_root}{request.path}?{urlencode(asked)}"


def _as_kept(response: Response) -> Kept:
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    return Kept(response.status_code, headers, response.get_data())


def _again(kept: Kept) -> Response:
    response = Response(kept.body, kept.status, headers=kept.headers)
    response.headers["Idempotency-Replayed"] = "true"
    return response
