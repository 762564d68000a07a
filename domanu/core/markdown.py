"""Markdown that people write, as HTML that does nothing but look."""

from __future__ import annotations

import re
from collections.abc import Sequence

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

MOST_NESTING = 20
DEEPEST = 6
ADDRESS = re.compile(r"(https?://|mailto:)", re.IGNORECASE)

# What is HTML in it is text to the parser; the cleaner is there in case the parser is wrong. There are no tables: of
# ten thousand letters they make hundreds of thousands, and they do not fit a phone.
parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": MOST_NESTING})
parser.enable("strikethrough").disable("image")
parser.validateLink = lambda url: ADDRESS.match(url) is not None  # type: ignore[method-assign]
cleaner = nh3.Cleaner(
    tags=set("a blockquote br code em h2 h3 h4 h5 h6 hr li ol p pre s strong ul".split()),
    attributes={"a": {"href"}, "ol": {"start"}},
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel="nofollow ugc noopener",
)


def to_html(source: str) -> str:
    tokens = parser.parse(source.replace("\0", ""))
    _place_headings(tokens)
    return cleaner.clean(parser.renderer.render(tokens, parser.options, {}))


def _place_headings(tokens: Sequence[Token]) -> None:
    """Below the title of the page, and never a step missing on the way down, which readers by ear rely on."""
    last = 1
    for token in tokens:
        if token.type == "heading_open":
            last = min(int(token.tag[1]) + 1, last + 1, DEEPEST)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{last}"
