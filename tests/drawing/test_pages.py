from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from flask import current_app

from domanu.drawing import address
from domanu.drawing.awning import PATTERNS
from domanu.drawing.colour import Palette, palette_class
from domanu.drawing.motifs import MOTIFS

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

CAMPUS = Palette("#1f4e79", "#f6ead0", "#e5a72e")
MUSIC = Palette("#1f5c4f", "#f3c9bd", "#e9795d")
HOSTILE = (
    '"><script>alert(1)</script>',
    "</svg>&<!--",
    "../../etc/passwd",
    "a-b-c",
    "",
    "\x00",
    "愛",
    "'; drop",
    "%2e%2e/",
)


def test_it_draws(drawer: FlaskClient) -> None:
    response = drawer.get(address.drawn_avatar("Mei Okabe"))
    assert response.status_code == 200
    assert response.mimetype == "image/svg+xml"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_cloth_draws(drawer: FlaskClient, pattern: str) -> None:
    for draw in (address.drawn_awning, address.drawn_eaves, address.drawn_swatch):
        ET.fromstring(drawer.get(draw(CAMPUS, pattern)).data)  # noqa: S314 - our own drawing


@pytest.mark.parametrize("motif", MOTIFS)
def test_every_motif_draws(drawer: FlaskClient, motif: str) -> None:
    code = f"1f4e79f6ead0e5a72e-{motif}-0123456789abcdef-Q"
    ET.fromstring(drawer.get(address.address("picture", code)).data)  # noqa: S314


def test_the_house_draws(drawer: FlaskClient) -> None:
    for url in (address.drawn_mark(), address.drawn_closed(), address.drawn_closed(night=True)):
        assert drawer.get(url).data.startswith(b"<svg")


def test_a_wall_keeps_the_names_inside_its_pictures_apart(drawer: FlaskClient) -> None:
    url = address.drawn_wall([("Guitar from zero", MUSIC), ("Spanish conversation", CAMPUS), ("Zither", CAMPUS)] * 2)
    tree = ET.fromstring(drawer.get(url).data)  # noqa: S314
    names = [element.attrib["id"] for element in tree.iter() if "id" in element.attrib]
    assert len(names) == len(set(names)) > 6


def test_one_stylesheet_dresses_several_marketplaces(drawer: FlaskClient) -> None:
    response = drawer.get(address.drawn_palettes([CAMPUS, MUSIC, CAMPUS]))
    assert response.mimetype == "text/css"
    assert response.text.count(f".{palette_class(CAMPUS)} {{") == 1
    assert response.text.count(f".{palette_class(MUSIC)} {{") == 1


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_a_picture(drawer: FlaskClient, name: str) -> None:
    for url in (
        address.drawn_avatar(name),
        address.drawn_picture(name, CAMPUS),
        address.drawn_picture(name, CAMPUS, 2),
    ):
        body = drawer.get(url).data
        ET.fromstring(body)  # noqa: S314
        assert b"script" not in body


def test_a_palette_that_is_no_palette_is_refused(drawer: FlaskClient) -> None:
    for palette in (Palette('"><script>', "#f6ead0", "#e5a72e"), Palette("#1f4e7", "#9f6ead0", "#e5a72e")):
        with pytest.raises(ValueError, match="hexadecimal"):
            address.drawn_awning(palette, "stripes")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda url: url.replace("avatar", "awning"),
        lambda url: url.replace(".svg", ".png"),
        lambda url: url[:-5] + ("0" if url[-5] != "0" else "1") + ".svg",
        lambda url: url.replace("-M.", "-N."),
        lambda _: "/drawn/nothing/at-all.0123456789abcdef.svg",
        lambda _: "/drawn/avatar/\u00e9.\u00e9.svg",
    ],
)
def test_what_no_page_asked_for_is_not_found(drawer: FlaskClient, spoil: Callable[[str], str]) -> None:
    assert drawer.get(spoil(address.drawn_avatar("Mei Okabe"))).status_code == 404


def test_another_key_signs_otherwise(drawer: FlaskClient) -> None:
    url = address.drawn_avatar("Mei Okabe")
    current_app.config["SECRET_KEY"] = "another"
    assert drawer.get(url).status_code == 404
    assert address.drawn_avatar("Mei Okabe") != url


def test_a_name_is_not_in_its_address(drawer: FlaskClient) -> None:
    assert "Okabe" not in address.drawn_avatar("Mei Okabe")


def test_a_sheet_has_a_view_for_each_of_its_pictures(drawer: FlaskClient) -> None:
    services = [("Guitar from zero", MUSIC), ("Zither", CAMPUS), ("Zither", CAMPUS)]
    for url in (address.drawn_pictures(services), address.drawn_awnings([(CAMPUS, "stripes"), (MUSIC, "waves")] * 2)):
        tree = ET.fromstring(drawer.get(url).data)  # noqa: S314
        names = [element.attrib["id"] for element in tree.iter() if "id" in element.attrib]
        views = [element for element in tree if element.tag.endswith("view")]
        assert [view.attrib["id"] for view in views] == [str(place) for place in range(len(views))]
        assert len(views) == len(tree) / 2 >= 3
        assert len(names) == len(set(names))
