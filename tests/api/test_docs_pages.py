"""What people read about the API is made from what it is."""

from __future__ import annotations

import re

import jsonschema_rs
import pytest
from flask import Flask
from schemathesis.specs.openapi.definitions import OPENAPI_31

from domanu.api.resources import ENDPOINTS, RESOURCES
from tests.support.client import Client

DOCUMENT = "/api/v1/openapi.json"


def test_the_document_is_one(client: Client) -> None:
    jsonschema_rs.validator_for(OPENAPI_31).validate(client.get(DOCUMENT).json)


def test_it_has_every_route(app: Flask, client: Client) -> None:
    told = client.get(DOCUMENT).get_json()["paths"]
    there = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule.removeprefix("/api/v1")), method.lower())
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.endpoint.startswith("api.") and rule.endpoint != "api.show_openapi"
    }
    assert {(path, method) for path, methods in told.items() for method in methods} == there


def test_names_are_used_once() -> None:
    names = [endpoint.name for endpoint in ENDPOINTS]
    assert len(names) == len(set(names))


def test_it_is_asked_for_once(client: Client) -> None:
    first = client.get(DOCUMENT)
    again = client.get(DOCUMENT, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("resource", RESOURCES)
def test_each_resource_has_a_page(client: Client, resource: object) -> None:
    name, endpoints = getattr(resource, "name", ""), getattr(resource, "endpoints", [])
    page = client.get(f"/api/docs/{name}").text
    assert all(f'id="{endpoint.name}"' in page for endpoint in endpoints)
    assert page.count("curl ") >= len(endpoints)


def test_the_guide(client: Client) -> None:
    page = client.get("/api/docs").text
    assert "http://localhost/api/v1/services" in page
    assert "market.example.org" not in page


def test_each_problem_has_a_place(client: Client) -> None:
    page = client.get("/api/docs/problems").text
    kinds = set(re.findall(r"/api/docs/problems#([\w-]+)", client.get("/api/docs/services").text))
    assert len(kinds) > 10
    assert all(f'id="{kind}"' in page for kind in kinds)
