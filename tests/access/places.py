"""Addresses with something real in them: this marketplace, this service, this person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from flask import Flask
from werkzeug.routing import Rule

from tests.support.town import Place, Town

BLUEPRINTS = ("marketplaces", "services", "calendar")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
ABSENT_KEY = UUID("01a1fec1-7df6-71e1-9a5d-000000000000")
ABSENT: Mapping[str, Any] = {
    "slug": "amberbazaar-front-bcdfg",
    "token": "n" * 43,
    "key": ABSENT_KEY,
    "picture": UUID("01a1fec1-7df6-71e1-9a5d-000000000001"),
}


def our_rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint.partition(".")[0] in BLUEPRINTS]


def methods_of(rule: Rule) -> Iterable[str]:
    return sorted((rule.methods or set()) & set(METHODS))


def address_of(app: Flask, rule: Rule, given: Mapping[str, Any]) -> str:
    values = {name: given[name] for name in rule.arguments}
    return str(app.url_map.bind("localhost").build(rule.endpoint, values))


def things_in(town: Town, place: Place, rule: Rule) -> dict[str, Any]:
    """What an address of this rule speaks of, in this place."""
    fixed = {"slug": place.slug, "token": place.token, "picture": place.pictures[1]}
    return fixed | {"key": _key(town, place, str(rule))}


def _key(town: Town, place: Place, path: str) -> UUID:
    if "/members/" in path:
        return town.people["banned" if "/ban/removal" in path else "member"].id
    if "/requests/" in path:
        return town.people["pending"].id
    if "/days-off/" in path:
        return place.day_off
    if "/blocks/" in path:
        return place.block
    if "/categories/" in path:
        return place.categories[1]
    return place.invitation if "/invitations/" in path else place.service
