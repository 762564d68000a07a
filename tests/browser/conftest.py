from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy.engine import URL, make_url

from domanu import create_app
from domanu.auth.operations import accounts
from domanu.auth.passwords import hash_password
from domanu.core.db import db
from scripts.browser import find_browser
from tests.support.backstage import Backstage, backstage_of
from tests.support.database import config_for, database
from tests.support.fair import Fair, build_fair
from tests.support.people import PASSWORD, Person
from tests.support.post_office import PostOffice, post_office
from tests.support.reader import Reader, Setting, reading
from tests.support.site import Site, running_site

QUIET = (
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
)
Open = Callable[..., Reader]
OpenAs = Callable[..., Reader]


@pytest.fixture(scope="package")
def office() -> Iterator[PostOffice]:
    with post_office() as office:
        yield office


@pytest.fixture(scope="package")
def site(template_url: URL, office: PostOffice, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    with (
        database(template_url, str(template_url.database)) as url,
        running_site(url, folder, office.settings, worker=True) as site,
    ):
        yield site


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROME") or str(find_browser())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def open_browser(browser: Browser, site: Site) -> Iterator[Open]:
    """Each is a browser of its own, with its own cookies."""
    with ExitStack() as stack:

        def start(setting: Setting | None = None, **more: Any) -> Reader:
            address = site.environment["BASE_URL"]
            return stack.enter_context(reading(browser, address, setting or Setting(), **more))

        yield start


@pytest.fixture(scope="package")
def backstage(site: Site) -> Iterator[Backstage]:
    with backstage_of(site) as backstage:
        yield backstage


@pytest.fixture(scope="package")
def fair(backstage: Backstage) -> Fair:
    """Tests that look at it leave it as it is."""
    return build_fair(backstage)


@pytest.fixture
def open_as(open_browser: Open, backstage: Backstage) -> OpenAs:
    """Signed in already."""

    def start(person: Person, setting: Setting | None = None, **more: Any) -> Reader:
        reader = open_browser(setting, **more)
        name, value = backstage.cookie(person)
        reader.context.add_cookies([{"name": name, "value": value, "url": reader.address}])
        return reader

    return start


@pytest.fixture(scope="package")
def staff(site: Site, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of somebody who may see every page."""
    email = "stella@example.org"
    app = create_app(config_for(make_url(site.environment["DATABASE_URL"]), tmp_path_factory.getbasetemp()))
    with app.app_context():
        user_id = accounts.create_confirmed_user(email, hash_password(PASSWORD), first_name="Stella")
        assert user_id
        accounts.set_staff(user_id, staff=True)
        db.session.commit()
        db.engine.dispose()
    return email


@pytest.fixture
def open_signed_in(open_browser: Open, site: Site, staff: str) -> Open:
    def start(setting: Setting | None = None, **more: Any) -> Reader:
        caller = site.caller()
        assert caller.sign_in(staff, PASSWORD).status == 303
        reader = open_browser(setting, **more)
        reader.context.add_cookies(
            [{"name": name, "value": value, "url": reader.address} for name, value in caller.cookies.items()]
        )
        return reader

    return start
