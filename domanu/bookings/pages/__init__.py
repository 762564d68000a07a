"""The pages about bookings, by noun."""

from flask import Blueprint

from . import bookings, cancelling, feeds, holds, index, moving, selling

blueprint = Blueprint("bookings", __name__)
for part in (feeds, index, holds, bookings, cancelling, moving, selling):
    part.add_pages(blueprint)
