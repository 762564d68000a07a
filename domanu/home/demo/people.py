"""Who there is. Everybody has an address at example.org, and the same password."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import insert

from domanu.auth.models import User
from domanu.auth.passwords import PasswordHash, hash_password
from domanu.core.db import db, new_id
from domanu.core.time import now
from domanu.profiles.models import Profile
from domanu.profiles.operations.designing import request_designer

PASSWORD = "market day at nine"  # noqa: S105 - it is printed for all to see
LONDON, PARIS, TORONTO, OSLO = "Europe/London", "Europe/Paris", "America/Toronto", "Europe/Oslo"


class Person(NamedTuple):
    first_name: str
    last_name: str
    about: str
    time_zone: str = LONDON
    role: str = ""
    born: date | None = None

    @property
    def key(self) -> str:
        return self.first_name.lower()

    @property
    def email(self) -> str:
        return f"{self.key}@example.org"

    @property
    def username(self) -> str:
        return f"{self.first_name}{self.last_name[0]}".lower()


PEOPLE = (
    Person("Dora", "Lind", "I open markets for people who already know each other.", role="designer"),
    Person("Stella", "Ward", "I look after this site. Write to me when something is broken.", role="staff"),
    Person("Alice", "Moreau", "Second year of mathematics. I book more than I sell.", PARIS),
    Person("Bob", "Achterberg", "I mend bicycles on Saturdays and break them on Sundays.", "Europe/Amsterdam"),
    Person("Mei", "Okabe", "Drawing from life, ten kanji a day, and strong tea.", "Asia/Tokyo", born=date(1994, 4, 9)),
    Person("Tomas", "Lindqvist", "Lamps, toasters, radios. Bring it broken.", "Europe/Stockholm"),
    Person("Amara", "Nwosu", "Chemistry by day, and planting plans for balconies with too little sun.", "Africa/Lagos"),
    Person("Lucia", "Barros", "Spanish over coffee. Mistakes are welcome.", "America/Sao_Paulo"),
    Person("Priya", "Raman", "I run a repair caf\u00e9 and answer mail before breakfast.", role="designer"),
    Person("Jonah", "Feld", "Statistics, mostly other people\u2019s. I like a clean axis.", "America/New_York"),
    Person("Felix", "Dunmore", "I read theses, walk dogs, and moderate with a light hand.", "Europe/Dublin"),
    Person("Greta", "Solheim", "Piano since I was four, patience since I was forty.", OSLO, role="designer"),
    Person("Owen", "Birch", "Apple trees, hedges, and first-year physics when it rains.", role="designer"),
    Person("Samira", "Haddad", "I sew, I cook on Sundays, and I am calm in exam halls now.", PARIS),
    Person("Ines", "Falc\u00e3o", "Cakes, prints in black and white, and jam.", "Europe/Lisbon", role="designer"),
    Person("Kofi", "Mensah", "Judo for children, compost for everybody.", "Africa/Accra"),
    Person("Zofia", "Wrona", "Violin, cello, rye bread. In that order on weekdays.", "Europe/Warsaw"),
    Person("Henrik", "Dahl", "Fourth dan. I have been thrown by the best.", "Australia/Hobart", role="designer"),
    Person("Nadia", "Kerr", "Tomatoes in four colours. I find weeding restful.", "Europe/Dublin"),
    Person("Luca", "Ferrante", "The oven is on at four, the bicycle is out at seven.", TORONTO, role="designer"),
    Person("Hana", "Vesel\u00e1", "Falling well is half of judo, and most of pastry.", "Australia/Hobart"),
    Person("Ruben", "Castillo", "Chairs, knives, and anything with a joint in it.", "America/Mexico_City"),
    Person("Wanda", "Blackwood", "Ground floor left. I hear every bell and darn every sock.", "Europe/Warsaw"),
    Person("Idris", "Cole", "Screens, batteries, and pianos that have lost their A.", TORONTO),
    Person("Maya", "Thorne", "I teach people to sing who were told to mime.", "Pacific/Auckland"),
    Person("Theo", "Marchetti", "Three chords, thirty-six exposures.", "Europe/Rome"),
    Person("Nora", "Quill", "Mathematics with two colours of pen.", OSLO, born=date(2001, 11, 2)),
    Person("Rex", "Harrow", "Best prices. Ask me anything, pay me first."),
)
ASKS_TO_DESIGN = {
    "wanda": "Our staircase has one already. The allotments behind the railway would like one, too.",
    "theo": "Eleven photographers, one borrowed camera, and a list on paper that nobody can read.",
}


def load_people() -> dict[str, UUID]:
    """Their ids by their first names."""
    password, ids = hash_password(PASSWORD), {person.key: new_id() for person in PEOPLE}
    db.session.execute(insert(User), [_account(person, ids[person.key], password) for person in PEOPLE])
    db.session.execute(insert(Profile), [_profile(person, ids[person.key]) for person in PEOPLE])
    for key, reason in ASKS_TO_DESIGN.items():
        request_designer(ids[key], reason)
    return ids


def named(*keys: str) -> Iterable[Person]:
    return (person for person in PEOPLE if person.key in keys)


def _account(person: Person, user_id: UUID, password: PasswordHash) -> dict[str, Any]:
    is_staff = person.role == "staff"
    return {"id": user_id, "email": person.email, "password": password, "confirmed_at": now(), "is_staff": is_staff}


def _profile(person: Person, user_id: UUID) -> dict[str, Any]:
    told = {"first_name": person.first_name, "last_name": person.last_name, "username": person.username}
    more = {"about": person.about, "time_zone": person.time_zone, "date_of_birth": person.born}
    return told | more | {"user_id": user_id, "designer": person.role == "designer"}
