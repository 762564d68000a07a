"""Finds the browser that the tests drive."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

SHELL = "chromium-headless-shell"  # the same browser without its windows, which take as long as the pages
PACKAGES = (SHELL, "chromium")
NAMES = (SHELL, "google-chrome-stable", "google-chrome", "chromium", "chromium-browser", "chrome")
USUAL = (
    "/usr/bin/chromium",
    "/opt/google/chrome/chrome",
    "/snap/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
DOWNLOADED = (".cache/ms-playwright", "Library/Caches/ms-playwright")
INSIDE = ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*")
NONE_FOUND = (
    "The browser tests need Chrome or Chromium and found none: install one, set CHROME to its path, "
    "or run .venv/bin/python -m playwright install chromium."
)


def find_browser() -> Path:
    """CHROME, then the machine's own, then Playwright's download, then, as root on Debian, its package."""
    if chosen := os.environ.get("CHROME"):
        if not os.access(chosen, os.X_OK):
            sys.exit(f"CHROME is {chosen}, which is no program that can be run.")
        return Path(chosen)
    found = next(candidates(Path.home()), None) or install_package()
    if found is None:
        sys.exit(NONE_FOUND)
    return found


def candidates(home: Path) -> Iterator[Path]:
    for name in NAMES:
        if path := shutil.which(name):
            yield Path(path)
    yield from (Path(path) for path in USUAL if os.access(path, os.X_OK))
    for folder in (os.environ.get("PLAYWRIGHT_BROWSERS_PATH", ""), *(str(home / name) for name in DOWNLOADED)):
        for pattern in INSIDE if folder else ():
            yield from sorted(Path(folder).glob(pattern), reverse=True)


def install_package() -> Path | None:
    apt = shutil.which("apt-get")
    if os.geteuid() != 0 or apt is None:
        return None
    print("No browser was found: installing Debian's Chromium with apt-get.", flush=True)
    run_apt(apt, "update")
    for package in PACKAGES:
        done = run_apt(apt, "install", "-y", "--no-install-recommends", package)
        if done.returncode == 0 and (path := shutil.which(package)):
            return Path(path)
    print(done.stderr[-2000:], file=sys.stderr)
    return None


def run_apt(apt: str, *words: str) -> subprocess.CompletedProcess[str]:
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run([apt, "-q", *words], env=quiet, capture_output=True, text=True, check=False)


if __name__ == "__main__":
    print(find_browser())
