"""The OpenAPI document, from the endpoints alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from domanu.core.limits import TooMany

from .endpoints import ROOT, Endpoint, Resource
from .errors import EditionPassed, KeyReused, Malformed, NoEdition, NoScope, NoToken, StillAnswering, Unfit
from .fields import Told
from .problems import BY_STATUS, PROBLEMS, Problem
from .reading import FORM, JSON, LONGEST_KEY, PICTURES
from .scopes import SCOPES

Schema = dict[str, Any]
PART = re.compile(r"<(?:(\w+):)?(\w+)>")
PARTS = {
    "slug": "The name of the marketplace in its address.",
    "key": "The id of the one in question.",
    "picture": "The id of the picture.",
    "person": "The id of the member.",
    "username": "Without the @.",
}
VERSION = "1"
PLACE = "#/components/schemas/{model}"
PROBLEM = "application/problem+json"
BINARY: Schema = {"type": "string", "format": "binary"}
ANY_REQUEST = (NoToken, NoScope, Unfit, TooMany)
LIMITS = {
    "RateLimit-Limit": "How many requests you have in five minutes.",
    "RateLimit-Remaining": "How many of them are left.",
    "RateLimit-Reset": "In how many seconds all of them are back.",
}


class Fault(Told):
    at: str
    message: str


class ProblemDocument(Told):
    """What was refused, and how to go on. Some kinds say more, in fields of their own."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Fault] | None = None


def describe(resources: Iterable[Resource], site: str) -> Schema:
    resources = list(resources)
    paths: dict[str, Schema] = {}
    endpoints = [endpoint for resource in resources for endpoint in resource.endpoints]
    for endpoint in endpoints:
        paths.setdefault(PART.sub(r"{\2}", endpoint.path), {})[endpoint.method.lower()] = _operation(endpoint)
    return {
        "openapi": "3.1.0",
        "info": {"title": f"{site} API", "version": VERSION, "description": "See /api/docs for a guide."},
        "servers": [{"url": ROOT}],
        "tags": [{"name": resource.name, "description": resource.words} for resource in resources],
        "paths": paths,
        "components": {"schemas": _schemas(endpoints), "securitySchemes": {"token": _scheme()}},
    }


def problems_of(endpoint: Endpoint) -> dict[int, list[Problem]]:
    """Every refusal that it may answer, by status."""
    found = [PROBLEMS[kind] for kind in (*ANY_REQUEST, *_of_writes(endpoint), *endpoint.refuses)]
    found += [BY_STATUS[status] for status in (500, 503)]
    found += [BY_STATUS[status] for status in (413, 415) if endpoint.body or endpoint.takes_upload]
    found += [PROBLEMS[Malformed]] if endpoint.body or endpoint.is_write else []
    by_status: dict[int, list[Problem]] = {}
    for problem in dict.fromkeys(found):
        by_status.setdefault(problem.status, []).append(problem)
    return dict(sorted(by_status.items()))


def parts_of(endpoint: Endpoint) -> Iterator[tuple[str, str]]:
    """The name and the kind of each part of its address."""
    for kind, name in PART.findall(endpoint.path):
        yield name, kind


def _of_writes(endpoint: Endpoint) -> Iterator[type[Exception]]:
    if endpoint.is_write:
        yield from (StillAnswering, KeyReused)
    if endpoint.is_edit:
        yield from (NoEdition, EditionPassed)


def _operation(endpoint: Endpoint) -> Schema:
    summary, more = endpoint.words
    operation: Schema = {
        "operationId": endpoint.name,
        "tags": [endpoint.resource.name],
        "summary": summary,
        "parameters": list(_parameters(endpoint)),
        "responses": {str(endpoint.status): _good(endpoint)} | dict(_refusals(endpoint)),
        "security": [*([] if endpoint.scope else [{}]), *({"token": [scope]} for scope in endpoint.needs)],
    }
    if more:
        operation["description"] = more
    if endpoint.body:
        required = any(part.is_required() for part in endpoint.body.model_fields.values())
        schema = {"$ref": PLACE.format(model=endpoint.body.__name__)}
        operation["requestBody"] = {"required": required, "content": {JSON: {"schema": schema}}}
    if endpoint.takes_upload:
        operation["requestBody"] = {"required": True, "content": _picture()}
    return operation


