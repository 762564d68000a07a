"""Who gets what at every address of marketplaces and services: an answer of 300 or more is told by where it leads.

The marketplace is private or public; sellers have to be approved, and so has whoever joins.
"""

from __future__ import annotations

from tests.support.town import ROLES

Answers = dict[str, int | str]
Row = tuple[Answers, Answers]
"""In a private marketplace, and in a public one."""

STRANGERS = ("anonymous", "unconfirmed", "stranger", "left", "other_designer")
"""Who does not know of the private one."""
OUTSIDE = (*STRANGERS, "heir", "staff")
"""Who is no member."""
CREW = ("seller", "treasurer", "moderator")
MODERATORS, RUNNERS = ("moderator", "designer"), ("treasurer", "moderator", "designer", "staff")
DESIGNERS = ("designer", "other_designer", "heir")
SIGN_IN, CONFIRM, FRONT, MINE, TEAM = "/sign-in", "/confirmation", "/m/…", "/marketplaces/mine", "/m/…/team"
HOURS = "/selling/hours"


def get(answer: int | str, *roles: str) -> Answers:
    return dict.fromkeys(roles or ROLES, answer)


def everyone(answer: int | str) -> Row:
    return get(answer), get(answer)


def signed_in(answer: int | str) -> Row:
    answers = get(answer) | get(SIGN_IN, "anonymous")
    return answers, answers


def confirmed(answers: Answers) -> Row:
    answers = answers | get(SIGN_IN, "anonymous") | get(CONFIRM, "unconfirmed")
    return answers, answers


def only(answers: Answers) -> Row:
    """Nobody else may; strangers do not know of the private one, and visitors may sign in first at the public one."""
    return get(403) | get(404, *STRANGERS) | answers, get(403) | get(SIGN_IN, "anonymous") | answers


def only_confirmed(answers: Answers) -> Row:
    private, public = only(answers)
    return private, public | get(CONFIRM, "unconfirmed")


def known(private: Answers, public: Answers) -> Row:
    return get(404, *STRANGERS) | get(403, "banned") | private, get(SIGN_IN, "anonymous") | public


def _designing(answer: int | str) -> Row:
    return only(get(answer, "designer"))


def _moderating(answer: int | str) -> Row:
    return only(get(answer, *MODERATORS))


def _selling(answer: int | str) -> Row:
    return only_confirmed(get(answer, "seller"))


