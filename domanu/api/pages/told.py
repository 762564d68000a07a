"""One operation of the OpenAPI document as a page tells it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ..openapi import Schema
from ..reading import FORM, JSON
from .examples import example_of, path_with_examples

SAFE = "get"
UNSAID = "Done. There is nothing in the answer."


class Field(NamedTuple):
    name: str
    kind: str
    words: str
    is_required: bool
    where: str = ""


class Request(NamedTuple):
    method: str
    url: str
    operation: Schema


class Operation(NamedTuple):
    id: str
    method: str
    path: str
    summary: str
    words: str
    scopes: list[str]
    is_open: bool
    parameters: list[Field]
    fields: list[Field]
    told: list[Field]
    answer: str
    """An example."""
    status: str
    refusals: list[tuple[str, list[str]]]
    """The kinds, by status."""
    curl: str


def operations_of(document: Schema, tag: str, base_url: str) -> list[Operation]:
    return [
        _told(document, method, path, operation, base_url)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if tag in operation["tags"]
    ]


def _told(document: Schema, method: str, path: str, operation: Schema, base_url: str) -> Operation:
    schemas = document["components"]["schemas"]
    status = next(status for status in operation["responses"] if status.startswith("2"))
    good = operation["responses"][status]
    answer = good.get("content", {}).get(JSON, {}).get("schema")
    body = operation.get("requestBody", {}).get("content", {})
    given = body[FORM]["schema"] if FORM in body else body.get(JSON, {}).get("schema")
    return Operation(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        words=operation.get("description", ""),
        scopes=[way["token"][0] for way in operation["security"] if way],
        is_open={} in operation["security"],
        parameters=list(_parameters(operation)),
        fields=list(_fields(given, schemas)),
        told=list(_fields(answer, schemas)),
        answer=_json(example_of(answer, schemas)) if answer else "",
        status=status,
        refusals=list(_refusals(operation)),
        curl=_curl(Request(method, f"{base_url}/api/v1{path_with_examples(path)}", operation), given, schemas),
    )


def _parameters(operation: Schema) -> Iterator[Field]:
    for one in operation["parameters"]:
        kind = _kind(one["schema"], {}).removesuffix(" or null")
        yield Field(one["name"], kind, one.get("description", ""), one["required"], one["in"])


def _fields(schema: Schema | None, schemas: Mapping[str, Schema], before: str = "") -> Iterator[Field]:
    """What is in it, and what is in that, each under its whole name."""
    found = _resolved(schema, schemas)
    required = found.get("required", ())
    for name, part in found.get("properties", {}).items():
        yield Field(before + name, _kind(part, schemas), part.get("description", ""), name in required)
        inner, many = _inner(part, schemas)
        yield from _fields(inner, schemas, f"{before}{name}{'[]' if many else ''}.") if inner else ()


def _inner(schema: Schema, schemas: Mapping[str, Schema]) -> tuple[Schema | None, bool]:
    for option in schema.get("anyOf", [schema]):
        found = _resolved(option, schemas)
        if found.get("type") == "object" and "properties" in found:
            return found, False
        if found.get("type") == "array":
            item = _resolved(found.get("items", {}), schemas)
            return (item, True) if "properties" in item else (None, True)
    return None, False


def _kind(schema: Schema, schemas: Mapping[str, Schema]) -> str:
    """In a word or two."""
    if "anyOf" in schema:
        return " or ".join(_kind(option, schemas) for option in schema["anyOf"])
    if "$ref" in schema:
        return _kind(_resolved(schema, schemas), schemas) if schemas else "object"
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema and len(schema["enum"]) < MOST_SHOWN:
        return " or ".join(json.dumps(word) for word in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}), schemas)}"
    return str(schema.get("format") or schema.get("type") or "anything")


MOST_SHOWN = 8


def _resolved(schema: Schema | None, schemas: Mapping[str, Schema]) -> Schema:
    schema = schema or {}
    return schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


def _refusals(operation: Schema) -> Iterator[tuple[str, list[str]]]:
    for status, answer in operation["responses"].items():
        if not status.startswith("2"):
            yield status, [line.split("`")[1] for line in answer["description"].splitlines()]


def _curl(request: Request, given: Schema | None, schemas: Mapping[str, Schema]) -> str:
    method, url, operation = request
    lines = [f"curl {url}" if method == SAFE else f"curl -X {method.upper()} {url}"]
    if {} not in operation["security"]:
        lines.append('-H "Authorization: Bearer $TOKEN"')
    if any(one["name"] == "If-Match" for one in operation["parameters"]):
        lines.append("-H 'If-Match: \"7\"'")
    if method == "post":
        lines.append('-H "Idempotency-Key: $(uuidgen)"')
    content = operation.get("requestBody", {}).get("content", {})
    if FORM in content:
        lines.append("-F picture=@garden.jpg -F alt='The garden in May'")
    elif given:
        body = json.dumps(example_of(given, schemas, only_required=True), ensure_ascii=False)
        lines += ["-H 'Content-Type: application/json'", f"-d '{body}'"]
    return " \\\n  ".join(lines)


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)
