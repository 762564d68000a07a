"""The pages about one's own time, by noun."""

from flask import Blueprint

from . import blocks, days_off, hours

blueprint = Blueprint("calendar", __name__)
for part in (hours, days_off, blocks):
    part.add_pages(blueprint)
