"""The pages about bookings, by noun."""

from flask import Blueprint

from . import holds, selling

blueprint = Blueprint("bookings", __name__)
for part in (holds, selling):
    part.add_pages(blueprint)
