"""Descriptions say what they mean and do nothing. What ill will makes of them is in `tests/fuzz`."""

from __future__ import annotations

import time

import pytest

from domanu.core.markdown import to_html

SECONDS = 1.0


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("From *limits* to **integrals**", "<p>From <em>limits</em> to <strong>integrals</strong></p>\n"),
        ("One\nTwo", "<p>One<br>\nTwo</p>\n"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
        ("3. three", '<ol start="3">\n<li>three</li>\n</ol>\n'),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>\n"),
        ("~~no~~ `code`", "<p><s>no</s> <code>code</code></p>\n"),
        ("```js\nx\n```", "<pre><code>x\n</code></pre>\n"),
        ("5 < 6 & 7", "<p>5 &lt; 6 &amp; 7</p>\n"),
        ("", ""),
    ],
)
def test_it_works(source: str, html: str) -> None:
    assert to_html(source) == html


@pytest.mark.parametrize(
    ("source", "levels"),
    [
        ("# One", [2]),
        ("### Three", [2]),
        ("# One\n### Three\n## Two", [2, 3, 3]),
        ("\n".join(f"{'#' * level} x" for level in range(1, 7)), [2, 3, 4, 5, 6, 6]),
        ("One\n===\nTwo\n---", [2, 3]),
    ],
)
def test_headings_stand_below_the_title(source: str, levels: list[int]) -> None:
    html = to_html(source)
    assert [int(part[0]) for part in html.split("<h")[1:]] == levels
    assert [int(part[0]) for part in html.split("</h")[1:]] == levels


def test_links_lead_away_and_say_so() -> None:
    rel = 'rel="nofollow ugc noopener"'
    assert to_html("[a](https://a.example)") == f'<p><a href="https://a.example" {rel}>a</a></p>\n'
    assert to_html("<me@a.example>") == f'<p><a href="mailto:me@a.example" {rel}>me@a.example</a></p>\n'


@pytest.mark.parametrize(
    "source",
    [
        "[a](javascript:alert(1))",
        "[a](JaVa\tScRiPt:alert(1))",
        "[a](&#106;avascript:alert(1))",
        "[a](data:text/html,x)",
        "[a](vbscript:x)",
        "[a](/account/closing)",
        "[a](//evil.example)",
        "[a][b]\n\n[b]: javascript:x",
        "<javascript:alert(1)>",
    ],
)
def test_other_addresses_are_only_text(source: str) -> None:
    assert "<a" not in to_html(source)


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<div hx-get='/account' hx-trigger='load'>x</div>",
        "<img src=x onerror=alert(1)>",
        "x <b onclick=alert(1)>y</b>",
        "<!-- x -->",
        "<style>*{display:none}</style>",
        "![x](https://evil.example/pixel.png)",
    ],
)
def test_html_and_images_are_only_text(source: str) -> None:
    html = to_html(source)
    assert not any(tag in html for tag in ("<script", "<div", "<img", "<b", "<!--", "<style"))


@pytest.mark.parametrize(
    "source",
    [
        "[" * 10_000,
        "> " * 5_000,
        "*a_ " * 2_500,
        "![" * 5_000,
        "- " * 5_000,
        "`" * 5_000 + "a" + "`" * 4_999,
        "\n" * 9_999,
    ],
    ids=range(7),
)
def test_what_is_nested_for_ever_costs_little(source: str) -> None:
    began = time.process_time()
    assert len(to_html(source)) < 10 * len(source)
    assert time.process_time() - began < SECONDS
