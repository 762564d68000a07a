"""Problem pages, in the site's look, for whatever goes wrong."""

from __future__ import annotations

from typing import NamedTuple

from flask import Flask, Response, current_app, g, make_response, render_template
from flask.globals import request_ctx
from flask_login import AnonymousUserMixin, UserMixin, current_user
from flask_wtf.csrf import CSRFError
from redis import RedisError
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import HTTPException

from .http import wants_fragment
from .limits import TooMany
from .refusals import Forbidden, Hidden

SHOWN = (400, 403, 404, 405, 413, 429, 500, 503)
SERVERS_FAULT = 500


class Problem(NamedTuple):
    title: str
    advice: str


PROBLEMS = {
    400: Problem(
        "That request did not make sense",
        "Something in the address or the form was not as it should be. Go back, reload the page, and try again.",
    ),
    403: Problem(Forbidden.title, Forbidden.advice),
    404: Problem(
        "There is no stall at this address",
        "It may have moved or closed, or it is open to its members only. "
        "If somebody sent you the link, ask them to invite you.",
    ),
    405: Problem(
        "This address does not work that way",
        "It can be read but not written to, or the other way round. Start from the home page.",
    ),
    413: Problem(
        "That was too large", "The file or the text is bigger than this site takes. Make it smaller and try again."
    ),
    429: Problem("That was a little too often", "To keep guessers out, this can only be done so many times."),
    500: Problem(
        "Something broke on our side", "It was not your doing. Nothing was saved. Please try again in a minute."
    ),
    503: Problem(
        "We cannot reach our books",
        "The database does not answer at the moment. Nothing was lost. Please try again in a minute.",
    ),
}
EXPIRED = Problem(
    "This form has gone stale",
    "You signed in or out in another tab meanwhile, or cookies are switched off. "
    "Copy what you typed, reload the page, and send it again.",
)


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, show_http_problem)
    app.register_error_handler(CSRFError, lambda _: problem_page(400, EXPIRED))
    app.register_error_handler(Hidden, lambda _: problem_page(404, PROBLEMS[404]))
    app.register_error_handler(Forbidden, lambda error: problem_page(403, Problem(error.title, error.advice)))
    app.register_error_handler(TooMany, show_too_many)
    app.register_error_handler(OperationalError, show_no_database)
    app.register_error_handler(PoolTimeoutError, show_no_database)
    app.register_error_handler(RedisError, show_no_database)


def show_http_problem(error: HTTPException) -> Response | HTTPException:
    if error.response is not None or error.code is None or error.code < min(SHOWN):
        return error
    fallback = PROBLEMS[400 if error.code < SERVERS_FAULT else 500]
    response = problem_page(error.code, PROBLEMS.get(error.code, fallback))
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            response.headers[name] = value
    return response


def show_too_many(error: TooMany) -> Response:
    response = problem_page(
        429, Problem(PROBLEMS[429].title, f"{PROBLEMS[429].advice} Try again in {_wait_in_words(error.wait)}.")
    )
    response.headers["Retry-After"] = str(max(1, error.wait))
    return response


def show_no_database(error: Exception) -> Response:
    current_app.logger.error("the database, or Redis, did not answer", exc_info=error)
    return problem_page(503, PROBLEMS[503])


def problem_page(code: int, problem: Problem) -> Response:
    if code >= SERVERS_FAULT:
        g.setdefault("_login_user", AnonymousUserMixin())  # who it is may be what the database could not tell
    visitor = None if code >= SERVERS_FAULT or request_ctx.url_adapter is None else _reader()
    _make_urls_work()
    if wants_fragment():
        return _refusal(code, problem)
    return make_response(render_template("problem.html", code=code, problem=problem, visitor=visitor), code)


def _refusal(code: int, problem: Problem) -> Response:
    """For htmx: said in the page's status region, while the form keeps what was typed."""
    response = make_response(render_template("_refused.html", problem=problem), code)
    response.headers["HX-Retarget"] = "#status"
    response.headers["HX-Reswap"] = "innerHTML"
    return response


def _make_urls_work() -> None:
    """A request with a foreign Host matched nothing, not even an address to build links from."""
    if request_ctx.url_adapter is None:
        request_ctx.url_adapter = current_app.url_map.bind("localhost")


def _reader() -> UserMixin | None:
    """Known on every page alike, or one could tell an address that is hidden from one that does not exist."""
    try:
        reader: UserMixin = current_user._get_current_object()  # noqa: SLF001 - the proxy itself would ask again later
    except SQLAlchemyError:
        return None
    return reader


def _wait_in_words(seconds: int) -> str:
    minutes = -(-seconds // 60)
    return f"{seconds} seconds" if seconds < 90 else f"{minutes} minutes"  # noqa: PLR2004
