"""The addresses of drawn pictures. Each carries a keyed hash of what is drawn, so that it may be kept for ever,
and so that nobody can make the server draw what no page has asked for."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable
from hashlib import sha256

from flask import current_app

from .colour import Palette, palette_code
from .letters import first_letter
from .motifs import FALLBACKS, motifs_for

PREFIX = "/drawn/"
EDITION = "3"  # goes up when the same arguments come to be drawn differently


def drawn_avatar(name: str) -> str:
    return address("avatar", f"{_seed('person', name)}-{first_letter(name)}")


def drawn_awning(palette: Palette, pattern: str) -> str:
    return address("awning", f"{palette_code(palette)}-{pattern}")


def drawn_eaves(palette: Palette, pattern: str) -> str:
    """The awning of a header, which runs off both edges of the page."""
    return address("eaves", f"{palette_code(palette)}-{pattern}")


def drawn_swatch(palette: Palette, pattern: str) -> str:
    return address("swatch", f"{palette_code(palette)}-{pattern}")


def drawn_picture(name: str, palette: Palette, take: int = 0) -> str:
    """`take` gives further pictures of the same service, for a gallery."""
    return address("picture", _picture_code(name, palette, take))


def drawn_pictures(services: Iterable[tuple[str, Palette]]) -> str:
    """The pictures of all services of a list in one file: that of the third is at this address and `#2`."""
    return address("pictures", "-".join(_picture_code(name, palette) for name, palette in services))


def drawn_awnings(marketplaces: Iterable[tuple[Palette, str]]) -> str:
    """The awnings of all marketplaces of a list in one file, as `drawn_pictures`."""
    return address("awnings", "-".join(f"{palette_code(palette)}-{pattern}" for palette, pattern in marketplaces))


def drawn_wall(posters: Iterable[tuple[str, Palette]]) -> str:
    """Several services' pictures as one, hung three beside each other."""
    return address("wall", "-".join(_picture_code(name, palette) for name, palette in posters))


def drawn_palettes(palettes: Iterable[Palette]) -> str:
    """One stylesheet for all the marketplaces that a page shows; see `palette_class`."""
    return address("palettes", "-".join(dict.fromkeys(map(palette_code, palettes))), "css")


def drawn_mark() -> str:
    return address("house", "mark")


def drawn_closed(*, night: bool = False) -> str:
    """The stall that is shut; `night` is for the dark theme."""
    return address("house", "night" if night else "closed")


def address(kind: str, code: str, suffix: str = "svg") -> str:
    return f"{PREFIX}{kind}/{code}.{signature(kind, code)}.{suffix}"


def signature(kind: str, code: str) -> str:
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.digest(key, f"drawn {EDITION} {kind} {code}".encode(), "sha256").hex()[:16]


def _picture_code(name: str, palette: Palette, take: int = 0) -> str:
    seed = _seed("service", f"{name}/{take}")
    motifs = (motifs_for(name) if take == 0 else ()) or FALLBACKS
    motif = motifs[int(seed[:2], 16) % len(motifs)]
    return f"{palette_code(palette)}-{motif}-{seed}-{first_letter(name)}"


def _seed(subject: str, name: str) -> str:
    return sha256(f"{subject} {name}".encode()).hexdigest()[:16]


FOR_TEMPLATES: tuple[Callable[..., str], ...] = (
    drawn_avatar,
    drawn_awning,
    drawn_awnings,
    drawn_closed,
    drawn_eaves,
    drawn_mark,
    drawn_palettes,
    drawn_picture,
    drawn_pictures,
    drawn_swatch,
    drawn_wall,
)
