"""The eye on every page would see what it must see, with scripts and without."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Open
from tests.support.reader import Setting

pytestmark = pytest.mark.browser
PAGE = '<!doctype html><html lang="en"><head><title>T</title></head><body><main><h1>T</h1>{}</main></body></html>'
POLICY = {"Content-Security-Policy": "default-src *; style-src 'none'"}
FLAWS = {
    "label: <input>": "<input>",
    "scrolls sideways": f"<pre>{'wide' * 200}</pre>",
    "404 for": '<img alt="" src="/nothing.png">',
    "another host": '<img alt="" src="http://127.0.0.2:9/a.png">',
    "Content Security Policy": '<p style="color: red">Red</p>',
}


@pytest.mark.parametrize("scripts", [True, False])
def test_it_complains(open_browser: Open, *, scripts: bool) -> None:
    reader = open_browser(Setting(320, scripts=scripts))
    body = PAGE.format("".join(FLAWS.values()))
    reader.page.route(
        "**/flawed", lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8", headers=POLICY)
    )
    with pytest.raises(AssertionError) as caught:
        reader.go("/flawed")
    assert [complaint for complaint in FLAWS if complaint not in str(caught.value)] == []
