from __future__ import annotations

from pathlib import Path

import pytest

from domanu.localdb import LocalDatabaseError, binaries
from domanu.localdb.binaries import find_binaries


def programs(folder: Path, version: str) -> Path:
    folder.mkdir(parents=True)
    for name in ("initdb", "postgres"):
        (folder / name).write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n")
        (folder / name).chmod(0o755)
    return folder


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine where only what a test puts there is found."""
    monkeypatch.delenv("PG_BINDIR", raising=False)
    monkeypatch.setattr(binaries, "UNPACKED", tmp_path / "unpacked")
    monkeypatch.setattr(binaries, "INSTALLED", tmp_path / "installed")
    monkeypatch.setenv("PATH", str(tmp_path))


def test_the_programs_of_the_wheel_come_first(tmp_path: Path) -> None:
    unpacked = programs(tmp_path / "unpacked/pgserver/pginstall/bin", "18.3")
    programs(tmp_path / "installed/19/bin", "19.1")

    assert find_binaries(set()).folder == unpacked


def test_else_the_newest_on_the_machine(tmp_path: Path) -> None:
    programs(tmp_path / "installed/9.6/bin", "9.6.24")
    programs(tmp_path / "installed/16/bin", "16.2 (Debian 16.2-1)")
    programs(tmp_path / "installed/15/bin", "15.9")

    assert find_binaries(set()).major == 16


def test_else_what_pg_config_says(tmp_path: Path) -> None:
    folder = programs(tmp_path / "elsewhere", "17.1")
    (tmp_path / "pg_config").write_text(f"#!/bin/sh\necho '{folder}'\n")
    (tmp_path / "pg_config").chmod(0o755)

    assert find_binaries(set()).folder == folder


def test_pg_bindir_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs(tmp_path / "unpacked/pgserver/pginstall/bin", "18.3")
    chosen = programs(tmp_path / "chosen", "15.4")
    monkeypatch.setenv("PG_BINDIR", str(chosen))

    assert find_binaries({18}).folder == chosen


def test_what_fits_the_data_is_preferred(tmp_path: Path) -> None:
    programs(tmp_path / "unpacked/pgserver/pginstall/bin", "18.3")
    programs(tmp_path / "installed/15/bin", "15.9")

    assert find_binaries({15}).major == 15


def test_data_of_a_missing_version_are_not_passed_over(tmp_path: Path) -> None:
    programs(tmp_path / "installed/15/bin", "15.9")

    with pytest.raises(LocalDatabaseError, match="made by PostgreSQL 18, and only 15 is here: set PG_BINDIR"):
        find_binaries({18})


@pytest.mark.parametrize("version", ["14.11", ""])
def test_nothing_usable_is_one_sentence(tmp_path: Path, version: str) -> None:
    programs(tmp_path / "installed/14/bin", version)

    with pytest.raises(LocalDatabaseError, match="set DATABASE_URL to a server, or PG_BINDIR"):
        find_binaries(set())


def test_a_wrong_pg_bindir_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PG_BINDIR", str(tmp_path / "nowhere"))

    with pytest.raises(LocalDatabaseError, match=r"PG_BINDIR is .*nowhere"):
        find_binaries(set())
