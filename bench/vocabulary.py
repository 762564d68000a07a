"""The words that made-up marketplaces and services are told in."""

from __future__ import annotations

from itertools import product

FIRST_NAMES = """
    Alice Amara Anton Beatriz Bob Carmen Chidi Clara Dora Elif Emil Farah Felix Greta Hana Hugo Ines Ivan Jonah Kofi
    Lena Lucia Marek Mei Mina Nadia Noor Olga Oscar Pia Quentin Rosa Sami Selma Stella Tariq Tomas Uma Vera Yuki
""".split()
LAST_NAMES = """
    Abara Achterberg Almeida Barros Bergman Castellanos Costa Dahl Dubois Eriksen Fontaine Garcia Haddad Hansen Ito
    Jansen Kaya Keller Kovacs Larsen Lindqvist Lopez Martin Moreau Nakamura Nilsen Novak Nwosu Okabe Okafor Olsen
    Pereira Popescu Quinn Rahman Rossi Santos Schmidt Silva Suzuki Tanaka Thomas Torres Ueda Vargas Ward Weber Yilmaz
""".split()
CRAFTS = """
    guitar piano bicycle garden statistics drawing sewing cooking Spanish French maths laptop painting violin singing
    chess yoga judo swimming pottery photography welding plumbing carpentry knitting baking German Japanese calculus
    physics chemistry writing essay thesis reading running climbing football tennis dancing drums flute cello accordion
    harmonica saxophone trumpet ukulele balcony hedge lawn orchard beekeeping compost roof window door lock lamp toaster
    radio phone camera printer website spreadsheet database video podcast translation proofreading letter tax visa
    accounting budget moving cleaning ironing shoe leather furniture upholstery chair table shelf wallpaper tile brick
    stove boiler battery solar car motorcycle scooter tyre brake gear wheel dog cat horse parrot aquarium baby toddler
    homework exam history geography Latin Greek Arabic Korean Polish Swedish sourdough cake bread cheese wine coffee tea
    breakfast dinner birthday wedding flower candle soap jewellery watch clock engraving calligraphy origami puppet
    theatre magic juggling skating skiing sailing kayak fishing archery boxing fencing pilates meditation massage
""".split()
FORMS = """
    lessons repair tutoring workshop coaching class course advice practice evening design planning cleaning service
    check rescue rental delivery installation inspection restoration accompaniment rehearsal translation review session
    club help care sitting walking training sharpening tuning makeover clinic laboratory studio surgery circle café
""".split()
FOR_WHOM = """
    beginners children adults students grown-ups families neighbours teenagers everybody newcomers seniors parents
    weekends evenings mornings holidays balconies kitchens flats offices schools bands choirs clubs cyclists gardeners
""".split()
TALK = """
    the and you your we with for it to in of a I is at my on can or be home bring from have what who will not until hour
    time first week year learn more little slowly patient friendly exact careful quick tools parts price included need
    want know see make take come go show fix find keep works broken old new good better easy hard together alone before
    after during around between near far online outside room table street courtyard Saturday Tuesday often always never
    sometimes teach taught years practice exercises examples questions answers notes photos measure materials wood metal
    cloth paper paint glue string screws seeds soil water sun light music sound voice breath hand finger foot body mind
    language grammar words numbers proof formula graph code screen keyboard engine chain brakes lights battery warranty
    honest cheap fair simple tidy dry warm cold fresh clean quiet loud small large heavy light short long early late
""".split()
PLACES = ("hill", "ford", "bridge", "vale", "quay", "gate", "side", "mere", "wick", "stead", "well", "holm")
BEGINNINGS = "al ber cor dan el fern gar hol is jor kes lin mar nor os pel quin ros sar tor ul ven wes yar zel".split()
MIDDLES = "a ba ce dri e fo gri hu i ka lo mi na o pre ra so ti u va".split()
ENDINGS = "den lin mar nock rin sel ton ver wen zan".split()


def rare_words() -> list[str]:
    """Five thousand names and terms that each occur in a few texts."""
    return ["".join(parts).capitalize() for parts in product(BEGINNINGS, MIDDLES, ENDINGS)]


def place_names() -> list[str]:
    return [f"{begin}{end}".capitalize() for begin, end in product(BEGINNINGS, PLACES)]
