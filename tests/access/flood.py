"""Many requests of many people at once, through one application with few connections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from io import BytesIO
from random import Random
from typing import Any, NamedTuple
from urllib.parse import urlencode

from flask import Flask
from werkzeug.routing import Rule

from tests.access.places import ABSENT, address_of, methods_of, our_rules, things_in
from tests.access.secrets import TEXT, Reader, Secrets, places_of
from tests.access.writes import WRITES
from tests.support.client import Client
from tests.support.town import ROLES, Town

# What changes nothing of who may see what.
HARMLESS = frozenset({"services.keep", "services.let_go", "services.availability"})
QUERIES = (
    "",
    "q=lesson",
    "q=lessn",
    "q=amber",
    "sort=cheapest",
    "least=1&most=90",
    "available=on&q=cellar",
    "q=member",
)
OUTSIDERS = ("anonymous", "unconfirmed", "left", "pending", "banned")


class Visitor(NamedTuple):
    reader: Reader
    cookie: str
    token: str


class Request(NamedTuple):
    visitor: Visitor
    method: str
    address: str
    query: str
    is_htmx: bool
    form: Mapping[str, str]


@dataclass
class Outcome:
    shown_wrongly: list[tuple[Request, list[str]]] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    shown: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How often each text was shown to somebody, so that nobody praises an empty house."""


def visitors_of(app: Flask, towns: Mapping[str, Town]) -> list[Visitor]:
    made: list[Visitor] = []
    for name, town in towns.items():
        for role in ROLES:
            client: Client = app.test_client()  # type: ignore[assignment]
            if role != "anonymous":
                client.sign_in(town.people[role].id)
            token = client.csrf_token()
            cookies = "; ".join(f"{cookie.key}={cookie.value}" for cookie in (client._cookies or {}).values())
            made.append(Visitor(Reader(name, role), cookies, token))
    return made


def requests_for(app: Flask, towns: Mapping[str, Town], visitors: Sequence[Visitor], number: int) -> list[Request]:
    """The same ones each time, in an order that has nothing to do with who may see what."""
    dice, rules = Random(7), our_rules(app)  # noqa: S311
    made = list(_by_designers(app, towns, visitors))
    while len(made) < number:
        rule, town = dice.choice(rules), dice.choice(list(towns.values()))
        place, visitor = dice.choice(places_of(town)), dice.choice(visitors)
        things = things_in(town, place, rule) if dice.random() < 0.95 else ABSENT
        method = "GET" if "GET" in (rule.methods or ()) and dice.random() < 0.9 else "POST"
        is_fit = method in (rule.methods or ()) and (method == "GET" or is_harmless(rule.endpoint, visitor, place.mark))
        if is_fit:
            form = plain_form(rule.endpoint) if method == "POST" else {}
            address, query = address_of(app, rule, things), dice.choice(QUERIES)
            made.append(Request(visitor, method, address, query, dice.random() < 0.4, form))
    dice.shuffle(made)
    return made


def _by_designers(app: Flask, towns: Mapping[str, Town], visitors: Sequence[Visitor]) -> Iterator[Request]:
    """Who may see all of a place looks at all of it, so that there is something to leak."""
    by_reader = {visitor.reader: visitor for visitor in visitors}
    for name, town in towns.items():
        for place in places_of(town):
            designer = by_reader[Reader(name, "other_designer" if place is town.other else "designer")]
            for rule in filter(_is_of_a_place, our_rules(app)):
                address = address_of(app, rule, things_in(town, place, rule))
                yield Request(designer, "GET", address, "", is_htmx=False, form={})


def _is_of_a_place(rule: Rule) -> bool:
    return "GET" in methods_of(rule) and ("slug" in rule.arguments or rule.endpoint == "services.show")


def plain_form(endpoint: str) -> dict[str, str]:
    return {name: value for name, value in WRITES[endpoint].fields.items() if isinstance(value, str)}


def is_harmless(endpoint: str, visitor: Visitor, mark: str) -> bool:
    """Whoever may do nothing there may try everything."""
    is_outside = visitor.reader.role in OUTSIDERS and not mark.startswith(visitor.reader.town)
    return endpoint in HARMLESS or (is_outside and "square" not in mark and endpoint != "marketplaces.accept")


def send_all(app: Flask, secrets: Secrets, requests: Sequence[Request], threads: int) -> Outcome:
    outcome = Outcome()

    def send(part: Sequence[Request]) -> None:
        for request in part:
            status, page = call(app.wsgi_app, request)
            outcome.statuses[status] += 1
            outcome.shown.update(set(TEXT.findall(page)))
            wrong = secrets.shown_wrongly(request.visitor.reader, request.address, page)
            if wrong:
                outcome.shown_wrongly.append((request, wrong))

    with ThreadPoolExecutor(threads) as pool:
        for done in [pool.submit(send, requests[number::threads]) for number in range(threads)]:
            done.result()
    return outcome


def call(wsgi_app: Callable[..., Any], request: Request) -> tuple[int, str]:
    """Without a client in between, which would take longer than many an answer."""
    answers: list[str] = []

    def start(status: str, headers: Sequence[tuple[str, str]], _problem: object = None) -> None:
        answers.append(status)
        answers.extend(value for name, value in headers if name in {"Location", "HX-Redirect", "Set-Cookie"})

    body = wsgi_app(_environ(request), start)
    try:
        page = b"".join(body).decode()
    finally:
        body.close()
    return int(answers[0][:3]), "\n".join([page, *answers])


def _environ(request: Request) -> dict[str, Any]:
    form = urlencode(request.form).encode()
    return {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": request.address,
        "QUERY_STRING": request.query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "HTTP_COOKIE": request.visitor.cookie,
        "HTTP_X_CSRFTOKEN": request.visitor.token,
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(form)),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(form),
        "wsgi.errors": BytesIO(),
        "wsgi.version": (1, 0),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    } | ({"HTTP_HX_REQUEST": "true"} if request.is_htmx else {})
