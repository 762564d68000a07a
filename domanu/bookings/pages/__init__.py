"""The pages about bookings, by noun."""

from flask import Blueprint

from . import bookings, cancelling, feeds, holds, index, moving, repetition, selling, waits

blueprint = Blueprint("bookings", __name__)
for part in (feeds, index, holds, bookings, cancelling, moving, repetition, selling, waits):
    part.add_pages(blueprint)
