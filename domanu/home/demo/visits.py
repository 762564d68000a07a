"""Who comes when: the times that are booked around today, in the zone of the seller, and what became of some."""

from __future__ import annotations

from typing import NamedTuple

LONG_AGO = -5


class Visits(NamedTuple):
    service: str
    customer: str
    when: str
    weeks: range = range(1)
    """Counted from the present one. What is over is completed, whatever the day on which this is loaded."""
    minutes: int = 0
    notes: str = ""
    booked_for: str = ""


STATISTICS, CALCULUS = "Statistics with R", "Calculus, one week before the exam"

VISITS = (
    # Jonah's weeks
    Visits(STATISTICS, "amara", "mon 10:00", range(LONG_AGO, 4), notes="The mixed model again, I am afraid."),
    Visits(STATISTICS, "lucia", "mon 14:00", range(-3, 3)),
    Visits(STATISTICS, "theo", "mon 17:00", range(-2, 2), 80),
    Visits(STATISTICS, "felix", "tue 16:00", range(-1, 3), notes="I count words. Help me count them better."),
    Visits(STATISTICS, "maya", "tue 13:30", range(2)),
    Visits(CALCULUS, "tomas", "wed 10:30", range(-1, 2), notes="Signs. It is always the signs."),
    Visits(STATISTICS, "greta", "wed 13:30", range(-2, 4)),
    Visits(STATISTICS, "owen", "thu 13:00", range(LONG_AGO, 3)),
    Visits(STATISTICS, "hana", "thu 15:00", range(-1, 2)),
    Visits(STATISTICS, "alice", "thu 16:00", range(-3, 3), 80),
    Visits(STATISTICS, "priya", "fri 10:00", range(-2, 3)),
    Visits(CALCULUS, "kofi", "fri 16:30", range(-1, 2)),
    Visits(
        STATISTICS,
        "bob",
        "sat 11:00",
        range(-2, 3),
        booked_for="Jip Achterberg",
        notes="My niece. She is fourteen and likes frogs.",
    ),
    # Alice's week
    Visits(
        "Piano for grown-ups",
        "alice",
        "tue 17:00",
        range(LONG_AGO, 3),
        notes="I would like to be able to play the Satie.",
    ),
    Visits("Spanish conversation over coffee", "alice", "wed 15:30", range(-4, 4)),
    Visits("Linear algebra, with drawings", "alice", "mon 11:00", range(-2, 3)),
    Visits("Guitar from zero", "alice", "fri 15:30", range(-1, 2)),
    Visits("Hedge and lawn", "alice", "sat 10:30", range(1, 2), notes="Please leave the blackbird\u2019s side alone."),
    Visits("Dog walked before work", "alice", "wed 06:30", range(-2, 0), booked_for="Madame Moreau"),
    # Tomas's Saturdays
    Visits("Lamps and toasters", "bob", "sat 09:00", range(-3, 2), notes="The red one, again."),
    Visits("Lamps and toasters", "kofi", "sat 09:30", range(-2, 2)),
    Visits("Radios that only crackle", "wanda", "sat 10:00", range(-1, 2), notes="It was my aunt\u2019s."),
    Visits("Lamps and toasters", "nadia", "sat 11:00", range(-1, 3), 60),
    Visits("Radios that only crackle", "idris", "sat 12:00", range(1, 2)),
    Visits("Lamps and toasters", "dora", "sat 13:00", range(-1, 2)),
    Visits("Shelves put up straight", "samira", "mon 17:00", range(-1, 1), 150),
    Visits("Shelves put up straight", "wanda", "thu 17:00", range(2)),
    Visits("Shelves put up straight", "felix", "fri 17:00", range(-2, 2)),
    # Bob's yard
    Visits("Bike brakes and gears", "tomas", "wed 18:00", range(-2, 2)),
    Visits("Bike brakes and gears", "ruben", "sat 09:30", range(-2, 2)),
    Visits(
        "Bike brakes and gears",
        "nadia",
        "sat 12:00",
        range(-1, 2),
        notes="A child\u2019s bicycle; the child comes along.",
    ),
    Visits("Wheels made round again", "kofi", "sat 11:30", range(-1, 1)),
    # The rest of the campus
    Visits("Calculus, from limits to integrals", "bob", "mon 10:00", range(-2, 3)),
    Visits("Calculus, from limits to integrals", "maya", "tue 09:30", range(-1, 2)),
    Visits("Calculus, from limits to integrals", "tomas", "wed 09:00", range(-3, 2), 80),
    Visits("Linear algebra, with drawings", "luca", "thu 10:00", range(-1, 2)),
    Visits("First-year physics, mechanics to waves", "mei", "tue 12:00", range(-2, 2)),
    Visits("Organic chemistry problem sets", "lucia", "wed 13:00", range(-1, 2)),
    Visits("Organic chemistry problem sets", "kofi", "fri 14:00", range(2), 120),
    Visits("Spanish conversation over coffee", "greta", "tue 10:00", range(-3, 2)),
    Visits("Portuguese for people who have Spanish", "felix", "thu 16:00", range(-2, 2)),
    Visits("Kanji, ten a day", "nora", "mon 07:00", range(-1, 2)),
    Visits("Kanji, ten a day", "nora", "wed 07:00", range(-1, 2)),
    Visits("Exam nerves, one to one", "theo", "wed 17:00", range(-1, 1)),
    # Upstairs
    Visits("Piano for grown-ups", "hana", "mon 15:00", range(-1, 2)),
    Visits("Piano for grown-ups", "felix", "wed 10:00", range(-2, 2), 60),
    Visits("Guitar from zero", "lucia", "thu 18:00", range(-2, 2)),
    Visits("Violin, first position", "amara", "tue 15:00", range(-1, 2)),
    Visits("Singing for people who mime", "hana", "wed 18:00", range(-2, 1)),
    Visits("Ear training, by telephone", "felix", "fri 09:00", range(-1, 2)),
    Visits("A piano tuned on a weekday", "hana", "thu 10:00", range(-1, 0)),
    # And elsewhere
    Visits("An hour of weeding", "priya", "sun 10:30", range(-2, 2)),
    Visits("Compost, turned and sieved", "bob", "sun 09:30", range(-1, 2)),
    Visits("A bath for muddy dogs", "felix", "sun 14:00", range(-1, 2), 75, "Two of them, one who sings back."),
    Visits("First print, from your own negative", "dora", "fri 17:30", range(-1, 2)),
    Visits("Private kata practice", "theo", "wed 18:00", range(-1, 2)),
    Visits("Forms and letters, in plain words", "wanda", "tue 18:00", range(-1, 2)),
    Visits("Babysitting until midnight", "bob", "sat 19:00", range(-1, 2)),
    Visits("Learn to shape a loaf", "dora", "sun 11:00", range(-1, 0)),
)
FULL = "Enlarger hour, with help"
"""Next Saturday is full of these, and some wait for a place."""
FULL_DAY = (
    Visits(FULL, "theo", "sat 14:00", range(1, 2)),
    Visits(FULL, "tomas", "sat 15:00", range(1, 2)),
    Visits(FULL, "mei", "sat 16:00", range(1, 2)),
    Visits(FULL, "jonah", "sat 17:00", range(1, 2)),
)
WAIT_FOR_IT = ("alice", "felix")


