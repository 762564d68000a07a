"""`flask demo`: people to look at and to sign in as."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import click

from domanu.auth.operations.accounts import create_confirmed_user, find_user, has_users, set_staff, user_exists
from domanu.auth.passwords import hash_password
from domanu.config import settings
from domanu.core.db import db
from domanu.profiles import make_designer, update_profile

PASSWORD = "market day at nine"  # noqa: S105 - it is printed for all to see


class Person(NamedTuple):
    first_name: str
    last_name: str
    about: str
    time_zone: str = "Europe/London"
    role: str = "member"
    born: date | None = None

    @property
    def email(self) -> str:
        return f"{self.first_name.lower()}@example.org"

    @property
    def username(self) -> str:
        return f"{self.first_name}{self.last_name[0]}".lower()


PEOPLE = (
    Person("Dora", "Lind", "I open markets for people who already know each other.", role="designer"),
    Person("Stella", "Ward", "I look after this site. Write to me when something is broken.", role="staff"),
    Person("Alice", "Moreau", "Calculus, limits, and why they are friendlier than they look.", "Europe/Paris"),
    Person("Bob", "Achterberg", "I mend bicycles on Saturdays and break them on Sundays.", "Europe/Amsterdam"),
    Person("Mei", "Okabe", "Drawing from life, ten kanji a day, and strong tea.", "Asia/Tokyo", born=date(1994, 4, 9)),
    Person("Tomas", "Lindqvist", "Lamps, toasters, radios. Bring it broken.", "Europe/Stockholm"),
    Person("Amara", "Nwosu", "Planting plans for balconies with too little sun.", "Africa/Lagos"),
    Person("Lucia", "Barros", "Spanish over coffee. Mistakes are welcome.", "America/Sao_Paulo"),
)


@click.command("demo")
def demo_command() -> None:
    """Load demo people into an empty database, and print how to sign in as them."""
    if settings().env == "prod":
        raise click.ClickException("Everybody knows the password of the demo people: production does not get them.")
    if not has_users():
        load_people()
        db.session.commit()
    known = [person for person in PEOPLE[:4] if user_exists(person.email)]
    if not known:
        click.echo("This database has people of its own, so no demo people were added.")
        return
    click.echo(f"Sign in with the password: {PASSWORD}")
    for person in known:
        click.echo(f"  {person.email:<20} {person.role}")


def load_people() -> None:
    password = hash_password(PASSWORD)
    for person in PEOPLE:
        create_confirmed_user(person.email, password, first_name=person.first_name, time_zone=person.time_zone)
        user_id = find_user(person.email).id
        profile: dict[str, Any] = {"last_name": person.last_name, "username": person.username, "about": person.about}
        update_profile(user_id, **profile, date_of_birth=person.born)
        if person.role == "designer":
            make_designer(user_id, policy="staff")
        if person.role == "staff":
            set_staff(user_id, staff=True)
