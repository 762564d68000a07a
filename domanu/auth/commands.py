"""`flask users`: what the people who run a site do from a terminal."""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import AppGroup

from domanu.core.db import db

from .addresses import problem_with
from .errors import NoSuchUser
from .models import User
from .operations import accounts
from .passwords import hash_password, weakness

MOST_LETTERS = 60

users = AppGroup("users", help="Create accounts, give them rights, disable them.")


def init_app(app: Flask) -> None:
    app.cli.add_command(users)


def a_first_name(_context: click.Context, _option: click.Parameter, value: str) -> str:
    value = value.strip()
    if not 0 < len(value) <= MOST_LETTERS or not value.isprintable():
        raise click.BadParameter(f"it must have 1 to {MOST_LETTERS} letters, all of them printable.")
    return value


@users.command("create")
@click.argument("email")
@click.option("--first-name", prompt=True, callback=a_first_name, help="What to call them.")
@click.password_option(help="At least 10 characters; asked for when it is not given.")
def create(email: str, first_name: str, password: str) -> None:
    """Create an account whose address counts as confirmed. No mail is sent."""
    if problem := problem_with(email) or weakness(password, email, first_name):
        raise click.ClickException(problem)
    if accounts.create_confirmed_user(email, hash_password(password), first_name=first_name) is None:
        raise click.ClickException(f"{email} has an account already.")
    db.session.commit()
    click.echo(f"{email} can sign in now.")


@users.command("disable")
@click.argument("email")
def disable(email: str) -> None:
    """Sign somebody out everywhere and do not let them in again."""
    accounts.disable_user(found(email).id)
    db.session.commit()
    click.echo(f"{email} is disabled.")


@users.command("enable")
@click.argument("email")
def enable(email: str) -> None:
    """Let a disabled account in again."""
    accounts.enable_user(found(email).id)
    db.session.commit()
    click.echo(f"{email} can sign in again.")


def found(email: str) -> User:
    try:
        return accounts.find_user(email)
    except NoSuchUser:
        raise click.ClickException(f"Nobody has an account with the address {email}.") from None
