"""What nobody types by hand."""

from __future__ import annotations

from io import BytesIO
from typing import NamedTuple

from hypothesis import strategies as st
from PIL import Image

MARKUP = "\"'><img src=x onerror=alert(1)>"
KNOWN_TRICKS = (
    "",
    " ",
    MARKUP,
    "</textarea><script>alert(1)</script>",
    "{{ 7 * 7 }}{% raw %}",
    "${7*7} #{7*7} %s %n %(name)s {0.__class__}",
    "' OR '1'='1'; DROP TABLE users; --",
    "\\'; SELECT pg_sleep(9); --",
    "__proto__",
    "constructor[prototype]",
    "../../../../etc/passwd",
    "javascript:alert(1)",
    "//evil.example/",
    "\r\nSet-Cookie: a=b\r\n\r\nx",
    "\u202egnp.exe",
    "a\u0300" * 50,
    "\U0001f469\u200d\U0001f469\u200d\U0001f467",
    "\ufeff\ufffe\uffff",
    "9" * 400,
    "-1",
    "1e999",
    "NaN",
    "0x7fffffffffffffff",
    "99999-12-31",
    "0000-00-00",
    "true",
    "null",
    "[]",
    "é" * 37 + "@example.org",
    '"quoted @"@example.org',
    "a@" + "b." * 120 + "org",
    "x" * 5_000,
)
NOT_UNICODE = (b"\xed\xa0\x80", b"\xff\xfe\x00", b"\xc0\xaf", b"\xf8\x88\x80\x80\x80", b"a\x00b", b"\x80" * 20)
KINDS = ("PNG", "JPEG", "WEBP", "GIF", "AVIF", "TIFF", "BMP")


class File(NamedTuple):
    name: str
    kind: str
    content: bytes


def _sample(kind: str) -> bytes:
    out = BytesIO()
    Image.linear_gradient("L").resize((24, 16)).convert("RGB").save(out, kind)
    return out.getvalue()


SAMPLES = tuple(_sample(kind) for kind in KINDS)
PICTURE = File("me.png", "image/png", SAMPLES[0])

texts = st.one_of(st.sampled_from(KNOWN_TRICKS), st.text(max_size=80), st.text(min_size=60, max_size=90))
raw = st.one_of(texts.map(lambda text: text.encode("utf-8", "surrogatepass")), st.sampled_from(NOT_UNICODE))


@st.composite
def broken_pictures(draw: st.DrawFn) -> bytes:
    """A real one with some bytes turned, and perhaps its end cut off."""
    content = bytearray(draw(st.sampled_from(SAMPLES)))
    for place in draw(st.lists(st.integers(0, len(content) - 1), max_size=8)):
        content[place] = draw(st.integers(0, 255))
    return bytes(content[: draw(st.integers(0, len(content)))] if draw(st.booleans()) else content)


files = st.builds(
    File,
    st.sampled_from(("me.png", "../../etc/passwd", "a\\..\\b.svg", "\u202egnp", ".", "x" * 300)),
    st.sampled_from(("image/png", "image/svg+xml", "text/html", "", "multipart/form-data", "a/b; charset=\\")),
    st.one_of(
        broken_pictures(),
        st.binary(max_size=200),
        st.just(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
    ),
)
values = st.one_of(raw, raw, raw, files)
Value = bytes | File
