"""Who gets what at every endpoint, of a private marketplace and of a public one, by the status alone.

Edits are sent as if made from the first edition: where there is a later one, whoever may edit gets 412.
"""

from __future__ import annotations

from tests.api.access.things import CUSTOMER
from tests.support.town import ROLES

Answers = dict[str, int]
Row = tuple[Answers, Answers]
"""In a private marketplace, and in a public one."""
STRANGERS = ("unconfirmed", "stranger", "left", "other_designer")
"""Who does not know of the private one."""
MODERATORS, RUNNERS = ("moderator", "designer"), ("treasurer", "moderator", "designer", "staff")
DESIGNERS = ("designer", "other_designer", "heir")
MEMBERS = ("member", "seller", "treasurer", "moderator", "designer")


def get(status: int, *roles: str) -> Answers:
    return dict.fromkeys(roles or ROLES, status)


def open_to_all(inside: Answers | None = None) -> Row:
    """`inside` is what differs in the private one."""
    return get(200) | get(404, "anonymous", *STRANGERS) | get(403, "banned") | (inside or {}), get(200)


def personal(status: int) -> Row:
    """Everybody's own."""
    answers = get(status) | get(401, "anonymous")
    return answers, answers


def only(answers: Answers, public: Answers | None = None) -> Row:
    """Nobody else may. `public` is what differs there."""
    private = get(403) | get(404, *STRANGERS) | get(401, "anonymous") | answers
    return private, get(403) | get(401, "anonymous") | answers | (public or {})


def between(answers: Answers) -> Row:
    """Of things that nobody but these knows of."""
    told = get(404) | get(401, "anonymous") | answers
    return told, told


LOOKING = open_to_all(get(403, "pending"))
ANYWHERE: Row = (get(200), get(200))
INSIDE = get(200, "pending", *MEMBERS)
KEPT = get(204, "heir", "staff", *MEMBERS)
BOOKING = get(409, "member") | get(201, "treasurer", "moderator", "designer")
BOTH = ("seller", CUSTOMER)
MOST = get(403) | get(401, "anonymous")

DECLARED: dict[str, Row] = {
    "show_me": personal(200),
    "edit_me": personal(412),
    "list_my_marketplaces": personal(200),
    "list_my_services": personal(200),
    "list_my_favourites": personal(200),
    "show_profile": ANYWHERE,
    "list_marketplaces": ANYWHERE,
    "create_a_marketplace": (MOST | get(201, *DESIGNERS), MOST | get(201, *DESIGNERS)),
    "show_marketplace": open_to_all(),
    "edit_marketplace": only(get(412, "designer")),
    "show_rules": open_to_all(),
    "change_the_rules": only(get(412, "designer")),
    "archive_a_marketplace": only(get(204, "designer", "staff")),
    "reopen_a_marketplace": only(get(204, "designer", "staff")),
    "join": only(INSIDE, get(200) | get(401, "anonymous") | get(403, "banned", "unconfirmed")),
    "leave": only(
        get(204, "pending", "heir", "staff", *MEMBERS) | get(403, "designer"),
        get(204) | get(401, "anonymous") | get(403, "banned", "designer"),
    ),
    "agree": only(INSIDE),
    "list_members": only(get(200, *RUNNERS)),
    "show_member": only(get(200, *RUNNERS)),
    "admit": only(get(200, *MODERATORS)),
    "decline": only(get(204, *MODERATORS)),
    "ban": only(get(200, *MODERATORS)),
    "unban": only(get(204, *MODERATORS)),
    "give_role": only(get(200, "designer")),
    "search_services": ANYWHERE,
    "list_services": LOOKING,
    "create_a_service": only(get(201, "seller", "treasurer", "moderator", "designer")),
    "show_service": LOOKING,
    "edit_service": only(get(200, "seller")),
    "delete_a_service": only(get(204, "seller")),
    "switch_service": only(get(200, "seller")),
    "take_down": only(get(200, *MODERATORS)),
    "put_back": only(get(204, *MODERATORS)),
    "keep_service": only(KEPT, get(204) | get(401, "anonymous")),
    "let_go_of_service": personal(204),
    "list_pictures": LOOKING,
    "upload_picture": only(get(201, "seller")),
    "describe_picture": only(get(200, "seller")),
    "move_picture": only(get(200, "seller")),
    "remove_picture": only(get(204, "seller")),
    "show_terms": LOOKING,
    "set_the_terms": only(get(409, "seller")),
    "edit_terms": only(get(200, "seller")),
    "remove_the_terms": only(get(204, "seller")),
    "list_times": LOOKING,
    "list_holds": personal(200),
    "hold_a_time": only(BOOKING),
    "show_hold": between(get(200, CUSTOMER)),
    "let_go": personal(204),
    "list_weeks": (personal(409)[0] | get(200, CUSTOMER), personal(409)[0] | get(200, CUSTOMER)),
    "list_bookings": personal(200),
    "book": (personal(409)[0] | get(201, CUSTOMER), personal(409)[0] | get(201, CUSTOMER)),
    "show_booking": between(get(200, *BOTH)),
    "confirm": between(get(200, "seller") | get(403, CUSTOMER)),
    "refuse": between(get(200, "seller") | get(403, CUSTOMER)),
    "withdraw": between(get(403, "seller") | get(200, CUSTOMER)),
    "cancel": between(get(409, *BOTH)),
    "move": between(get(200, *BOTH)),
    "report_no_show": between(get(409, *BOTH)),
    "take_back_no_show": between(get(409, *BOTH)),
    "list_waits": personal(200),
    "list_waiters": personal(200),
    "wait_for_a_time": only(BOOKING),
    "show_wait": between(get(200, CUSTOMER)),
    "stop_waiting": between(get(204, CUSTOMER)),
    "show_calendar": personal(200),
    "change_calendar": personal(200),
    "show_agenda": personal(200),
    "list_days": personal(200),
    "change_days": personal(200),
    "forget_day": personal(204),
    "block": personal(201),
    "show_block": between(get(200, "seller")),
    "unblock": between(get(204, "seller")),
    "list_notifications": personal(200),
    "read_all": personal(204),
    "read_one": between(get(204, CUSTOMER)),
}
