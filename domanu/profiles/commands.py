"""`flask users promote`: rights that a person gets from the terminal."""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import with_appcontext

from domanu.auth.commands import found, users
from domanu.auth.operations.accounts import set_staff
from domanu.core.db import db

from .operations.designing import make_designer


def init_app(_app: Flask) -> None:
    """The command hangs on the group that accounts have brought along."""
    users.add_command(promote)


@click.command("promote")
@with_appcontext
@click.argument("email")
@click.argument("right", type=click.Choice(["designer", "staff"]))
def promote(email: str, right: str) -> None:
    """Make somebody a designer, who may open marketplaces, or staff, who look after the site."""
    user = found(email)
    if right == "staff":
        set_staff(user.id, staff=True)
    else:
        make_designer(user.id, policy="staff")
    db.session.commit()
    click.echo(f"{email} is {'a designer' if right == 'designer' else 'staff'} now.")
