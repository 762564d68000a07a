"""Static files under names that carry a hash of their content, so that a browser may keep them for ever."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from posixpath import join, normpath

from flask import Flask, Response, abort, request
from markupsafe import Markup

from .icons import read_icons

STATIC = Path(__file__).resolve().parent.parent / "static"
PREFIX = "/static/"
SCRIPT = "site.js"
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
}
PACKED = {".css", ".js", ".svg"}


@dataclass
class Shelf:
    folder: Path
    watched: bool = False
    changed: int = 0
    urls: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, bytes] = field(default_factory=dict)
    packed: dict[str, bytes] = field(default_factory=dict)
    icons: dict[str, Markup] = field(default_factory=dict)


def init_app(app: Flask, *, watched: bool = False, folder: Path = STATIC) -> None:
    """The app must be made with `static_folder=None`: these files answer in the place of Flask's own."""
    shelf = Shelf(folder, watched)
    stock(shelf)
    app.extensions["domanu.assets"] = shelf
    app.add_url_rule(f"{PREFIX}<path:name>", "static", lambda name: serve(shelf, name))
    app.jinja_env.globals["asset"] = partial(asset, shelf)
    app.jinja_env.globals["icon"] = partial(icon, shelf)


def asset(shelf: Shelf, name: str) -> str:
    _restock(shelf)
    return shelf.urls[name]


def icon(shelf: Shelf, name: str) -> Markup:
    """The drawing alone: the words beside it are what it means."""
    return shelf.icons[name]


def serve(shelf: Shelf, name: str) -> Response:
    _restock(shelf)
    body = shelf.bodies.get(name)
    if body is None:
        abort(404)
    response = Response(body, content_type=KINDS[Path(name).suffix])
    if name in shelf.packed:
        response.vary.add("Accept-Encoding")
        if request.accept_encodings["gzip"]:
            response.set_data(shelf.packed[name])
            response.headers["Content-Encoding"] = "gzip"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def stock(shelf: Shelf) -> None:
    """Fonts and pictures first: a stylesheet's name depends on the names that it mentions."""
    shelf.changed = _last_change(shelf.folder)
    files = [file for file in sorted(shelf.folder.rglob("*")) if file.suffix in KINDS]
    for file in sorted(files, key=lambda file: file.suffix == ".css"):
        name = file.relative_to(shelf.folder).as_posix()
        _add(shelf, name, _style(shelf, name).encode() if file.suffix == ".css" else file.read_bytes())
    _add(shelf, SCRIPT, _script(shelf.folder).encode())
    shelf.icons = read_icons(shelf.folder / "icons")


def _add(shelf: Shelf, name: str, body: bytes) -> None:
    stem, dot, suffix = name.rpartition(".")
    served = f"{stem}.{sha256(body).hexdigest()[:12]}{dot}{suffix}"
    shelf.urls[name], shelf.bodies[served] = PREFIX + served, body
    if dot + suffix in PACKED:
        shelf.packed[served] = gzip.compress(body, 9, mtime=0)


def _style(shelf: Shelf, name: str) -> str:
    """The stylesheet with those that it imports in their place, and every url() under its hashed name."""

    def beside(mentioned: str) -> str:
        return normpath(join(name, "..", mentioned))

    text = (shelf.folder / name).read_text()
    text = re.sub(r'@import "([^"]+)";\n?', lambda found: _style(shelf, beside(found[1])), text)
    return re.sub(r'url\("(?!/)([^"]+)"\)', lambda found: f'url("{shelf.urls[beside(found[1])]}")', text)


def _script(folder: Path) -> str:
    """Vendored scripts as they come; ours each in a scope of its own."""
    vendored = (_without_map(file.read_text()) for file in sorted(folder.glob("vendor/*.js")))
    ours = (f"(() => {{\n{file.read_text()}}})();" for file in sorted(folder.glob("js/*.js")))
    return "\n".join((*vendored, *ours))


def _without_map(script: str) -> str:
    return re.sub(r"^//# sourceMappingURL=.*$", "", script, flags=re.MULTILINE)


def _restock(shelf: Shelf) -> None:
    if shelf.watched and _last_change(shelf.folder) != shelf.changed:
        stock(shelf)


def _last_change(folder: Path) -> int:
    return max((file.stat().st_mtime_ns for file in folder.rglob("*")), default=0)
