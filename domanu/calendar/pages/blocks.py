"""Time that somebody keeps for themselves."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import confirmed_only, the_user
from domanu.core.http import go, render
from domanu.core.time import now, tell_clock, tell_when, tell_zone

from ..errors import BadHours, TimeTaken, TooLong, TooManyBlocks
from ..fields import minute_of, read_day
from ..forms import BlockForm
from ..hours import MIDNIGHT
from ..operations.blocks import block_time, remove_block
from ..operations.diary import Block, block_of
from ..zones import instant_at, local_day
from .hours import Own, own_calendar
from .taken import tell_taken

HOUR, MORNING = 60, 9 * 60
TOO_LONG = "A block lasts seven days at most. For longer, take days off."


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/selling/blocks/new", view_func=block, methods=["GET", "POST"])
    blueprint.add_url_rule("/selling/blocks/<uuid:key>/removal", view_func=removing_block)
    blueprint.add_url_rule("/selling/blocks/<uuid:key>/removal", view_func=unblock, methods=["POST"])


@confirmed_only
def block() -> ResponseReturnValue:
    own = own_calendar()
    form = BlockForm(data=_proposed(own)) if request.method == "GET" else BlockForm()
    if form.validate_on_submit() and (start := _blocked(own, form)):
        return go(_week_of(start, own.zone), f"{tell_when(start, own.zone)} is blocked. Nobody can book it.")
    context = {"form": form, "zone_words": tell_zone(now(), own.zone)}
    return render("calendar/block.html", "form", 422 if form.is_submitted() else 200, **context)


@confirmed_only
def removing_block(key: UUID) -> ResponseReturnValue:
    own, found = own_calendar(), block_of(the_user().id, key)
    return render(
        "calendar/removing_block.html", blocked=found, when=_tell(found, own.zone), back_url=_back(found, own)
    )


@confirmed_only
def unblock(key: UUID) -> ResponseReturnValue:
    own, found = own_calendar(), block_of(the_user().id, key)
    remove_block(the_user().id, key)
    return go(_back(found, own), f"{_tell(found, own.zone)} is free again.")


def _proposed(own: Own) -> dict[str, Any]:
    """An hour from what was pressed in the calendar, else from the next full hour."""
    day, minute = read_day(request.args.get("day", "")), _minute(request.args.get("start", ""))
    coming = (now() + timedelta(hours=1)).astimezone(ZoneInfo(own.zone))
    if minute is None:
        minute = coming.hour * HOUR if day in {None, coming.date()} else MORNING
    end = min(minute + HOUR, MIDNIGHT)
    return {
        "day": day or coming.date(),
        "start": time(minute // HOUR, minute % HOUR),
        "end": time(end // HOUR % 24, end % HOUR),
    }


def _blocked(own: Own, form: BlockForm) -> datetime | None:
    """When it begins, if it is done."""
    day = cast("date", form.day.data)
    start = instant_at(day, form.start_minute, own.zone)
    end = instant_at(form.last.data or day, form.end_minute, own.zone)
    try:
        block_time(own.user_id, starts_at=start, ends_at=end, label=form.label.data or "")
    except TooManyBlocks as problem:
        form.form_errors.append(str(problem))
    except BadHours:
        form.end.errors = ["The clocks leave nothing of that. Choose a later end."]
    except TooLong:
        form.last.errors = [TOO_LONG]
    except TimeTaken:
        form.start.errors = [tell_taken(own.user_id, start, end, own.zone)]
    else:
        return start
    return None


def _tell(found: Block, zone: str) -> str:
    """'Tuesday 24 November, 09:00 to 11:00'."""
    same_day = local_day(found.starts_at, zone) == local_day(found.ends_at, zone)
    end = tell_clock(found.ends_at, zone) if same_day else tell_when(found.ends_at, zone)
    return f"{tell_when(found.starts_at, zone)} to {end}"


def _back(found: Block, own: Own) -> str:
    return _week_of(found.starts_at, own.zone)


def _week_of(instant: datetime, zone: str) -> str:
    return url_for("bookings.calendar", at=local_day(instant, zone).isoformat())


def _minute(text: str) -> int | None:
    try:
        return minute_of(time.fromisoformat(text))
    except ValueError:
        return None
