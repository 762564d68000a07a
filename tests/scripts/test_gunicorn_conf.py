from __future__ import annotations

import os
import subprocess
import sys
from runpy import run_path

import pytest

from domanu.config import ROOT
from tests.support.patience import PATIENCE

CONF = ROOT / "gunicorn.conf.py"


def test_it_works(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"PORT": "8123", "WEB_CONCURRENCY": "3"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("BIND", raising=False)
    conf = run_path(str(CONF))
    assert (conf["bind"], conf["workers"]) == ("127.0.0.1:8123", 3)


@pytest.mark.parametrize("text", ["web", "0", "-1", "80 80", "٣", "70000"])
@pytest.mark.parametrize("name", ["PORT", "WEB_CONCURRENCY"])
def test_a_malformed_number_is_one_sentence(name: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, text)
    with pytest.raises(SystemExit, match=f"^{name} is .*: it must be a number from 1 to "):
        run_path(str(CONF))


@pytest.mark.parametrize(("name", "text"), [("PORT", "web"), ("WEB_CONCURRENCY", "0")])
def test_gunicorn_itself_says_no_more_than_that(name: str, text: str) -> None:
    """Of a WEB_CONCURRENCY in letters it complains by itself, before it reads any file."""
    command = [sys.executable, "-m", "gunicorn", "--check-config", "-c", str(CONF), "wsgi:app"]
    environment = os.environ | {name: text}
    ended = subprocess.run(  # noqa: S603
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    assert ended.returncode == 1
    [sentence] = ended.stderr.splitlines()
    assert sentence.startswith(f"{name} is '{text}': it must be a number from 1 to ")
