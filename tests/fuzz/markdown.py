"""Markdown as somebody writes it who wants the page of a service to do their bidding, and what may come of it."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import strategies as st

from tests.fuzz import hostile

PLAIN = "p br hr em strong s ul li pre code blockquote h2 h3 h4 h5 h6 table thead tbody tr th td".split()
ALLOWED = {tag: set[str]() for tag in PLAIN} | {"a": {"href", "rel", "title"}, "ol": {"start"}}
SCHEMES = ("https://", "http://", "mailto:")
ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A&#x61&#x76ascript:alert(1)",
    "\x01javascript:alert(1)",
    " javascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript%3Aalert(1)",
    "vbscript:msgbox(1)",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "file:///etc/passwd",
    "//evil.example/",
    "/account/closing",
    "/sign-out",
    "\\\\evil.example",
    "blob:https://evil.example/1",
    "view-source:javascript:alert(1)",
    'https://good.example/" onmouseover="alert(1)',
    "https://good.example/'><script>alert(1)</script>",
    "https://user:secret@evil.example/",
    "https://good.example/`onclick=alert(1)`",
)
HTML = (
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example></sCrIpT>",
    "<<script>alert(1)//<</script>",
    "<img src=x onerror=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg onload=alert(1)>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<style>@import '//evil.example'</style>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object><embed src=javascript:alert(1)>",
    "<base href=//evil.example/><meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=stylesheet href=//evil.example/a.css>",
    "<div hx-get=/account hx-trigger=load hx-target=body></div>",
    "<a hx-post='/sign-out' data-hx-trigger='mouseenter' href='/'>win</a>",
    "<p hx-on::load='alert(1)' onclick=alert(1) style='position:fixed;inset:0' id=main class=button>x</p>",
    "<form action=/sign-out method=post><button>win</button></form>",
    "<input autofocus onfocus=alert(1)><textarea autofocus>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<template><script>alert(1)</script></template>",
    "</div></main></body><script>alert(1)</script>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?><!DOCTYPE html>",
    "<a href='java&#10;script:alert(1)'>x</a>",
    "<x-button is=x onclick=alert(1)>x</x-button>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u003cscript\u003ealert(1)\u003c/script\u003e",
)
TEXTS = (
    *HTML,
    *(f"[press]({address})" for address in ADDRESSES),
    *(f"[press](<{address}>)" for address in ADDRESSES),
    *(f"<{address}>" for address in ADDRESSES),
    *(f"![press]({address})" for address in ADDRESSES),
    *(f"[press][it]\n\n[it]: {address}" for address in ADDRESSES),
    *(f'<a href="{address}">press</a>' for address in ADDRESSES),
    *(f"```{text}\n{text}\n```" for text in HTML),
    *(f"`{text}` **{text}** # {text}" for text in HTML),
    '[press](https://good.example "x\\" onclick=\\"alert(1)")',
    "[press](https://good.example 'x' onclick='alert(1)')",
    '```" onclick="alert(1)\nx\n```',
    "> " * 400 + "deep",
    "* " * 400 + "deep",
    "[" * 2_000,
    "![" * 2_000,
    "*a_ " * 2_000,
    "`" * 3_000,
    "<" * 3_000,
    "&" * 3_000,
    "| a |\n|---|\n" + "| <b onclick=alert(1)> |\n" * 200,
    "# title\n" * 300,
    "\ufeff\u202e\u0000"[:2] + "text",
)
pieces = st.one_of(
    st.sampled_from(TEXTS).filter(lambda text: len(text) < 400), hostile.texts, st.sampled_from("*_`[]()<>!#\n \t\\&|~")
)
documents = st.lists(pieces, min_size=1, max_size=12).map(lambda parts: "".join(parts)[:9_000])


def problems_in(page: str) -> list[str]:
    """Whatever stands in it that a description may not hold."""
    reader = _Reader(convert_charrefs=True)
    reader.feed(page)
    reader.close()
    return reader.problems


class _Reader(HTMLParser):
    def __init__(self, *, convert_charrefs: bool) -> None:
        super().__init__(convert_charrefs=convert_charrefs)
        self.problems: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._look_at(tag, dict(attrs))
        if tag not in {"br", "hr"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._look_at(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}> closes nothing")

    def handle_comment(self, data: str) -> None:
        self.problems.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.problems.append(f"declaration {decl}")

    def handle_pi(self, data: str) -> None:
        self.problems.append(f"instruction {data}")

    def unknown_decl(self, data: str) -> None:
        self.problems.append(f"declaration {data}")

    def close(self) -> None:
        super().close()
        self.problems += [f"<{tag}> stays open" for tag in self.open]

    def _look_at(self, tag: str, given: dict[str, str | None]) -> None:
        if tag not in ALLOWED:
            self.problems.append(f"<{tag}>")
            return
        self.problems += [f"<{tag} {name}>" for name in given.keys() - ALLOWED[tag]]
        address = given.get("href")
        if tag == "a" and not (address or "").startswith(SCHEMES):
            self.problems.append(f"a link to {address}")
        if tag == "a" and set((given.get("rel") or "").split()) != {"nofollow", "ugc", "noopener"}:
            self.problems.append(f"a link that vouches: {given.get('rel')}")
