"""Examples, made from schemas and from what things are called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..openapi import Schema

KEY = "01a1fec1-7df6-71e1-9a5d-6f2c81d0b7e4"
BY_NAME: dict[str, Any] = {
    "slug": "campus",
    "marketplace": "campus",
    "marketplace_title": "Campus",
    "username": "mei",
    "name": "Maths tutoring",
    "title": "Campus",
    "first_name": "Mei",
    "last_name": "Tan",
    "email": "mei@example.org",
    "description": "For everybody who is stuck before an exam.",
    "about": "I have taught for six years.",
    "currency": "EUR",
    "amount": "40.00",
    "price": "40.00",
    "time_zone": "Europe/Lisbon",
    "zone": "Europe/Lisbon",
    "category": "Tutoring",
    "status": "active",
    "role": "member",
    "picture": None,
    "next": None,
    "alt": "The garden in May",
    "picture_alt": "",
    "message": "I study physics.",
    "notes": "Could we look at integrals?",
    "reason": "I am ill.",
    "place": "Library, room 3",
    "label": "Dentist",
    "note": "Summer",
    "start": "09:00",
    "end": "17:00",
    "strong": "#1f4e79",
    "pale": "#f6ead0",
    "third": "#e5a72e",
    "house_percent": "5.00",
    "edition": 7,
    "minutes": 60,
    "duration": 60,
    "rules_version": 3,
    "version": 3,
    "url": "https://market.example.org/files/services/3f….webp",
    "small": "https://market.example.org/files/services/9a….webp",
    "sentences": ["Anyone may see it. Its services can be found by everybody."],
}
BY_FORMAT = {"uuid": KEY, "date-time": "2026-11-24T14:00:00+00:00", "date": "2026-11-24"}
BY_TYPE: dict[str, Any] = {"string": "…", "integer": 1, "boolean": True, "number": 1, "null": None}
DEEPEST = 8


def example_of(
    schema: Schema, schemas: Mapping[str, Schema], *, name: str = "", only_required: bool = False, depth: int = 0
) -> Any:
    if depth > DEEPEST:
        return None
    if "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    more: dict[str, Any] = {"only_required": only_required, "depth": depth + 1}
    if "properties" in schema:
        parts: dict[str, Schema] = schema["properties"]
        required = schema.get("required") or (list(parts)[:1] if only_required else list(parts))
        wanted = required if only_required else list(parts)
        return {part: example_of(parts[part], schemas, name=part, **more) for part in wanted}
    if schema.get("type") == "array":
        if isinstance(BY_NAME.get(name), list):
            return BY_NAME[name]
        return [example_of(schema.get("items", {}), schemas, name=name.removesuffix("s"), **more)]
    return _plain(schema, schemas, name, more)


def path_with_examples(path: str) -> str:
    path = path.replace("{slug}", str(BY_NAME["slug"])).replace("{username}", str(BY_NAME["username"]))
    return re.sub(r"\{\w+\}", KEY, path)


def _plain(schema: Schema, schemas: Mapping[str, Schema], name: str, more: dict[str, Any]) -> Any:
    if "anyOf" in schema:
        return example_of(schema["anyOf"][0], schemas, name=name, **more)
    if "const" in schema or "enum" in schema:
        return schema.get("const", schema.get("default", schema.get("enum", [None])[0]))
    if schema.get("format") in BY_FORMAT:
        return BY_FORMAT[schema["format"]]
    if name in BY_NAME and schema.get("type") != "object":
        return BY_NAME[name]
    return schema.get("default", BY_TYPE.get(str(schema.get("type")), {}))
