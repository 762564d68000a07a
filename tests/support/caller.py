"""A caller over real HTTP: a connection for each request, unless one is held; cookies kept, forms answered."""

from __future__ import annotations

import http.client
import re
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import NamedTuple
from urllib.parse import urlencode

from tests.support.patience import PATIENCE

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class Answer(NamedTuple):
    status: int
    location: str
    process: str
    """The pid of the web process that answered, where the site tells it."""
    text: str

    @property
    def token(self) -> str:
        found = TOKEN.search(self.text)
        assert found, f"no form in an answer of {self.status}"
        return found[1]


@dataclass
class Caller:
    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None)

    def submit(self, path: str, *, form: str = "", **fields: str) -> Answer:
        """Post a form; the first time, the page that shows it (`form`, else the same address) is read for the token."""
        self.token = self.token or self.get(form or path).token
        return self._ask("POST", path, fields | {"csrf_token": self.token})

    def sign_in(self, email: str, password: str) -> Answer:
        return self.submit("/sign-in", email=email, password=password)

    def _ask(self, method: str, path: str, fields: dict[str, str] | None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            return self.ask_on(connection, method, path, fields)
        finally:
            connection.close()

    def ask_on(
        self, connection: http.client.HTTPConnection, method: str, path: str, fields: dict[str, str] | None
    ) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, urlencode(fields) if fields is not None else None, headers)
        response = connection.getresponse()
        text = response.read().decode()
        for line in response.headers.get_all("Set-Cookie", ()):
            self._keep(line)
        location = response.headers.get("Location", "")
        return Answer(response.status, location, response.headers.get("X-Process", ""), text)

    def _keep(self, line: str) -> None:
        for name, morsel in SimpleCookie(line).items():
            self.cookies[name] = morsel.value
            if not morsel.value:
                del self.cookies[name]
