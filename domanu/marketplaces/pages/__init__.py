"""The pages about marketplaces, by noun."""

from flask import Blueprint

from .. import models as models

blueprint = Blueprint("marketplaces", __name__)
