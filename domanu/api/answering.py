"""How refusals leave: as documents, below /api/ without exception."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Flask, Response, current_app, request
from redis import RedisError
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from domanu.core.http import add_vary
from domanu.core.limits import TooMany

from .door import allowance
from .errors import NoScope, NoToken, StillAnswering
from .problems import BY_STATUS, PROBLEMS, Problem, document_of, problem_of

ROOT = "/api/"
TYPE = "application/problem+json"
REALM = 'Bearer realm="Domanu"'
BAD_REQUEST, SERVERS_FAULT = 400, 500


def add_handlers(blueprint: Blueprint) -> None:
    for kind in PROBLEMS:
        blueprint.register_error_handler(kind, refuse)
    blueprint.register_error_handler(HTTPException, refuse_http)
    for away in (OperationalError, PoolTimeoutError, RedisError):
        blueprint.register_error_handler(away, refuse_without_database)
    blueprint.after_request(_tell_allowance)


def init_app(app: Flask) -> None:
    app.before_request(_refuse_unrouted)


def refuse(error: Exception) -> Response:
    response = _document(problem_of(error), error)
    if isinstance(error, NoToken):
        response.headers["WWW-Authenticate"] = REALM
    if isinstance(error, NoScope):
        response.headers["WWW-Authenticate"] = f'{REALM}, error="insufficient_scope", scope="{error.scope}"'
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(max(1, error.wait))
    if isinstance(error, StillAnswering):
        response.headers["Retry-After"] = "1"
    return response


def refuse_http(error: HTTPException) -> Response:
    status = error.code or SERVERS_FAULT
    nearest = BY_STATUS.get(status) or BY_STATUS[BAD_REQUEST if status < SERVERS_FAULT else SERVERS_FAULT]
    response = _document(nearest)
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            response.headers[name] = value
    return response


def refuse_without_database(error: Exception) -> Response:
    current_app.logger.error("the database, or Redis, did not answer", exc_info=error)
    response = _document(BY_STATUS[503])
    response.headers["Retry-After"] = "60"
    return response


def _refuse_unrouted() -> Response | None:
    """What matches no address belongs to no blueprint, and would get a page."""
    problem: Any = request.routing_exception
    if problem is None or isinstance(problem, RequestRedirect) or not request.path.startswith(ROOT):
        return None
    return refuse_http(problem)


def _document(problem: Problem, error: Exception | None = None) -> Response:
    text = json.dumps(document_of(problem, error), ensure_ascii=False)
    return Response(text, problem.status, mimetype=TYPE)


def _tell_allowance(response: Response) -> Response:
    left = allowance()
    if left:
        response.headers["RateLimit-Limit"] = str(left.most)
        response.headers["RateLimit-Remaining"] = str(left.left)
        response.headers["RateLimit-Reset"] = str(left.wait)
    is_personal = "Authorization" in request.headers
    response.headers.setdefault("Cache-Control", "private, no-store" if is_personal else "no-cache")
    add_vary(response, "Authorization")
    return response
