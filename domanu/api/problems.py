"""Each refusal as a document (RFC 9457): which status, what has happened, and how to go on. There is one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

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
FORBIDDEN = "forbidden"

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
        "Make one with the scope that is named here.",
        lambda error: {"scope": error.scope},
    ),
    Forbidden: Problem(FORBIDDEN, 403, "That is not yours to do", "This needs a right that you do not have."),
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


def _detail(words: str) -> Mapping[str, Any]:
    return {"detail": words} if words else {}
