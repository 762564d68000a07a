"""A program that calls the API. Whatever it is answered has to be documented."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

import jsonschema_rs
from flask import Flask
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

from domanu.api.endpoints import ROOT, Endpoint
from domanu.api.openapi import PART, PROBLEM, describe, problems_of
from domanu.api.resources import ENDPOINTS, RESOURCES


class Reply(NamedTuple):
    status: int
    body: Any
    headers: Headers

    @property
    def kind(self) -> str:
        """Which problem it tells of."""
        return str(self.body["type"]).rpartition("#")[2]

    @property
    def location(self) -> str:
        """Below the root, of what was made."""
        return self.headers["Location"].partition(ROOT)[2]


class Api:
    def __init__(self, app: Flask, token: str | None = None) -> None:
        self.client = app.test_client()
        self.token = token

    def get(self, path: str, **options: Any) -> Reply:
        return self.send("GET", path, **options)

    def post(self, path: str, body: Any = None, **options: Any) -> Reply:
        return self.send("POST", path, json=body, **options)

    def put(self, path: str, body: Any = None, **options: Any) -> Reply:
        return self.send("PUT", path, json=body, **options)

    def patch(self, path: str, body: Any = None, **options: Any) -> Reply:
        return self.send("PATCH", path, json=body, **options)

    def delete(self, path: str, **options: Any) -> Reply:
        return self.send("DELETE", path, **options)

    def send(
        self,
        method: str,
        path: str,
        *,
        key: str | None = None,
        seen: object = None,
        headers: dict[str, str] | None = None,
        **options: Any,
    ) -> Reply:
        """`seen` is the edition that an edit was made from."""
        more = dict(headers or {})
        if self.token:
            more["Authorization"] = f"Bearer {self.token}"
        if key:
            more["Idempotency-Key"] = key
        if seen is not None:
            more["If-Match"] = f'"{seen}"'
        if options.get("json") is None:
            options.pop("json", None)
        answer = self.client.open(ROOT + path, method=method, headers=more, **options)
        check(method, path, answer)
        body = answer.get_json(force=True) if answer.data else None
        return Reply(answer.status_code, body, answer.headers)


def check(method: str, path: str, answer: TestResponse) -> None:
    endpoint = endpoint_at(method, path.partition("?")[0])
    if endpoint is None:
        return
    assert answer.status_code in {endpoint.status, *problems_of(endpoint)}, (method, path, answer.text)
    if answer.status_code == 204:
        assert answer.data == b""
    elif answer.status_code == endpoint.status:
        assert answer.mimetype == "application/json"
        assert endpoint.answer
        validator(endpoint.answer.__name__).validate(answer.json)
    else:
        assert answer.mimetype == PROBLEM
        told = answer.get_json(force=True)
        validator("ProblemDocument").validate(told)
        assert told["status"] == answer.status_code


def endpoint_at(method: str, path: str) -> Endpoint | None:
    return next((e for e in ENDPOINTS if e.method == method and re.fullmatch(_shape(e.path), path)), None)


@cache
def validator(model: str) -> Any:
    """The schema of one model with all that it speaks of."""
    document = describe(RESOURCES, "Test")
    schema = {"$ref": f"#/components/schemas/{model}", "components": document["components"]}
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)


def _shape(path: str) -> str:
    return PART.sub("[^/]+", path)
