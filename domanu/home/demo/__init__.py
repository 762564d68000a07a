"""`flask demo`: people to sign in as, marketplaces to walk through, and things to press."""

from __future__ import annotations

import click

from domanu.auth.operations.accounts import has_users, user_exists
from domanu.config import settings
from domanu.core.db import db

from .load import load_demo
from .people import PASSWORD, named

__all__ = ["PASSWORD", "demo_command"]

SIGN_INS = {
    "dora": "designer of three marketplaces",
    "tomas": "seller in three of them",
    "alice": "member here and there",
    "stella": "staff",
}


@click.command("demo")
def demo_command() -> None:
    """Load demo data into an empty database, and print how to sign in as its people."""
    if settings().env == "prod":
        raise click.ClickException("Everybody knows the password of the demo people: production does not get them.")
    if not has_users():
        load_demo()
        db.session.commit()
    known = [person for person in named(*SIGN_INS) if user_exists(person.email)]
    if not known:
        click.echo("This database has people of its own, so no demo data was added.")
        return
    click.echo(f"Sign in with the password: {PASSWORD}")
    for person in known:
        click.echo(f"  {person.email:<20} {SIGN_INS[person.key]}")
