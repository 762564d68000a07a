"""The pages about accounts, by noun."""

from flask import Blueprint

from . import account, confirmation, devices, registration, resets, signing

blueprint = Blueprint("auth", __name__)
for part in (registration, confirmation, signing, resets, account, devices):
    part.add_pages(blueprint)
