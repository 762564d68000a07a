"""The addresses of the API, made from the endpoints."""

from __future__ import annotations

import json
from hashlib import sha256

from flask import Blueprint, Flask, Response, current_app, request

from domanu.config import settings

from . import answering
from .calls import view_of
from .endpoints import ROOT
from .openapi import Schema, describe
from .resources import ENDPOINTS, RESOURCES

blueprint = Blueprint("api", __name__, url_prefix=ROOT)
answering.add_handlers(blueprint)
for endpoint in ENDPOINTS:
    blueprint.add_url_rule(endpoint.path, endpoint.name, view_of(endpoint), methods=[endpoint.method])


def init_app(app: Flask) -> None:
    """No cookie opens anything here, so no other site can make a browser send one of these requests."""
    app.extensions["csrf"].exempt(blueprint)
    answering.init_app(app)
    app.register_blueprint(blueprint)


def document() -> Schema:
    """Made once: it changes with the program alone."""
    kept: Schema = current_app.extensions.setdefault("domanu.openapi", {})
    if not kept:
        kept.update(describe(RESOURCES, settings().site_name))
    return kept


@blueprint.get("/openapi.json")
def show_openapi() -> Response:
    text = json.dumps(document(), ensure_ascii=False)
    response = Response(text, mimetype="application/json")
    response.headers["Cache-Control"] = "public, max-age=300"
    response.set_etag(sha256(text.encode()).hexdigest()[:32])
    response.make_conditional(request)
    return response
