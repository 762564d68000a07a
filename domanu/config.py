"""Every setting: typed, read once, and named in one sentence when it is missing or malformed."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from dotenv import dotenv_values
from flask import current_app

from domanu import localdb, parsers

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENTS = ("dev", "test", "prod")


class ConfigError(SystemExit):
    """Stops the start; its message is the one sentence that is printed."""


def _setting(parse: Callable[[str], Any], default: Any = MISSING) -> Any:
    return field(default=default, metadata={"parse": parse})


@dataclass(frozen=True, kw_only=True)
class Config:
    """`.env.example` explains each of these under the same name in capitals."""

    env: str = _setting(parsers.one_of(*ENVIRONMENTS), "dev")
    secret_key: str = _setting(parsers.secret)
    secret_key_fallbacks: tuple[str, ...] = _setting(parsers.secrets, ())
    base_url: str = _setting(parsers.web_address)
    trusted_hosts: tuple[str, ...] = _setting(parsers.hosts, ())
    proxy_hops: int = _setting(parsers.number(0), 0)
    site_name: str = _setting(parsers.text, "Domanu")
    site_operator: str = _setting(parsers.text, "the people who installed it")
    designers: str = _setting(parsers.one_of("self-service", "request", "staff"), "self-service")

    database_url: str = _setting(parsers.database)
    database_direct_url: str = _setting(parsers.database, "")
    database_pool_size: int = _setting(parsers.number(1), 10)
    database_pool_timeout: int = _setting(parsers.number(1), 5)
    database_statement_timeout: int = _setting(parsers.number(1), 10)
    redis_url: str = _setting(parsers.address("redis", "rediss"), "")

    mail_server: str = _setting(parsers.text, "")
    mail_port: int = _setting(parsers.number(1, 65535), 25)
    mail_username: str = _setting(parsers.text, "")
    mail_password: str = _setting(parsers.text, "")
    mail_use_tls: bool = _setting(parsers.flag, False)
    mail_use_ssl: bool = _setting(parsers.flag, False)
    mail_sender: str = _setting(parsers.sender, "Domanu <hello@domanu.com>")

    instance_path: str = _setting(parsers.text, str(ROOT / "instance"))
    s3_bucket: str = _setting(parsers.text, "")
    s3_endpoint_url: str = _setting(parsers.address("http", "https"), "")
    s3_region: str = _setting(parsers.text, "us-east-1")
    s3_access_key_id: str = _setting(parsers.text, "")
    s3_secret_access_key: str = _setting(parsers.text, "")
    outside_loopback: bool = _setting(parsers.flag, False)
    upload_megabytes: int = _setting(parsers.number(1), 10)

    bcrypt_rounds: int = _setting(parsers.number(4, 31), 12)
    fragment_megabytes: int = _setting(parsers.number(0), 16)
    rate_limits: bool = _setting(parsers.flag, True)
    job_lease_seconds: int = _setting(parsers.number(3), 30)
    job_retry_seconds: int = _setting(parsers.number(1), 5)
    log_level: str = _setting(parsers.one_of("debug", "info", "warning", "error"), "info")

    @property
    def is_secure(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def has_pooler(self) -> bool:
        return self.database_direct_url not in {"", self.database_url}


def settings() -> Config:
    return cast("Config", current_app.extensions["domanu.config"])


def load(environ: Mapping[str, str] | None = None, folder: Path = ROOT) -> Config:
    """The environment wins over `.env.<ENV>`, which wins over the defaults."""
    given = dict(os.environ if environ is None else environ)
    env = _parse(_named("env"), given.get("ENV", "dev"))
    file = {name: value for name, value in dotenv_values(folder / f".env.{env}").items() if value is not None}
    given = {name: value for name, value in (file | given).items() if value != ""} | {"ENV": env}
    values = {
        item.name: _parse(item, given[item.name.upper()]) for item in fields(Config) if item.name.upper() in given
    }
    if env != "prod":
        values = _comforts(env, values) | values
    _insist_on(values, env)
    values.setdefault("trusted_hosts", _hosts(values["base_url"], env))
    return Config(**values)


def _named(name: str) -> Field[Any]:
    return next(item for item in fields(Config) if item.name == name)


def _parse(item: Field[Any], value: str) -> Any:
    try:
        return item.metadata["parse"](value)
    except ValueError as problem:
        raise ConfigError(f"{item.name.upper()} is malformed: {problem}.") from None


def _comforts(env: str, values: dict[str, Any]) -> dict[str, Any]:
    """What development and tests need not be told."""
    instance = Path(values.get("instance_path", ROOT / "instance"))
    comforts: dict[str, Any] = {"base_url": "http://localhost:8000"}
    if "secret_key" not in values:
        comforts["secret_key"] = _kept_secret(instance / "secret-key")
    if "database_url" not in values:
        comforts["database_url"] = localdb.ensure(instance, database=f"domanu_{env}" if env == "test" else "domanu")
    return comforts


def _kept_secret(file: Path) -> str:
    """Development's key is drawn once, so that a restart signs nobody out."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_urlsafe(48))
    return file.read_text()


def _insist_on(values: dict[str, Any], env: str) -> None:
    needed = [item.name for item in fields(Config) if item.default is MISSING]
    if env == "prod":
        needed.append("mail_server")
    for name in needed:
        if not values.get(name):
            raise ConfigError(f"{name.upper()} is missing: set it in the environment or in .env.{env}.")
    if env != "test" and values.get("outside_loopback"):
        raise ConfigError("OUTSIDE_LOOPBACK is for tests alone: it lets calendars be read from this machine.")
    if env == "prod" and not values["base_url"].startswith("https://"):
        raise ConfigError("BASE_URL is malformed: in production it must begin with https://.")


def _hosts(base_url: str, env: str) -> tuple[str, ...]:
    host = urlsplit(base_url).hostname or ""
    return (host,) if env == "prod" else (host, "localhost", "127.0.0.1")