class Request(NamedTuple):
    service: str
    customer: str
    days_ahead: int
    notes: str = ""


REQUESTS = (
    Request(CALCULUS, "mei", 2, "Integrals by parts. I have drawn all of them."),
    Request("Exam nerves, one to one", "alice", 3, "It is the big hall, row four."),
    Request("Shelves put up straight", "idris", 3, "Two metres, over a radiator."),
    Request("Sofa carried up four floors", "wanda", 5, "It has come down already, by itself."),
    Request("Jam from your own fruit", "bob", 6),
    Request("Learn to shape a loaf", "hana", 6, "I fall well. I knead badly."),
    Request("Portraits on one roll", "dora", 5),
)
HELD = ((STATISTICS, "nora", 1),)
"""For ten minutes, as if they were just about to book."""


class Ended(NamedTuple):
    """One of last week, or of the coming one, that did not become what was agreed."""

    service: str
    customer: str
    when: str
    week: int
    ended_as: str
    hours_before: int
    reason: str = ""


ENDED = (
    Ended("Guitar from zero", "alice", "wed 16:00", -2, "cancelled_by_customer", 5, "A fever, and a very small voice."),
    Ended(STATISTICS, "mei", "tue 17:00", -1, "cancelled_by_seller", 30, "The building is closed."),
    Ended("Exam nerves, one to one", "nora", "thu 17:00", -1, "declined", 40, "The hall is taken that week."),
    Ended("Guitar from zero", "alice", "thu 16:00", 1, "cancelled_by_customer", 190),
    Ended("Thesis reading partner", "alice", "mon 11:00", -3, "expired", 24),
)
MISSED = (("Lamps and toasters", "kofi", "customer"), ("Portuguese for people who have Spanish", "felix", "seller"))
"""The newest completed of these: who did not come."""
