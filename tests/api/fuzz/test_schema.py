"""Whatever is sent to the API, by whomever: nothing breaks, and no answer is one that is not documented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi import checks

from domanu.api.scopes import NAMES
from tests.api.access.things import CUSTOMER, Things, prepare
from tests.api.conftest import token_of
from tests.support.town import Town
from tests.support.visits import undone

READERS = ("anonymous", "seller", CUSTOMER, "designer", "stranger")
FEW, MANY = 3, 100
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
    checks.negative_data_rejection,
]
REFUSED_BEFORE = (401, 412)
"""Whoever is refused so has sent nothing that was looked at, or an ETag of something else."""
PLAIN = {"Accept-Encoding": "identity"}


@pytest.mark.parametrize("examples", [FEW, pytest.param(MANY, marks=pytest.mark.soak)])
def test_the_whole_of_it(app: Flask, town: Town, examples: int) -> None:
    things = prepare(town, town.public)
    nobody: dict[str, dict[str, str]] = {"anonymous": {}}
    tokens = nobody | {role: bearer(town, role) for role in READERS[1:]}
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    statuses: Counter[int] = Counter()
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        statuses += try_operation(found.ok(), tokens, real_parts(town, things), examples)
    assert statuses.keys() >= {200, 401, 403, 404, 422}


def try_operation(
    operation: APIOperation[Any, Any, Any, Any],
    tokens: Mapping[str, dict[str, str]],
    parts: Mapping[str, str],
    examples: int,
) -> Counter[int]:
    statuses: Counter[int] = Counter()

    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def attempt(data: st.DataObject) -> None:
        mode = data.draw(st.sampled_from(GenerationMode))
        case = data.draw(operation.as_strategy(generation_mode=mode))
        role = data.draw(st.sampled_from(READERS))
        if mode.is_positive and data.draw(st.booleans()):
            aim_at(case, operation.path, parts)
        with undone():
            answer = case.call(headers=PLAIN | tokens[role])
        statuses[answer.status_code] += 1
        case.validate_response(answer, checks=CHECKS if answer.status_code not in REFUSED_BEFORE else CHECKS[:-1])

    attempt()
    return statuses


def bearer(town: Town, role: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token_of(town.people[role].id, *NAMES)}"}


def aim_at(case: Case[Any], path: str, parts: Mapping[str, str]) -> None:
    """At something that is there."""
    for name in case.path_parameters:
        before = path.partition(f"/{{{name}}}")[0].rpartition("/")[2]
        case.path_parameters[name] = parts.get(before) or parts[name]


def real_parts(town: Town, things: Things) -> dict[str, str]:
    named = {"slug": things.place.slug, "username": town.people["member"].username}
    keys = {before: str(key) for before, key in things.keys.items()}
    return named | keys | {"picture": str(things.place.pictures[0]), "person": str(town.people["member"].id)}
