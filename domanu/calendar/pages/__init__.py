"""The pages about one's own time, by noun."""

from flask import Blueprint

from . import blocks, days_off, hours, times, why

blueprint = Blueprint("calendar", __name__)
for part in (hours, days_off, blocks, times, why):
    part.add_pages(blueprint)
