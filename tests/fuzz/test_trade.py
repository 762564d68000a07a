"""Marketplaces and services, by those who may do what they do there, but with what nobody types by hand."""

from __future__ import annotations

import gc
from typing import Any
from urllib.parse import quote_from_bytes, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from tests.access.places import address_of, our_rules, things_in
from tests.access.writes import WRITES
from tests.fuzz import hostile
from tests.fuzz.crowd import check
from tests.fuzz.hostile import File, Value
from tests.fuzz.sendings import Pairs, Sending, multipart, urlencoded
from tests.fuzz.test_forms import check_kept
from tests.support.client import HX
from tests.support.town import Town
from tests.support.visits import Visits, undone

# Werkzeug leaves the file of an upload that broke off to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file <tempfile:ResourceWarning")
FINE = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture)
QUICK = settings(max_examples=100, derandomize=True, deadline=None, database=None, suppress_health_check=FINE)
LONG = settings(max_examples=3_000, deadline=None, database=None, suppress_health_check=FINE)
UNASKED = ("seen", "preview", "place", "big", "id", "status", "palette", "__proto__", "")
PARAMETERS = (
    "q",
    "category",
    "least",
    "most",
    "available",
    "day",
    "zone",
    "sort",
    "after",
    "status",
    "picture",
    "page",
    "",
)
FIGURES = (
    "1e9",
    "-1",
    "0,5",
    "12.345",
    "٣",
    "½",
    "1_000",
    "0x10",
    "NaN",
    "Infinity",
    "99999999999999999999",
    "+1",
    " 7 ",
)
READERS = ("anonymous", "member", "seller", "moderator", "designer", "staff")

figures = st.sampled_from(FIGURES).map(str.encode)
spoiled = st.one_of(hostile.values, figures)


@st.composite
def sendings(draw: st.DrawFn) -> tuple[str, Sending]:
    """A form as it should be, but for some fields."""
    endpoint = draw(st.sampled_from(sorted(WRITES)))
    fields = {name: _plain(value) for name, value in WRITES[endpoint].fields.items()}
    names = st.sampled_from([*fields, *UNASKED] if not fields else [*fields] * 3 + [*UNASKED])
    fields |= draw(st.dictionaries(names, spoiled, min_size=1, max_size=3))
    pairs: Pairs = list(fields.items()) + draw(st.lists(st.tuples(names, spoiled), max_size=1))
    kind, body = draw(st.sampled_from((urlencoded, multipart)))(pairs)
    return endpoint, Sending(WRITES[endpoint].role, kind, body, pairs, draw(st.sampled_from(({}, HX))))


@QUICK
@given(what=sendings())
def test_every_form(town: Town, visits: Visits, what: tuple[str, Sending]) -> None:
    send(town, visits, *what)


@pytest.mark.soak
@LONG
@given(what=sendings())
def test_every_form_for_long(town: Town, visits: Visits, what: tuple[str, Sending]) -> None:
    send(town, visits, *what)


@settings(QUICK, max_examples=15)
@given(files=st.lists(hostile.files, min_size=1, max_size=3), headers=st.sampled_from(({}, HX)))
def test_uploads(town: Town, visits: Visits, files: list[File], headers: dict[str, str]) -> None:
    pairs: Pairs = [("pictures", file) for file in files]
    send(town, visits, "services.pictures", Sending("seller", *multipart(pairs), pairs, headers))


@st.composite
def questions(draw: st.DrawFn) -> tuple[str, str, dict[str, str], int]:
    asked = draw(st.lists(st.tuples(st.sampled_from(PARAMETERS), st.one_of(hostile.raw, figures)), max_size=4))
    query = "&".join(f"{name}={quote_from_bytes(value)}" for name, value in asked)
    return draw(st.sampled_from(READERS)), query, draw(st.sampled_from(({}, HX))), draw(st.integers(0, 999))


@QUICK
@given(question=questions())
def test_every_question(town: Town, visits: Visits, question: tuple[str, str, dict[str, str], int]) -> None:
    role, query, headers, number = question
    rules = [rule for rule in our_rules(visits.app) if "GET" in (rule.methods or ())]
    rule = rules[number % len(rules)]
    address = address_of(visits.app, rule, things_in(town, town.private, rule))
    answer = visits.ask(role, "GET", f"{address}?{query}", headers=headers)
    check(answer, (address, question))
    assert hostile.MARKUP not in answer.text


def send(town: Town, visits: Visits, endpoint: str, sending: Sending) -> None:
    """What comes of it is shown on the page that it leads to."""
    rule = next(rule for rule in our_rules(visits.app) if rule.endpoint == endpoint and "POST" in (rule.methods or ()))
    address = address_of(visits.app, rule, things_in(town, getattr(town, WRITES[endpoint].place), rule))
    with undone():
        answer = visits.ask(
            sending.role, "POST", address, data=sending.body, content_type=sending.kind, headers=sending.headers
        )
        check(answer, (address, sending))
        if answer.status_code == 422:
            check_kept(answer, sending)
        next_address = leads_to(answer)
        if next_address:
            page = visits.ask(sending.role, "GET", next_address)
            check(page, (next_address, sending))
            assert hostile.MARKUP not in page.text
    gc.collect(0)


def leads_to(answer: TestResponse) -> str:
    location = answer.headers.get("Location") or answer.headers.get("HX-Redirect") or ""
    parts = urlsplit(location)
    assert parts.netloc in {"", "localhost"}
    return parts.path


def _plain(value: Any) -> Value:
    return value if isinstance(value, File) else str(value).encode()
