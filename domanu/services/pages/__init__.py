"""The pages about services, by noun."""

from flask import Blueprint

from . import edge, editing, favourites, index, moderation, new, pictures, removal, selling, show

blueprint = Blueprint("services", __name__)
for part in (index, show, new, editing, removal, selling, pictures, favourites, moderation):
    part.add_pages(blueprint)
edge.add_handlers(blueprint)
