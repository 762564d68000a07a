"""Where the drawn pictures and the palettes' stylesheets answer."""

from __future__ import annotations

import hmac
from collections.abc import Callable

from flask import Blueprint, Response, abort

from . import address
from .avatar import avatar
from .awning import awning
from .colour import SITE, SITE_BY_NIGHT, palette_class, parse_palette, stylesheet
from .house import mark, shut_stall
from .motifs import HEIGHT, WIDTH
from .picture import picture
from .sheet import sheet
from .wall import wall

blueprint = Blueprint("drawing", __name__)
FOR_EVER = "public, max-age=31536000, immutable"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@blueprint.get(f"{address.PREFIX}<kind>/<code>.<mark>.<any(svg, css):suffix>")
def show(kind: str, code: str, mark: str, suffix: str) -> Response:
    if kind not in DRAWN or not hmac.compare_digest(address.signature(kind, code).encode(), mark.encode()):
        abort(404)
    response = Response(DRAWN[kind](*code.split("-")), content_type=TYPES[suffix])
    response.headers["Cache-Control"] = FOR_EVER
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _picture(code: str, motif: str, seed: str, letter: str) -> str:
    return picture(parse_palette(code), motif, bytes.fromhex(seed), letter)


def _pictures(parts: tuple[str, ...]) -> list[str]:
    return [_picture(*parts[i : i + 4]) for i in range(0, len(parts), 4)]


def _awnings(*parts: str) -> str:
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return sheet([awning(parse_palette(code), pattern) for code, pattern in pairs], 320, 86)


def _palettes(*codes: str) -> str:
    return "@layer palette {\n" + "\n".join(stylesheet(parse_palette(code)) for code in codes) + "}\n"


TYPES = {"svg": "image/svg+xml", "css": "text/css; charset=utf-8"}
HOUSE = {"mark": lambda: mark(SITE), "closed": lambda: shut_stall(SITE), "night": lambda: shut_stall(SITE_BY_NIGHT)}
DRAWN: dict[str, Callable[..., str]] = {
    "avatar": lambda seed, letter: avatar(bytes.fromhex(seed), letter),
    "awning": lambda code, pattern: awning(parse_palette(code), pattern),
    "eaves": lambda code, pattern: awning(parse_palette(code), pattern, width=2560, columns=80, slope=0),
    "swatch": lambda code, pattern: awning(parse_palette(code), pattern, width=200, columns=6, slope=8),
    "awnings": _awnings,
    "picture": _picture,
    "pictures": lambda *parts: sheet(_pictures(parts), WIDTH, HEIGHT),
    "wall": lambda *parts: wall(_pictures(parts)),
    "house": lambda name: HOUSE[name](),
    "palettes": _palettes,
}

for function in (*address.FOR_TEMPLATES, palette_class):
    blueprint.add_app_template_global(function, function.__name__)
