"""The pages about bookings, by noun."""

from flask import Blueprint

from . import bookings, cancelling, holds, index, moving, selling

blueprint = Blueprint("bookings", __name__)
for part in (index, holds, bookings, cancelling, moving, selling):
    part.add_pages(blueprint)
