"""The pages about bookings, by noun."""

from flask import Blueprint

from . import holds

blueprint = Blueprint("bookings", __name__)
for part in (holds,):
    part.add_pages(blueprint)
