"""Every address that takes a form gets what nobody types by hand: it answers clearly, and keeps what was typed."""

from __future__ import annotations

import gc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from tests.fuzz import hostile
from tests.fuzz.crowd import Crowd, check
from tests.fuzz.hostile import Value
from tests.fuzz.sendings import FORM, MULTIPART, Sending, multipart, sendings
from tests.support.client import HX, Client
from tests.support.markup import TYPED, fields_of
from tests.support.people import PASSWORD

# Werkzeug leaves the file of an upload that broke off to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file <tempfile:ResourceWarning")
SLOW_IS_FINE = (HealthCheck.too_slow, HealthCheck.data_too_large)


@pytest.fixture(scope="module")
def fields(crowd: Crowd) -> dict[str, str]:
    return crowd.fields()


def test_all_fields_are_known(fields: dict[str, str]) -> None:
    assert {"csrf_token", "first_name", "email", "password", "picture", "sure", "about", "reason"} <= fields.keys()


@pytest.mark.parametrize(("value", "headers"), [(hostile.PICTURE, HX), (b"a\x00b", {})])
def test_nothing_as_it_should_be(crowd: Crowd, fields: dict[str, str], value: Value, headers: dict[str, str]) -> None:
    pairs = [(name, value) for name in fields if name != "csrf_token"]
    post_everywhere(crowd, Sending("member", *multipart(pairs), pairs, headers))


@settings(max_examples=10, derandomize=True, deadline=None, database=None, suppress_health_check=SLOW_IS_FINE)
@given(data=st.data())
def test_every_form(crowd: Crowd, fields: dict[str, str], data: st.DataObject) -> None:
    post_everywhere(crowd, data.draw(sendings(fields)))


@pytest.mark.soak
@settings(max_examples=100, deadline=None, database=None, suppress_health_check=SLOW_IS_FINE)
@given(data=st.data())
def test_every_form_for_long(crowd: Crowd, fields: dict[str, str], data: st.DataObject) -> None:
    post_everywhere(crowd, data.draw(sendings(fields)))


def post_everywhere(crowd: Crowd, sending: Sending) -> None:
    person = crowd.person(sending.role)
    for address in crowd.addresses("POST"):
        answer = post(crowd.client(person), address, sending)
        check(answer, (address, sending))
        if answer.status_code == 422:
            check_kept(answer, sending)
    gc.collect()


def post(client: Client, address: str, sending: Sending) -> TestResponse:
    token = {"X-CSRFToken": client.csrf_token()}
    return client.post(address, data=sending.body, content_type=sending.kind, headers=sending.headers | token)


def check_kept(answer: TestResponse, sending: Sending) -> None:
    """What was typed stands in its field, escaped; a password stands nowhere."""
    names = [name for name, _ in sending.pairs]
    typed = {name: text for name, value in sending.pairs if names.count(name) == 1 and (text := text_of(value))}
    for field in fields_of(answer.text) if sending.kind in {FORM, MULTIPART} else ():
        is_sent_here = field.method == "post" and field.action in {"", answer.request.path}
        if is_sent_here and field.kind in TYPED and field.name in typed:
            assert field.value.strip() == typed[field.name].strip(), (answer.request.path, field, sending)
    assert hostile.MARKUP not in answer.text
    assert PASSWORD not in answer.text


def text_of(value: Value) -> str:
    """Nothing for what is no text to begin with."""
    try:
        return value.decode() if isinstance(value, bytes) else ""
    except UnicodeDecodeError:
        return ""
