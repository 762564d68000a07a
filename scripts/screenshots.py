"""Takes the pictures of docs/pictures/ from a demo site of its own, which is gone afterwards."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from scripts.browser import find_browser
from scripts.scenes import SCENES, Scene

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "docs" / "pictures"
MOST_BYTES = 150_000
READY = re.compile(r"ready at (http://localhost:\d+)")
OPERATOR = "the Fernhill Cooperative"


def main() -> None:
    PLACE.mkdir(parents=True, exist_ok=True)
    for old in PLACE.glob("*.webp"):
        if old.stem not in {scene.name for scene in SCENES}:
            old.unlink()
    with demo_site() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox", "--disable-gpu"])
        for scene in SCENES:
            keep(scene.name, photograph(browser, address, scene))
        browser.close()


def photograph(browser: Browser, address: str, scene: Scene) -> bytes:
    context = browser.new_context(
        base_url=address,
        viewport={"width": scene.width, "height": scene.height},
        color_scheme=scene.scheme,
        device_scale_factor=2,
        reduced_motion="reduce",
    )
    page = context.new_page()
    scene.arrange(page)
    page.evaluate("document.activeElement.blur()")
    page.wait_for_load_state("networkidle")
    taken = page.screenshot()
    context.close()
    return taken


def keep(name: str, taken: bytes) -> None:
    """As WebP, as good as the limit allows."""
    file, picture = PLACE / f"{name}.webp", Image.open(BytesIO(taken)).convert("RGB")
    for quality in range(90, 40, -10):
        picture.save(file, "WEBP", quality=quality, method=6)
        if file.stat().st_size < MOST_BYTES:
            break
    print(f"{file.relative_to(ROOT)}  {picture.width} x {picture.height}  {file.stat().st_size // 1000} kB", flush=True)


@contextmanager
def demo_site() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as instance:
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment |= {"ENV": "dev", "INSTANCE_PATH": instance, "PORT": "8700", "SITE_OPERATOR": OPERATOR}
        site = subprocess.Popen(
            [sys.executable, "-m", "scripts.start"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            yield address_of(site)
        finally:
            site.terminate()
            site.communicate()


def address_of(site: subprocess.Popen[str]) -> str:
    for line in site.stdout or ():
        if found := READY.search(line):
            return found[1]
    sys.exit("The demo site did not start.")


if __name__ == "__main__":
    main()
