"""What people read about the API, and the tokens that they make for it."""

from flask import Blueprint

from . import docs, tokens

blueprint = Blueprint("programs", __name__)
for part in (docs, tokens):
    part.add_pages(blueprint)
