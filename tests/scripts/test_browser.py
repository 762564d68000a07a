from __future__ import annotations

from pathlib import Path

import pytest

from scripts import browser
from scripts.browser import PACKAGES, find_browser


def program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


@pytest.fixture(autouse=True)
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a browser, and without the right to install one."""
    for name in ("CHROME", "PLAYWRIGHT_BROWSERS_PATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr(browser, "USUAL", (str(tmp_path / "usual" / "chromium"),))
    monkeypatch.setattr("os.geteuid", lambda: 1000)


def test_the_one_that_is_named_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path / "bin" / "chromium")
    named = program(tmp_path / "my chrome")
    monkeypatch.setenv("CHROME", str(named))

    assert find_browser() == named


def test_a_wrong_name_is_not_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path / "bin" / "chromium")
    monkeypatch.setenv("CHROME", str(tmp_path / "nothing"))

    with pytest.raises(SystemExit, match="no program that can be run"):
        find_browser()


def test_then_path_then_the_usual_places_then_playwrights(tmp_path: Path) -> None:
    downloads = tmp_path / "home" / ".cache" / "ms-playwright"
    downloaded = program(downloads / "chromium-1200" / "chrome-linux64" / "chrome")
    assert find_browser() == downloaded
    usual = program(tmp_path / "usual" / "chromium")
    assert find_browser() == usual
    on_path = program(tmp_path / "bin" / "chromium")
    assert find_browser() == on_path


@pytest.mark.parametrize("package", PACKAGES)
def test_root_on_debian_installs_a_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    """The second, where there is no such first one."""
    monkeypatch.setattr("os.geteuid", lambda: 0)
    apt = program(tmp_path / "bin" / "apt-get")
    made = tmp_path / "bin" / package
    apt.write_text(
        f'#!/bin/sh\nfor last; do :; done\n[ "$last" = {package} ] && echo > "{made}" && /bin/chmod +x "{made}"\n'
    )

    assert find_browser() == made


def test_none_is_one_sentence() -> None:
    with pytest.raises(SystemExit, match="need Chrome or Chromium and found none"):
        find_browser()
