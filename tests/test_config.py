from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from domanu.config import ROOT, Config, ConfigError, load

PROD = {
    "ENV": "prod",
    "SECRET_KEY": "k" * 40,
    "BASE_URL": "https://market.example.org",
    "DATABASE_URL": "postgresql+psycopg://domanu@localhost/domanu",
    "MAIL_SERVER": "mail.example.org",
}


def test_it_works(tmp_path: Path) -> None:
    config = load(PROD, tmp_path)
    assert config.trusted_hosts == ("market.example.org",)
    assert config.is_secure
    assert config.bcrypt_rounds == 12
    assert not config.has_pooler


def test_file_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    lines = [f"{name}={value}" for name, value in PROD.items() if name != "ENV"]
    (tmp_path / ".env.prod").write_text("\n".join([*lines, "SITE_NAME=From the file", "PROXY_HOPS=1"]))
    config = load({"ENV": "prod", "PROXY_HOPS": "2"}, tmp_path)
    assert (config.site_name, config.proxy_hops) == ("From the file", 2)


@pytest.mark.parametrize("name", ["SECRET_KEY", "BASE_URL", "DATABASE_URL", "MAIL_SERVER"])
@pytest.mark.parametrize("how", ["absent", "empty"])
def test_missing(tmp_path: Path, name: str, how: str) -> None:
    given = {key: value for key, value in PROD.items() if key != name} | ({name: ""} if how == "empty" else {})
    with pytest.raises(ConfigError) as problem:
        load(given, tmp_path)
    assert str(problem.value).startswith(f"{name} is missing: ")
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ENV", "production"),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "replace-this-with-one-of-your-own-before-you-start"),
        ("SECRET_KEY_FALLBACKS", "short"),
        ("TRUSTED_HOSTS", "https://market.example.org"),
        ("BASE_URL", "market.example.org"),
        ("BASE_URL", "https://market.example.org/path"),
        ("BASE_URL", "http://market.example.org"),
        ("BASE_URL", "https://market.example.org:99999"),
        ("DATABASE_URL", "postgres://localhost/x"),
        ("DATABASE_URL", "postgresql+psycopg://domanu@localhost:port/domanu"),
        ("DATABASE_POOL_SIZE", "0"),
        ("REDIS_URL", "localhost:6379"),
        ("S3_ENDPOINT_URL", "minio"),
        ("MAIL_SENDER", "Domanu"),
        ("BCRYPT_ROUNDS", "3"),
        ("BCRYPT_ROUNDS", "32"),
        ("JOB_LEASE_SECONDS", "0"),
        ("PROXY_HOPS", "-1"),
        ("PROXY_HOPS", "one"),
        ("MAIL_PORT", "smtp"),
        ("MAIL_USE_TLS", "maybe"),
        ("DESIGNERS", "anyone"),
        ("LOG_LEVEL", "loud"),
    ],
)
def test_malformed(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigError) as problem:
        load(PROD | {name: value}, tmp_path)
    assert str(problem.value).startswith(f"{name} is malformed: ")
    assert "\n" not in str(problem.value)


def test_pooler(tmp_path: Path) -> None:
    direct = {"DATABASE_DIRECT_URL": "postgresql+psycopg://domanu@localhost:5433/domanu"}
    assert load(PROD | direct, tmp_path).has_pooler


def test_key_of_development_is_drawn_once(tmp_path: Path) -> None:
    given = {"DATABASE_URL": PROD["DATABASE_URL"], "INSTANCE_PATH": str(tmp_path / "instance")}
    first, second = load(given, tmp_path), load(given, tmp_path)
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) > 40
    assert (tmp_path / "instance" / "secret-key").stat().st_mode & 0o077 == 0


def test_every_setting_is_explained() -> None:
    explained = set(re.findall(r"^#?([A-Z][A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert explained == {item.name.upper() for item in fields(Config)}


def test_example_is_a_good_one(tmp_path: Path) -> None:
    """But for the key, which everybody must make for themselves."""
    (tmp_path / ".env.prod").write_text((ROOT / ".env.example").read_text())
    assert load({"ENV": "prod", "SECRET_KEY": PROD["SECRET_KEY"]}, tmp_path).env == "prod"
    with pytest.raises(ConfigError, match="SECRET_KEY"):
        load({"ENV": "prod"}, tmp_path)
