from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask import Flask

from domanu.drawing import pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient


@pytest.fixture
def drawer() -> Iterator[FlaskClient]:
    """An app that can do nothing but draw."""
    app = Flask("drawer", static_folder=None)
    app.config["SECRET_KEY"] = "a key for drawing"
    app.register_blueprint(pages.blueprint)
    with app.app_context():
        yield app.test_client()
