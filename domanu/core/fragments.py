"""Pages for visitors, kept under their content.

The statements of a page are run each time, and everything that they brought, which is all that its template is given,
is the key under which the text is kept. So nothing out of date is ever shown, and nothing need be declared so. Whoever
sends a cookie gets a text of their own, which is not kept.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, cast
from uuid import UUID

from flask import Flask, Response, current_app, request, session
from sqlalchemy.orm import DeclarativeBase

from domanu.config import Config

PLAIN = frozenset({type(None), bool, int, float, str, Decimal, datetime, date, UUID})
ENTRY_BYTES = 20_000  # about what the key of a page takes


class Unkeepable(TypeError):
    """Such as a form: nobody knows what it would look like to somebody else."""


class Kept(NamedTuple):
    plain: bytes
    packed: bytes

    @property
    def size(self) -> int:
        return len(self.plain) + len(self.packed) + ENTRY_BYTES


@dataclass
class Shelf:
    """What was asked for last stays."""

    room: int
    taken: int = 0
    texts: dict[Any, Kept] = field(default_factory=dict)

    def find(self, key: Any) -> Kept | None:
        kept = self.texts.pop(key, None)
        if kept:
            self.texts[key] = kept
        return kept

    def keep(self, key: Any, kept: Kept) -> None:
        if kept.size > self.room or key in self.texts:
            return
        self.texts[key] = kept
        self.taken += kept.size
        while self.taken > self.room:
            self.taken -= self.texts.pop(next(iter(self.texts))).size


def init_app(app: Flask, config: Config) -> None:
    """In development a page also depends on its template, which may have changed."""
    room = 0 if config.env == "dev" else config.fragment_megabytes * 1024 * 1024
    app.extensions["domanu.fragments"] = Shelf(room)


def answer_kept(name: tuple[str | None, ...], context: Mapping[str, Any], make: Callable[[], str]) -> Response | None:
    """None if it cannot be kept. `name` says which template, or which part of it, is given this `context`."""
    shelf = cast("Shelf", current_app.extensions["domanu.fragments"])
    if not shelf.room or "HTTP_COOKIE" in request.environ:
        return None
    try:
        key = _key(name, context)
    except Unkeepable:
        return None
    kept = shelf.find(key)
    if kept is None:
        kept = _pack(make())
        if not session and _key(name, context) == key:  # it set no cookie, and loaded nothing more
            shelf.keep(key, kept)
    return _answer(kept)


def content_of(value: Any) -> Any:
    """Everything in it, so that two are equal only if they look alike."""
    kind = type(value)
    if kind in PLAIN:
        return value
    if isinstance(value, tuple | list):
        return tuple([each if type(each) in PLAIN else content_of(each) for each in value])
    if isinstance(value, set | frozenset):
        return frozenset(content_of(each) for each in value)
    if isinstance(value, dict):
        return tuple((name, content_of(each)) for name, each in sorted(value.items()))
    if isinstance(value, DeclarativeBase):
        loaded = ((name, each) for name, each in vars(value).items() if not name.startswith("_"))
        return (kind.__name__, *((name, content_of(each)) for name, each in sorted(loaded)))
    if is_dataclass(kind):
        return tuple([content_of(getattr(value, name)) for name in kind.__dataclass_fields__])
    raise Unkeepable(kind.__name__)


def _key(name: tuple[str | None, ...], context: Mapping[str, Any]) -> Any:
    return (*name, request.script_root, request.full_path, content_of(context))


def _pack(text: str) -> Kept:
    plain = text.encode()
    return Kept(plain, gzip.compress(plain, 5, mtime=0))


def _answer(kept: Kept) -> Response:
    if not request.accept_encodings["gzip"]:
        return current_app.response_class(kept.plain)
    response = current_app.response_class(kept.packed)
    response.headers["Content-Encoding"] = "gzip"
    return response
