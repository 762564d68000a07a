"""A photo to upload."""

from __future__ import annotations

import io

from PIL import Image


def a_picture(width: int = 900, height: int = 600) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(out, "PNG")
    return out.getvalue()
