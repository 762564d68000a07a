from __future__ import annotations

from uuid import UUID

import pytest

from tests.support.client import HX, Client


@pytest.mark.parametrize("path", ["/services", "/m/campus"])
def test_what_is_no_price_is_told(client: Client, calculus: UUID, path: str) -> None:
    page = client.get(f"{path}?least=%3Cabc&most=50").text
    assert "“&lt;abc” cannot be a price, so it is left out. 1 service found, newest first" in page
    assert 'name="least" value="&lt;abc"' in page
    assert 'name="most" value="50"' in page
    assert '<details class="bounds" open>' in page
    part = client.get(f"{path}?most=9999999", headers=HX).text
    assert "“9999999” cannot be a price, so it is left out. 1 service, newest first" in part
    assert "cannot be a price" not in client.get(f"{path}?least=+&most=12,50").text
