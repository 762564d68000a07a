"""What there is: each endpoint once, as a function. Its signature and docstring are all that the routes, the checks of
requests and the OpenAPI document are made from, so that they cannot differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from inspect import getdoc
from typing import Any, NamedTuple, TypeVar, get_type_hints
from uuid import UUID

from domanu.core.refusals import Forbidden, Hidden

from .fields import Asked, Edited, Given, Several, Told

V = TypeVar("V", bound=Callable[..., Told | None])
ROOT = "/api/v1"
READING = "GET"


@dataclass(frozen=True)
class Reader:
    """Whoever asks. Without a token they are a visitor."""

    user_id: UUID | None = None
    zone: str = ""
    """Theirs, or what they asked for; empty if nobody knows one."""


@dataclass(frozen=True)
class Caller(Reader):
    user_id: UUID


class Upload(NamedTuple):
    """A picture as it was sent: as the body itself, or as the part `picture` of a form."""

    content: bytes
    alt: str


class Often(NamedTuple):
    """How often something may be done, counted together with the same thing on the pages."""

    what: str
    times: int
    window: timedelta
    by: Callable[..., str] | None = None
    """Of the caller and the parts of the address. Else it is counted by the caller."""


@dataclass(frozen=True)
class Endpoint:
    method: str
    path: str
    resource: Resource
    view: Callable[..., Told | None]
    scope: str
    """One of these will do. Empty if also visitors may."""
    makes: str
    """The address of what it has made, of its answer. Empty if it makes nothing."""
    refuses: tuple[type[Exception], ...]
    often: Often | None

    @property
    def name(self) -> str:
        return self.view.__name__

    @property
    def words(self) -> tuple[str, str]:
        """In one sentence, and what else there is to say."""
        first, _, rest = (getdoc(self.view) or "").partition("\n")
        return first.rstrip("."), " ".join(rest.split())

    @cached_property
    def hints(self) -> dict[str, Any]:
        return get_type_hints(self.view)

    @property
    def body(self) -> type[Given] | None:
        return self.hints.get("body")

    @property
    def query(self) -> type[Asked]:
        query: type[Asked] = self.hints.get("query", Asked)
        return query

    @property
    def status(self) -> int:
        if self.answer is None:
            return 204
        return 201 if self.makes else 200

    @property
    def answer(self) -> type[Told] | None:
        told = self.hints["return"]
        return None if told is type(None) else told

    @property
    def takes_upload(self) -> bool:
        return "upload" in self.hints

    @property
    def is_edit(self) -> bool:
        """It says in `If-Match` which edition it was made from."""
        return "seen" in self.hints

    @property
    def is_write(self) -> bool:
        return self.method != READING

    @property
    def needs(self) -> list[str]:
        """One of these scopes, of a token that is sent, whether one has to be or not."""
        return self.scope.split() or ["read"]

    @property
    def is_list(self) -> bool:
        return self.answer is not None and issubclass(self.answer, Several)

    @property
    def is_edited(self) -> bool:
        return self.answer is not None and issubclass(self.answer, Edited)


@dataclass(frozen=True)
class Resource:
    name: str
    title: str
    words: str
    endpoints: list[Endpoint] = field(default_factory=list)

    def get(self, path: str, *, scope: str = "read", refuses: Sequence[type[Exception]] = ()) -> Callable[[V], V]:
        return self._add("GET", path, scope, refuses)

    def post(
        self,
        path: str,
        *,
        scope: str,
        makes: str = "",
        refuses: Sequence[type[Exception]] = (),
        often: Often | None = None,
    ) -> Callable[[V], V]:
        return self._add("POST", path, scope, refuses, makes=makes, often=often)

    def put(
        self, path: str, *, scope: str, refuses: Sequence[type[Exception]] = (), often: Often | None = None
    ) -> Callable[[V], V]:
        return self._add("PUT", path, scope, refuses, often=often)

    def patch(self, path: str, *, scope: str, refuses: Sequence[type[Exception]] = ()) -> Callable[[V], V]:
        return self._add("PATCH", path, scope, refuses)

    def delete(self, path: str, *, scope: str, refuses: Sequence[type[Exception]] = ()) -> Callable[[V], V]:
        return self._add("DELETE", path, scope, refuses)

    def _add(
        self,
        method: str,
        path: str,
        scope: str,
        refuses: Sequence[type[Exception]],
        *,
        makes: str = "",
        often: Often | None = None,
    ) -> Callable[[V], V]:
        of_address = (Hidden, Forbidden) if "<" in path else ()

        def add(view: V) -> V:
            every = tuple(dict.fromkeys((*of_address, *refuses)))
            self.endpoints.append(Endpoint(method, path, self, view, scope, makes, every, often))
            return view

        return add
