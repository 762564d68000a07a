from __future__ import annotations

import json
import logging
import sys

import pytest

from domanu.core.log import JsonFormatter
from tests.support.client import Client
from tests.support.people import PASSWORD


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    return [json.loads(JsonFormatter().format(record)) for record in caplog.records]


@pytest.fixture
def heard(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    logger = logging.getLogger("domanu")
    logger.addHandler(caplog.handler)
    logger.setLevel("INFO")
    return caplog


def test_a_line_for_each_request(client: Client, heard: pytest.LogCaptureFixture) -> None:
    answer = client.get("/privacy")
    [line] = lines(heard)
    assert (line["method"], line["path"], line["status"]) == ("GET", "/privacy", 200)
    assert answer.headers["X-Request-ID"]
    assert isinstance(line["ms"], float)


@pytest.mark.parametrize("path", ["/confirm/s3cret-token", "/password/reset/s3cret-token", "/?q=s3cret", "/s3cret"])
def test_no_secret_of_a_link(client: Client, heard: pytest.LogCaptureFixture, path: str) -> None:
    client.get(path, headers={"Cookie": "session=s3cret", "Authorization": "Bearer s3cret"})
    assert "s3cret" not in json.dumps(lines(heard))


def test_nothing_that_was_typed(client: Client, heard: pytest.LogCaptureFixture) -> None:
    client.submit("/sign-in", email="mei@example.org", password=PASSWORD)
    said = json.dumps(lines(heard))
    assert "mei@" not in said
    assert PASSWORD not in said


def test_no_secret_when_a_request_breaks(
    client: Client, heard: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(**_arguments: str) -> None:
        raise RuntimeError("broken")

    monkeypatch.setitem(client.application.view_functions, "auth.reset", break_down)
    monkeypatch.setitem(client.application.config, "PROPAGATE_EXCEPTIONS", False)
    assert client.get("/password/reset/s3cret-token").status_code == 500
    said = json.dumps(lines(heard))
    assert "RuntimeError: broken" in said
    assert "s3cret" not in said


def test_trouble_brings_its_trace() -> None:
    try:
        _ = 1 // 0
    except ZeroDivisionError:
        record = logging.makeLogRecord({"msg": "broken", "levelname": "ERROR", "exc_info": sys.exc_info()})
    line = json.loads(JsonFormatter().format(record))
    assert "ZeroDivisionError" in line["trace"]
