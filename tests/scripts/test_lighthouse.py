from __future__ import annotations

import json
from pathlib import Path

import pytest

from scripts import lighthouse, node

SCORES = dict.fromkeys(lighthouse.CATEGORIES, 100)


def test_it_passes_at_the_bar_and_not_below() -> None:
    assert lighthouse.Verdict("home", SCORES | {"seo": 95}, [], "").is_good
    assert not lighthouse.Verdict("home", SCORES | {"seo": 94}, [], "").is_good


def test_it_writes_what_it_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lighthouse, "ROOT", tmp_path)
    monkeypatch.setattr(lighthouse, "PLACE", tmp_path / "lighthouse.md")
    lighthouse.write([lighthouse.Verdict("home", SCORES | {"performance": 90}, [], "Lighthouse 13")])
    assert "| home | **90** | 100 | 100 | 100 |" in (tmp_path / "lighthouse.md").read_text()


def test_every_package_is_locked_and_names_no_host() -> None:
    lock = json.loads((node.LOCKED / "package-lock.json").read_text())
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert len(packages) > 50
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    assert "://" not in (node.LOCKED / "package-lock.json").read_text() + (node.LOCKED / "node.txt").read_text()
