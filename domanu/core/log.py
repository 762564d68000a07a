"""Structured logs: a line of JSON for each request and each thing worth telling.

Addresses are logged as patterns, so that no secret of a link gets in.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from typing import Any

from flask import Flask, Response, g, has_request_context, request

from .db import new_id

FAILURE = 400
as_json = json.JSONEncoder(default=str).encode
USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {"at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"), "level": record.levelname.lower()}
        line |= {"say": record.getMessage(), "logger": record.name}
        if has_request_context():
            line["request"] = g.get("request_id")
        line |= {name: value for name, value in vars(record).items() if name not in USUAL}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return as_json(line)


def init_app(app: Flask, level: str) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger("domanu")
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    root.propagate = False
    app.before_request(_begin)
    app.after_request(_tell)


def _begin() -> None:
    g.began = time.monotonic()
    g.request_id = str(new_id())


def _tell(response: Response) -> Response:
    response.headers["X-Request-ID"] = request_id()
    pattern = request.url_rule.rule if request.url_rule else "(no such address)"
    facts = {"method": request.method, "path": pattern, "status": response.status_code, "ms": _elapsed()}
    is_probe = request.blueprint == "health" and response.status_code < FAILURE
    logging.getLogger("domanu.requests").log(logging.DEBUG if is_probe else logging.INFO, "answered", extra=facts)
    return response


def request_id() -> str:
    if "request_id" not in g:
        g.request_id = str(new_id())
    return str(g.request_id)


def _elapsed() -> float:
    began: float = g.get("began", time.monotonic())
    return round((time.monotonic() - began) * 1000, 1)
