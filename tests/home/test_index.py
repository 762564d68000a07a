from __future__ import annotations

import re

from tests.support.client import Client


def test_it_works(client: Client) -> None:
    response = client.get("/")
    assert response.status_code == 200
    assert "Markets for what people can do for each other." in response.text
    assert response.text.count('class="stall ') == 6


def test_a_visitor_gets_no_cookie(client: Client) -> None:
    for url in ("/", "/privacy"):
        assert "Set-Cookie" not in client.get(url).headers


def test_a_visitor_is_offered_an_account(client: Client) -> None:
    page = client.get("/").text
    assert 'href="/register"' in page
    assert 'href="/profile"' not in page


def test_no_link_is_dead(client: Client) -> None:
    page = client.get("/").text + client.get("/privacy").text
    for url in sorted(set(re.findall(r'(?:href|src)="(/[^"#]*)', page))):
        assert client.get(url).status_code == 200, url


def test_every_anchor_is_there(client: Client) -> None:
    page = client.get("/").text
    for name in re.findall(r'href="/?#([^"]+)"', page):
        assert f'id="{name}"' in page


def test_nothing_stands_inline(client: Client) -> None:
    """The policy would refuse it."""
    for url in ("/", "/privacy", "/styleguide"):
        response = client.get(url)
        page = response.text
        assert response.status_code == 200
        assert " style=" not in page
        assert not re.search(r"\son\w+=", page)
        assert "<style" not in page
