"""What people are told: the inbox, how it goes on while they look, and what they want to be told at all."""

from flask import Blueprint

from . import inbox, live, preferences

blueprint = Blueprint("notifications", __name__)
for part in (inbox, live, preferences):
    part.add_pages(blueprint)
