"""Calendars elsewhere: those that read this one, and those that this one reads."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import confirmed_only, the_user
from domanu.calendar.errors import BadAddress, TooManyFeeds
from domanu.calendar.forms import FeedForm
from domanu.calendar.operations.feeds import MOST_FEEDS, add_feed, own_feeds, remove_feed
from domanu.calendar.pages.hours import own_calendar
from domanu.core.http import go, render
from domanu.core.limits import limit

from ...operations.links import link_of

ADDED = "It is added. In a minute or two nobody can book you while you are busy there."


def add_pages(blueprint: Blueprint) -> None:
    here = "/selling/feeds"
    blueprint.add_url_rule(here, view_func=feeds, methods=["GET", "POST"])
    blueprint.add_url_rule(f"{here}/<uuid:key>/removal", view_func=remove_busy_feed, methods=["POST"])


@confirmed_only
def feeds() -> ResponseReturnValue:
    form, who = FeedForm(), the_user().id
    if form.validate_on_submit() and _is_added(form):
        return go(url_for("bookings.feeds"), ADDED)
    link = link_of(who, "seller")
    status = 422 if form.is_submitted() else 200
    context = {"feeds": own_feeds(who), "form": form, "part": "seller", "link": link, "zone": own_calendar().zone}
    return render("selling/feeds.html", "form", status, **context)


@confirmed_only
def remove_busy_feed(key: UUID) -> ResponseReturnValue:
    remove_feed(the_user().id, key)
    return go(url_for("bookings.feeds"), "It is removed, and what was busy by it is free again.")


def _is_added(form: FeedForm) -> bool:
    limit("busy-feed", 30, timedelta(hours=1), by=str(the_user().id))
    try:
        add_feed(the_user().id, name=form.name.data or "", address=form.address.data or "")
    except BadAddress as problem:
        form.address.errors = [str(problem)]
    except TooManyFeeds:
        form.form_errors.append(f"You have {MOST_FEEDS} already, which is the most. Remove one first.")
    else:
        return True
    return False
