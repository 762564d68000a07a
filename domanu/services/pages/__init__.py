"""The pages about services, by noun."""

from flask import Blueprint

from domanu.core import search as search

from .. import models as models

blueprint = Blueprint("services", __name__)
