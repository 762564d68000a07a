"""The pages about marketplaces, by noun."""

from flask import Blueprint

from . import heir, invited, lists, membership, opening, refusals, show, team

blueprint = Blueprint("marketplaces", __name__)
for part in (lists, opening, show, membership, invited, heir, team):
    part.add_pages(blueprint)
refusals.add_handlers(blueprint)
