"""Which of what they sell is booked by time, and how. Each duration beyond the first has a price of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from .hours import weekly

DAY = 24 * 60


class Terms(NamedTuple):
    minutes: int
    place: str
    longer: Mapping[int, str] = {}
    hours: str = ""
    """Its own; without them those of the seller hold."""
    step: int = 30
    before: int = 0
    after: int = 0
    notice: int = 120
    horizon: int = 60
    cap: int | None = None
    on_request: bool = False

    def as_columns(self) -> dict[str, Any]:
        return {
            "duration": self.minutes,
            "other_durations": [{"minutes": minutes, "price": price} for minutes, price in self.longer.items()],
            "availability": weekly(self.hours) if self.hours else None,
            "place": self.place,
            "before_minutes": self.before,
            "after_minutes": self.after,
            "notice_minutes": self.notice,
            "horizon_days": self.horizon,
            "most_per_day": self.cap,
            "step_minutes": self.step,
            "on_request": self.on_request,
        }


HALL = "In the hall on Mill Lane"
ROPEWALK = "The Ropewalk, second door, ring twice"
SATURDAY = "sat 09:00-14:00"

TERMS = {
    # Fernhill Campus Tutors
    "Calculus, from limits to integrals": Terms(
        50, "In the library or by video", {80: "60.00"}, after=10, notice=4 * 60, cap=5
    ),
    "Linear algebra, with drawings": Terms(50, "In the library, at the long table", {80: "56.00"}, after=10),
    "Statistics with R": Terms(50, "In the library or by video", {80: "60.00", 110: "78.00"}, after=10),
    "Calculus, one week before the exam": Terms(90, "Seminar room 2", cap=2, on_request=True, notice=DAY),
    "First-year physics, mechanics to waves": Terms(
        60, "The seminar room under the observatory", hours="tue 10:00-18:00", notice=DAY
    ),
    "Organic chemistry problem sets": Terms(
        60, "In the café of the chemistry building, or by video", {120: "58.00"}, after=15
    ),
    "Spanish conversation over coffee": Terms(60, "The corner table of the Lantern café", cap=3),
    "Portuguese for people who have Spanish": Terms(50, "By video", {80: "30.00"}, after=10),
    "Kanji, ten a day": Terms(25, "By video", hours="mon-fri 06:30-09:00", notice=12 * 60, horizon=30),
    "Thesis reading partner": Terms(
        60, "Over tea, or by video", {90: "85.00"}, notice=5 * DAY, on_request=True, horizon=120
    ),
    "Exam nerves, one to one": Terms(45, "In the real hall, at a real desk", on_request=True, after=15),
    "Mock interviews with a stopwatch": Terms(60, "Room 14, or by video", after=15),
    # Mill Lane Repair Café
    "Lamps and toasters": Terms(30, HALL, {60: "20.00"}, SATURDAY, notice=60),
    "Radios that only crackle": Terms(45, HALL, hours=SATURDAY, step=15, cap=4),
    "Phone screens and tired batteries": Terms(30, HALL, hours="sat 10:00-13:00", on_request=True, notice=DAY),
    "Bike brakes and gears": Terms(45, "In the yard on Mill Lane", {90: "25.00"}, after=15, notice=60),
    "Wheels made round again": Terms(30, "In the yard on Mill Lane"),
    "Trousers, zips and hems": Terms(30, HALL, {60: "16.00"}, "sat 10:00-16:00"),
    "Darning, while you watch": Terms(60, HALL, hours="sat 10:00-14:00", step=60),
    "Wobbly chairs": Terms(30, HALL, hours="sat 10:00-14:00", after=15, step=15),
    # Harbour Judo Club
    "Private kata practice": Terms(60, "On the empty mat", {90: "50.00"}, on_request=True, before=15, notice=DAY),
    "The mat for your own group": Terms(120, "The hall at the harbour", hours="sun 08:00-20:00", step=60),
    # The Upstairs Music Room
    "Piano for grown-ups": Terms(45, "Upstairs, by the window", {60: "45.00"}, after=15),
    "Guitar from zero": Terms(45, "Upstairs, or at your kitchen table", {60: "36.00"}, after=15, step=15),
    "Violin, first position": Terms(45, "Upstairs", after=15),
    "Singing for people who mime": Terms(45, "Upstairs, with the door shut", {60: "33.00"}, after=15),
    "Ear training, by telephone": Terms(20, "By telephone", hours="mon-fri 08:00-10:00", step=20, notice=30, cap=6),
    "Music theory without tears": Terms(90, "Round the kitchen table", hours="mon-thu 17:00-20:00", cap=1),
    "A piano tuned on a weekday": Terms(
        120, "Where the piano is", before=30, after=30, notice=2 * DAY, cap=2, hours="mon-fri 09:00-15:00"
    ),
    # Allotment Row
    "Hedge and lawn": Terms(120, "At your gate", {240: "50.00"}, before=15, after=30, notice=DAY, cap=2),
    "Pruning old apple trees": Terms(90, "Under your tree", on_request=True, after=30, notice=3 * DAY, horizon=180),
    "An hour of weeding": Terms(60, "Your bed", notice=12 * 60, cap=2),
    "Compost, turned and sieved": Terms(60, "By your heap", {120: "9.00"}, after=15),
    "Jam from your own fruit": Terms(180, "The shed with the good stove", on_request=True, cap=1, notice=2 * DAY),
    "Bird boxes, put up where birds want them": Terms(60, "Where the birds are", after=15, notice=DAY),
    # Sunday Dogs
    "A bath for muddy dogs": Terms(45, "In my yard", {75: "27.00"}, after=15),
    # The Saturday Bakers
    "Learn to shape a loaf": Terms(
        180, "My kitchen, Baker\u2019s Row", on_request=True, cap=1, hours="sun 10:00-16:00"
    ),
    # The Ropewalk Darkroom
    "First print, from your own negative": Terms(150, ROPEWALK, notice=DAY, after=30, cap=1),
    "Enlarger hour, with help": Terms(60, ROPEWALK, {120: "360.00"}, hours="sat 14:00-18:00", step=60),
    "Pinhole camera out of a tin": Terms(240, ROPEWALK, hours="sun 10:00-16:00", on_request=True, notice=2 * DAY),
    "Portraits on one roll": Terms(180, "Wherever you sit well", hours="sat 10:00-17:00", cap=1, on_request=True),
    # Number Nine, Staircase B
    "Dog walked before work": Terms(40, "Your door", hours="mon-fri 06:30-07:30", step=20, after=5, cap=1),
    "Sofa carried up four floors": Terms(120, "The street door", on_request=True, notice=DAY),
    "Shelves put up straight": Terms(90, "Your wall", {150: "80.00"}, on_request=True, after=30, notice=12 * 60),
    "Babysitting until midnight": Terms(
        240, "Yours", {180: "32.00"}, "fri-sat 18:00-24:00", step=60, notice=DAY, horizon=90
    ),
    "Forms and letters, in plain words": Terms(45, "My kitchen table, second floor", after=15),
}
