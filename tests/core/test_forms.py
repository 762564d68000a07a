from __future__ import annotations

import pytest

from tests.support.client import Client


@pytest.mark.parametrize("body", ['{"email": 5}', '"mei"', "[1, 2]", "5", "null", '{"email": "\\ud800"}', "{"])
def test_json_is_no_form(client: Client, body: str) -> None:
    token = {"X-CSRFToken": client.csrf_token()}
    answer = client.post("/register", data=body, content_type="application/json", headers=token)
    assert answer.status_code == 422


def test_what_no_column_can_hold_is_refused_in_words(client: Client) -> None:
    answer = client.submit("/register", first_name="Mei\0", email="mei@example.org", password="seven green bicycles")
    assert answer.status_code == 422
    assert "cannot be kept" in answer.text


@pytest.mark.parametrize("between", ["\n", "\r\n", "\r", "\u2028", "\x85"])
def test_a_name_is_one_line(client: Client, between: str) -> None:
    name = f"Mei{between}Go to https://example.org"
    answer = client.submit("/register", first_name=name, email="mei@example.org", password="seven green bicycles")
    assert answer.status_code == 422
    assert "fit on one line" in answer.text
