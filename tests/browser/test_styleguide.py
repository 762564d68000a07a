"""The page that shows every component, photographed whole."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Literal

import pytest
from PIL import Image

from tests.browser.conftest import Open
from tests.support.reader import Setting

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_photograph(open_browser: Open, scheme: Literal["light", "dark"], tmp_path: Path) -> None:
    reader = open_browser(Setting(1280, scheme))
    reader.go("/styleguide")
    photograph = Image.open(BytesIO(reader.page.screenshot(path=tmp_path / f"{scheme}.png", full_page=True)))
    corner = photograph.convert("L").getpixel((4, 4))
    assert isinstance(corner, int | float)
    assert (corner < 64) == (scheme == "dark")
    assert photograph.height > 3000
    assert len(photograph.getcolors(1 << 24) or ()) > 500