NOT_STRANGERS = tuple(role for role in ROLES if role not in STRANGERS and role != "banned")
MEMBERS = ("member", *CREW)
READERS = known(get(200, *NOT_STRANGERS), get(200))
DECLARED: dict[str, dict[str, Row]] = {
    "marketplaces.index": {"GET": everyone(200)},
    "marketplaces.mine": {"GET": signed_in(200)},
    "marketplaces.open_new": {
        "GET": confirmed(get("/designer") | get(200, *DESIGNERS)),
        "POST": confirmed(get("/designer") | get("/m/fresh-paint", *DESIGNERS)),
    },
    "marketplaces.preview": {"POST": confirmed(get(200))},
    "marketplaces.show": {"GET": READERS},
    "marketplaces.history": {"GET": READERS},
    "marketplaces.join": {
        "POST": known(
            get(FRONT, "pending", "designer", *MEMBERS) | get(403, "heir", "staff"),
            get(FRONT) | get(403, "banned") | get(SIGN_IN, "anonymous") | get(CONFIRM, "unconfirmed"),
        )
    },
    "marketplaces.leave": {
        "POST": known(
            get(MINE, *NOT_STRANGERS) | get(403, "designer"),
            get(FRONT) | get(403, "banned", "designer") | get(SIGN_IN, "anonymous"),
        )
    },
    "marketplaces.leaving": {
        "GET": known(
            get(FRONT, "pending", "heir", "staff") | get(200, *MEMBERS) | get(403, "designer"),
            get(FRONT) | get(200, *MEMBERS) | get(403, "designer") | get(SIGN_IN, "anonymous"),
        )
    },
    "marketplaces.agree": {"POST": only(get(FRONT, "pending", "designer", *MEMBERS))},
    "marketplaces.invited": {
        "GET": (
            get(FRONT) | get(200, *OUTSIDE) | get(403, "banned"),
            get(FRONT) | get(200, *OUTSIDE) | get(403, "banned"),
        )
    },
    "marketplaces.accept": {"POST": confirmed(get(FRONT) | get(403, "banned"))},
    "marketplaces.take_over": {
        "POST": known(get(FRONT, *NOT_STRANGERS), get(FRONT) | get(SIGN_IN, "anonymous") | get(CONFIRM, "unconfirmed"))
    },
    "marketplaces.refuse": {
        "POST": known(get(FRONT, *NOT_STRANGERS) | get(MINE, "heir"), get(FRONT) | get(SIGN_IN, "anonymous"))
    },
    "marketplaces.team": {
        "GET": only(get(f"{TEAM}/members", *RUNNERS) | get(f"{TEAM}/requests", *MODERATORS)),
    },
    "marketplaces.requests": {"GET": _moderating(200)},
    "marketplaces.admit": {"POST": _moderating(f"{TEAM}/requests")},
    "marketplaces.decline": {"POST": _moderating(f"{TEAM}/requests")},
    "marketplaces.members": {"GET": only(get(200, *RUNNERS))},
    "marketplaces.give_role": {"POST": _designing(f"{TEAM}/members")},
    "marketplaces.banning": {"GET": _moderating(200)},
    "marketplaces.ban": {"POST": _moderating(f"{TEAM}/members")},
    "marketplaces.unban": {"POST": _moderating(f"{TEAM}/members")},
    "marketplaces.invitations": {"GET": _moderating(200)},
    "marketplaces.invite": {"POST": _moderating(f"{TEAM}/invitations")},
    "marketplaces.revoke": {"POST": _moderating(f"{TEAM}/invitations")},
    "marketplaces.rules": {"GET": _designing(200), "POST": _designing(f"{TEAM}/rules")},
    "marketplaces.preview_rules": {"POST": _designing(200)},
    "marketplaces.look": {"GET": _designing(200), "POST": _designing(f"{TEAM}/look")},
    "marketplaces.preview_look": {"POST": _designing(200)},
    "marketplaces.categories": {"GET": _designing(200)},
    "marketplaces.add_category": {"POST": _designing(f"{TEAM}/categories")},
    "marketplaces.rename_category": {"GET": _designing(200), "POST": _designing(f"{TEAM}/categories")},
    "marketplaces.move_category": {"POST": _designing(f"{TEAM}/categories")},
    "marketplaces.removing_category": {"GET": _designing(200)},
    "marketplaces.remove_category": {"POST": _designing(f"{TEAM}/categories")},
    "marketplaces.handover": {"GET": _designing(200), "POST": _designing(f"{TEAM}/handover")},
    "marketplaces.withdraw": {"POST": _designing(f"{TEAM}/handover")},
    "marketplaces.closing": {"GET": only(get(200, "designer", "staff"))},
    "marketplaces.close": {"POST": only(get(f"{TEAM}/archive", "designer", "staff"))},
    "marketplaces.reopen": {"POST": only(get(f"{TEAM}/archive", "designer", "staff"))},
    "services.index": {"GET": everyone(200)},
    "services.selling": {"GET": signed_in(200)},
    "services.favourites": {"GET": signed_in(200)},
    "services.show": {"GET": (READERS[0] | get(403, "pending"), get(200))},
    "services.create": {
        "GET": only_confirmed(get(200, "designer", *CREW)),
        "POST": only_confirmed(get("/services/…", "designer", *CREW)),
    },
    "services.edit": {"GET": _selling(200), "POST": _selling("/services/…")},
    "services.removing": {"GET": only(get(200, "seller"))},
    "services.remove": {"POST": only(get("/selling/services", "seller"))},
    "services.availability": {"POST": _selling("/selling/services")},
    "services.pictures": {"GET": _selling(200), "POST": _selling("/services/…/pictures")},
    "services.move": {"POST": _selling("/services/…/pictures")},
    "services.describe": {"POST": _selling("/services/…/pictures")},
    "services.remove_one": {"POST": _selling("/services/…/pictures")},
    "services.keep": {
        "POST": known(
            get("/favourites", *NOT_STRANGERS) | get(403, "pending"), get("/favourites") | get(SIGN_IN, "anonymous")
        )
    },
    "services.let_go": {"POST": signed_in("/favourites")},
    "calendar.hours": {"GET": confirmed(get(200)), "POST": confirmed(get(HOURS))},
    "calendar.take_days_off": {"POST": confirmed(get(HOURS))},
    "calendar.return_to_usual": {"POST": confirmed(get(404) | get(HOURS, "seller"))},
    "calendar.block": {"GET": confirmed(get(200)), "POST": confirmed(get("/selling/calendar"))},
    "calendar.removing_block": {"GET": confirmed(get(404) | get(200, "seller"))},
    "calendar.unblock": {"POST": confirmed(get(404) | get("/selling/calendar", "seller"))},
    "calendar.times": {"GET": _selling(200), "POST": _selling("/services/…")},
    "calendar.remove_times": {"POST": _selling("/services/…")},
    "calendar.why": {"GET": _selling("/services/…/times")},
    "services.take_down": {"POST": _moderating("/services/…")},
    "services.put_back": {"POST": _moderating("/services/…")},
}
