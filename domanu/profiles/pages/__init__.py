"""The pages about people, by noun."""

from flask import Blueprint

from . import designer, pictures, profile, requests

blueprint = Blueprint("profiles", __name__)
for part in (profile, pictures, designer, requests):
    part.add_pages(blueprint)