def _parameters(endpoint: Endpoint) -> Iterator[Schema]:
    for name, kind in parts_of(endpoint):
        schema = {"type": "string"} | ({"format": "uuid"} if kind == "uuid" else {})
        yield {"name": name, "in": "path", "required": True, "description": PARTS[name], "schema": schema}
    asked = endpoint.query.model_json_schema(ref_template=PLACE)
    for name, schema in asked["properties"].items():
        words = schema.pop("description", "")
        yield {"name": name, "in": "query", "required": False, "description": words, "schema": schema}
    if endpoint.is_edit:
        words, schema = "The ETag of what is changed.", {"type": "string", "pattern": '^"[0-9]{1,18}"$'}
        yield {"name": "If-Match", "in": "header", "required": True, "description": words, "schema": schema}
    if endpoint.is_write:
        schema = {"type": "string", "pattern": f"^[!-~]{{1,{LONGEST_KEY}}}$"}
        words = "Whatever you choose, anew for each thing that you do. The same request with it is not done twice."
        yield {"name": "Idempotency-Key", "in": "header", "required": False, "description": words, "schema": schema}


def _good(endpoint: Endpoint) -> Schema:
    headers = dict(LIMITS)
    if endpoint.is_edited:
        headers["ETag"] = "What to send as If-Match."
    if endpoint.makes:
        headers["Location"] = "Where it is from now on."
    if endpoint.is_list:
        headers["Link"] = "The next page, if there is one."
    if endpoint.is_write:
        headers["Idempotency-Replayed"] = "true if it was done before, and this is the answer from then."
    told: Schema = {"description": "Done." if endpoint.answer is None else "So it is.", "headers": _headers(headers)}
    if endpoint.answer:
        told["content"] = {JSON: {"schema": {"$ref": PLACE.format(model=endpoint.answer.__name__)}}}
    return told


def _refusals(endpoint: Endpoint) -> Iterator[tuple[str, Schema]]:
    schema = {"$ref": PLACE.format(model=ProblemDocument.__name__)}
    for status, problems in problems_of(endpoint).items():
        words = "\n".join(f"* `{problem.kind}`: {problem.title}." for problem in problems)
        yield str(status), {"description": words, "content": {PROBLEM: {"schema": schema}}}


def _headers(words: dict[str, str]) -> Schema:
    return {name: {"description": said, "schema": {"type": "string"}} for name, said in words.items()}


def _picture() -> Schema:
    form = {"type": "object", "required": ["picture"], "properties": {"picture": BINARY, "alt": {"type": "string"}}}
    return {kind: {"schema": BINARY} for kind in PICTURES} | {FORM: {"schema": form}}


def _schemas(endpoints: Iterable[Endpoint]) -> Schema:
    """Each model is either only read or only told, but for the rules of a marketplace, which look alike."""
    told: dict[type[BaseModel], Literal["validation", "serialization"]] = {ProblemDocument: "serialization"}
    for endpoint in endpoints:
        if endpoint.body:
            told[endpoint.body] = "validation"
        if endpoint.answer:
            told[endpoint.answer] = "serialization"
    _, schema = models_json_schema(list(told.items()), ref_template=PLACE)
    found: Schema = schema["$defs"]
    return dict(sorted(found.items()))


def _scheme() -> Schema:
    words = "; ".join(f"{scope.name}: {scope.words}" for scope in SCOPES)
    return {"type": "http", "scheme": "bearer", "bearerFormat": "dmn_…", "description": f"Scopes: {words}"}
