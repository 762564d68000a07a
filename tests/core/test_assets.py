from __future__ import annotations

import gzip
import os
import re
from typing import TYPE_CHECKING

import pytest
from flask import Flask, render_template_string

from domanu.core import assets

if TYPE_CHECKING:
    from pathlib import Path

SVG = '<!-- @license -->\n<svg class="x" viewBox="0 0 24 24">\n  <path d="M4 5h16" />\n</svg>\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "site.css": '@import "css/tokens.css";\n@import "css/base.css";\n',
        "css/tokens.css": '@font-face { src: url("../fonts/a.woff2"); }\n',
        "css/base.css": "p { color: red }\n",
        "fonts/a.woff2": "a font",
        "fonts/a.LICENSE": "free",
        "icons/menu.svg": SVG,
        "vendor/htmx.min.js": "var htmx = 1;\n//# sourceMappingURL=htmx.js.map\n",
        "js/focus.js": "const before = 1;\n",
        "js/menu.js": "const before = 2;\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.fixture
def shop(folder: Path) -> Flask:
    app = Flask("shop", static_folder=None)
    assets.init_app(app, watched=True, folder=folder)
    return app


def url(app: Flask, name: str) -> str:
    with app.app_context():
        return render_template_string("{{ asset(name) }}", name=name)


def test_it_works(shop: Flask) -> None:
    address = url(shop, "site.css")
    response = shop.test_client().get(address)
    assert re.fullmatch(r"/static/site\.[0-9a-f]{12}\.css", address)
    assert response.status_code == 200
    assert response.content_type == "text/css; charset=utf-8"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_the_stylesheet_is_one_file_in_order_and_names_what_is_served(shop: Flask) -> None:
    text = shop.test_client().get(url(shop, "site.css")).text
    assert "@import" not in text
    assert text.index("@font-face") < text.index("color: red")
    assert f'url("{url(shop, "fonts/a.woff2")}")' in text


def test_the_script_is_one_file_without_a_map(shop: Flask) -> None:
    text = shop.test_client().get(url(shop, "site.js")).text
    assert text.startswith("var htmx")
    assert "sourceMappingURL" not in text
    assert text.count("(() => {") == 2


def test_it_is_compressed_for_whoever_takes_that(shop: Flask) -> None:
    response = shop.test_client().get(url(shop, "site.css"), headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert response.headers["Vary"] == "Accept-Encoding"
    assert b"color: red" in gzip.decompress(response.data)
    font = shop.test_client().get(url(shop, "fonts/a.woff2"), headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in font.headers


@pytest.mark.parametrize(
    "name", ["site.css", "site.000000000000.css", "../assets.py", "fonts/a.LICENSE", "..%2f..%2fetc%2fpasswd", ""]
)
def test_nothing_else_is_served(shop: Flask, name: str) -> None:
    assert shop.test_client().get(f"/static/{name}").status_code == 404


def test_an_icon_stands_in_the_page(shop: Flask) -> None:
    with shop.app_context():
        drawn = render_template_string('{{ icon("menu") }}')
        assert drawn.startswith('<svg class="icon"')
        assert 'aria-hidden="true"><path d="M4 5h16" /></svg>' in drawn
        with pytest.raises(KeyError):
            render_template_string('{{ icon("nothing") }}')


def test_an_unknown_file_is_not_passed_over(shop: Flask) -> None:
    with pytest.raises(KeyError):
        url(shop, "sight.css")


def test_a_change_is_picked_up_while_watched(shop: Flask, folder: Path) -> None:
    before = url(shop, "site.css")
    (folder / "css/base.css").write_text("p { color: blue }\n")
    os.utime(folder / "css/base.css", (4e9, 4e9))
    assert url(shop, "site.css") != before
    assert "blue" in shop.test_client().get(url(shop, "site.css")).text


def test_the_product_keeps_to_its_weights() -> None:
    app = Flask("real", static_folder=None)
    assets.init_app(app)
    packed = app.extensions["domanu.assets"].packed
    weights = {name: len(packed[url(app, name).removeprefix(assets.PREFIX)]) for name in ("site.css", "site.js")}
    assert weights["site.css"] <= 20_000
    assert weights["site.js"] <= 30_000
