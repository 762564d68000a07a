"""Each refusal as a document (RFC 9457): which status, what has happened, and how to go on. There is one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from domanu.bookings.errors import (
    BookingChanged,
    HoldGone,
    NotAMember,
    NothingToWaitFor,
    NotOffered,
    OwnService,
    OwnTimeTaken,
    TooLate,
    TooManyHolds,
    TooManyPlaces,
)
from domanu.calendar.errors import BadHours, BadTerms, TermsChanged, TimeTaken, TooLong
from domanu.calendar.operations.claims import Taken
from domanu.core.limits import TooMany
from domanu.core.pictures import NotAPicture
from domanu.core.process import NotPossible
from domanu.core.refusals import Forbidden, Hidden
from domanu.marketplaces.errors import (
    Archived,
    CurrencyInUse,
    DesignerGone,
    NotADesigner,
    NotConfirmed,
    NotInYet,
    RulesChanged,
    ShutOut,
)
from domanu.profiles.errors import ProfileChanged, UsernameTaken
from domanu.services.errors import NoSuchCategory, ServiceChanged, TooManyPictures

from .errors import (
    EditionPassed,
    KeyReused,
    Malformed,
    NoEdition,
    NoScope,
    NoToken,
    StillAnswering,
    TermsThere,
    TimeGone,
    Unfit,
)

More = Callable[[Any], Mapping[str, Any]]
"""What the document says besides, from the exception."""


class Problem(NamedTuple):
    kind: str
    """The last part of its `type`, by which programs know it."""
    status: int
    title: str
    detail: str
    more: More | None = None


PASSED = Problem(
    "edition-passed",
    412,
    "It was changed meanwhile",
    "Somebody saved it after the edition that If-Match names. Read it again, and make your edit anew.",
)
TAKEN = Problem(
    "time-taken", 409, "That time is not free", "Somebody was quicker. Those nearest to it stand under free_times."
)

PROBLEMS: dict[type[Exception], Problem] = {
    Malformed: Problem(
        "malformed", 400, "That cannot be read", "Send a body of JSON in UTF-8.", lambda error: _detail(str(error))
    ),
    NoToken: Problem(
        "no-token",
        401,
        "That needs a token",
        "Send Authorization: Bearer and a token that is neither revoked nor run out. You make one in your account.",
    ),
    NoScope: Problem(
        "no-scope",
        403,
        "The token is not good for that",
        "Make one with the scope, or one of the scopes, that are named here.",
        lambda error: {"scope": error.scope},
    ),
    Forbidden: Problem("forbidden", 403, "That is not yours to do", "This needs a right that you do not have."),
    ShutOut: Problem("shut-out", 403, ShutOut.title, ShutOut.advice),
    NotInYet: Problem("not-in-yet", 403, NotInYet.title, "You have asked to join, and wait for somebody to say yes."),
    NotADesigner: Problem("not-a-designer", 403, "You are no designer", "Become one first: your account leads there."),
    NotConfirmed: Problem(
        "not-confirmed", 403, "Your address is not confirmed", "Press the button in the mail that we sent you."
    ),
    Hidden: Problem("not-found", 404, "There is nothing here", "It is gone, it never was, or it is not yours to see."),
    NotPossible: Problem(
        "not-possible", 409, "That does not go any longer", "It has changed meanwhile. Read it again."
    ),
    Archived: Problem("archived", 409, "This marketplace is closed", Archived.told),
    RulesChanged: Problem(
        "rules-changed",
        409,
        "The rules are others now",
        "Read the rules in force and agree to them: POST to agreement with their version.",
    ),
    CurrencyInUse: Problem("currency-in-use", 409, "The currency has to stay", "Prices are in it already."),
    DesignerGone: Problem("designer-gone", 409, "Nobody would run it", "Its designer has closed their account."),
    UsernameTaken: Problem("username-taken", 409, "That username is taken", "Choose another."),
    TooManyPictures: Problem("too-many-pictures", 409, "There is no more room", "Remove a picture first."),
    StillAnswering: Problem(
        "still-answering", 409, "That is being done already", "The same request came a moment ago. Ask again soon."
    ),
    OwnService: Problem("own-service", 403, OwnService.title, OwnService.advice),
    NotAMember: Problem("not-a-member", 403, NotAMember.title, NotAMember.advice),
    TimeTaken: TAKEN,
    TimeGone: TAKEN._replace(more=lambda error: {"free_times": error.times}),
    NotOffered: Problem("not-offered", 409, "That cannot be booked", "It is not to be had, or not then, or so long."),
    TooManyHolds: Problem("too-many-holds", 409, "You keep enough times already", "Book one, or let one go."),
    OwnTimeTaken: Problem(
        "own-time-taken",
        409,
        "You have something else then",
        "Send anyway to book all the same, or booked_for with the name of whoever it is for.",
        lambda error: {"taken": [_stretch(taken) for taken in error.taken]},
    ),
    HoldGone: Problem("hold-gone", 409, "That time is kept no longer", "Choose one again: it may well be free still."),
    TooLate: Problem("too-late", 409, "It is too late for that", "It has begun, or the time for it is over."),
    NothingToWaitFor: Problem("nothing-to-wait-for", 409, "There are free times", "Nobody need wait: choose one."),
    TooManyPlaces: Problem(
        "too-many-places", 409, "You wait for enough already", "Leave one of your places with this seller first."
    ),
    TermsThere: Problem("terms-there", 409, "There are terms already", "Edit those, with PATCH."),
    BadHours: Problem("bad-hours", 422, "Those hours will not do", "", lambda error: _detail(str(error))),
    BadTerms: Problem("bad-terms", 422, "Those terms will not do", "", lambda error: _detail(str(error))),
    TooLong: Problem("too-long", 422, "That is too long", "A block has 7 days at most, and days off are 366 at once."),
    BookingChanged: PASSED,
    TermsChanged: PASSED,
    ProfileChanged: PASSED,
    ServiceChanged: PASSED,
    EditionPassed: PASSED,
    NoEdition: Problem(
        "no-edition", 428, "Which edition?", "Send If-Match with the ETag of what you have read and are changing."
    ),
    KeyReused: Problem(
        "key-reused",
        422,
        "That key was for something else",
        "Another request came with this Idempotency-Key. Use a new key for each thing that you do.",
    ),
    NoSuchCategory: Problem("no-such-category", 422, "There is no such category", "Choose one of this marketplace."),
    NotAPicture: Problem("not-a-picture", 422, "That is no picture we can read", "", lambda error: _detail(str(error))),
    Unfit: Problem(
        "unfit",
        422,
        "Some of it will not do",
        "What is wrong with which part stands under errors.",
        lambda error: {"errors": [{"at": at, "message": message} for at, message in error.faults]},
    ),
    TooMany: Problem(
        "too-many", 429, "That was a little too often", "Come back after the seconds that Retry-After names."
    ),
}
BY_STATUS = {
    400: PROBLEMS[Malformed],
    401: PROBLEMS[NoToken],
    403: PROBLEMS[Forbidden],
    404: PROBLEMS[Hidden],
    405: Problem("wrong-method", 405, "This address does not work that way", "Allow names the methods that it knows."),
    413: Problem("too-large", 413, "That was too large", "The body is bigger than this site takes."),
    415: Problem("wrong-type", 415, "That is not the right kind of body", "Send application/json, or a picture."),
    500: Problem("broken", 500, "Something broke on our side", "It was not your doing, and nothing was saved."),
    503: Problem("away", 503, "The database does not answer", "Nothing was saved. Ask again in a minute."),
}


def problem_of(error: Exception) -> Problem:
    """The document of the nearest class that has one."""
    return next(PROBLEMS[kind] for kind in type(error).__mro__ if kind in PROBLEMS)


def document_of(problem: Problem, error: Exception | None = None) -> dict[str, Any]:
    told = {
        "type": f"/api/docs/problems#{problem.kind}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
    }
    return told | dict(problem.more(error) if problem.more and error else {})


def _stretch(taken: Taken) -> dict[str, str]:
    return {"starts_at": taken.starts_at.isoformat(), "ends_at": taken.ends_at.isoformat()}


def _detail(words: str) -> Mapping[str, Any]:
    return {"detail": words} if words else {}
