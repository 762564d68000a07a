"""How the text of a setting is read. What is wrong with it is said in the middle of a sentence."""

from __future__ import annotations

from collections.abc import Callable
from email.utils import parseaddr
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

LEAST_SECRET = 32
EXAMPLE_SECRET = "replace-this"  # noqa: S105 - how the key in .env.example begins, which everybody knows


def text(value: str) -> str:
    return value.strip()


def flag(value: str) -> bool:
    answers = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    if value.lower() not in answers:
        raise ValueError("it must be true or false")
    return answers[value.lower()]


def number(least: int, most: int | None = None) -> Callable[[str], int]:
    def parse(value: str) -> int:
        if not value.isdecimal() or int(value) < least or (most is not None and int(value) > most):
            raise ValueError(f"it must be a whole number, {least} {'or more' if most is None else f'to {most}'}")
        return int(value)

    return parse


def one_of(*choices: str) -> Callable[[str], str]:
    def parse(value: str) -> str:
        if value not in choices:
            raise ValueError(f"it must be one of {', '.join(choices)}")
        return value

    return parse


def secret(value: str) -> str:
    if len(value) < LEAST_SECRET:
        raise ValueError(f"it must have at least {LEAST_SECRET} characters")
    if value.startswith(EXAMPLE_SECRET):
        raise ValueError("it is the one of .env.example, which everybody knows")
    return value


def secrets(value: str) -> tuple[str, ...]:
    return tuple(secret(part) for part in _several(value))


def hosts(value: str) -> tuple[str, ...]:
    names = _several(value)
    if any("/" in name for name in names):
        raise ValueError("it must look like market.example.org, without https://")
    return names


def web_address(value: str) -> str:
    parts = urlsplit(value)
    if not parts.hostname or parts.scheme not in {"http", "https"} or parts.path not in {"", "/"} or parts.query:
        raise ValueError("it must look like https://market.example.org, without a path")
    _ = parts.port  # says itself what is wrong with it
    return value.rstrip("/")


def address(*schemes: str) -> Callable[[str], str]:
    def parse(value: str) -> str:
        if not value.startswith(tuple(f"{scheme}://" for scheme in schemes)):
            raise ValueError(f"it must begin with {' or '.join(f'{scheme}://' for scheme in schemes)}")
        return value

    return parse


def database(value: str) -> str:
    address("postgresql+psycopg")(value)
    try:
        make_url(value)
    except (ArgumentError, ValueError):
        raise ValueError("it must look like postgresql+psycopg://user:password@host:5432/name") from None
    return value


def sender(value: str) -> str:
    if "@" not in parseaddr(value)[1]:
        raise ValueError("it must look like Domanu <hello@example.org>")
    return value


def _several(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())
