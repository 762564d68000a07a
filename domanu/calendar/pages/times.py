"""How a service is booked by time, asked and told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import the_user
from domanu.core.http import go, render
from domanu.core.money import sign_of
from domanu.core.time import is_time_zone, now
from domanu.services.operations.reading import Shown
from domanu.services.pages.edge import for_seller

from ..errors import BadHours, BadTerms, TermsChanged
from ..hours import CLOSED, Week, read_week
from ..lengths import LEAST, MOST
from ..models import AppointmentTerms
from ..operations.exceptions import Aside
from ..operations.free_times import free_times
from ..operations.plans import Duration, Plan
from ..operations.terms import remove_terms, set_terms, terms_of
from ..terms_form import DEFAULTS, TermsForm, answers_of
from .coming import NUMBER, Coming, asides_for, coming_days
from .hours import Own, coming_asides, own_calendar

MEANWHILE = "These terms were saved elsewhere meanwhile. Check what is below, and save it again."
GONE = "Booking by time was switched off meanwhile. Save it, and it is on again."


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/services/<uuid:key>/times", view_func=times, methods=["GET", "POST"])
    blueprint.add_url_rule("/services/<uuid:key>/times/removal", view_func=remove_times, methods=["POST"])


@for_seller
def times(shown: Shown) -> ResponseReturnValue:
    own, terms = own_calendar(), terms_of(shown.service.id)
    form = _form(own, terms)
    work = request.form.get("do", "")
    about: dict[str, Any] = {"own": own, "terms": terms}
    if work == "preview":
        return _page(shown, form, "preview", **about)
    if form.week.rework(work, request.form) or form.others.rework(work):
        return _page(shown, form, "form", **about)
    if form.validate_on_submit() and _is_saved(shown, form):
        return go(url_for("services.show", key=shown.service.id), _said(own, form, is_new=terms is None))
    return _page(shown, form, "form", 422 if form.is_submitted() else 200, **about)


@for_seller
def remove_times(shown: Shown) -> ResponseReturnValue:
    remove_terms(shown.service.id, the_user().id)
    said = f"Nobody books times of “{shown.service.name}” any longer. What is booked stays booked."
    return go(url_for("services.show", key=shown.service.id), said)


def _form(own: Own, terms: AppointmentTerms | None) -> TermsForm:
    answers = answers_of(terms) if terms else DEFAULTS
    week = read_week(terms.availability) if terms and terms.availability is not None else own.week
    form = TermsForm(data=answers | {"week": week})
    form.fill(own.zone)
    return form


def _is_saved(shown: Shown, form: TermsForm) -> bool:
    key = shown.service.id
    try:
        set_terms(key, the_user().id, seen=form.edition, **form.values)
    except (BadTerms, BadHours) as problem:
        form.form_errors.append(str(problem))
    except TermsChanged:
        newer = terms_of(key)
        form.form_errors.append(MEANWHILE if newer else GONE)
        form.seen.data = str(newer.edition) if newer else ""
        form.seen.raw_data = None
    else:
        return True
    return False


def _said(own: Own, form: TermsForm, *, is_new: bool) -> str:
    if form.hours.data == "usual" and not any(own.week):
        return "Saved. One thing is missing: say under Hours when you work, or nobody finds a free time."
    return "People can book times of it now." if is_new else "Saved. What is booked already stays as it was agreed."


def _page(shown: Shown, form: TermsForm, block: str, status: int = 200, **about: Any) -> ResponseReturnValue:
    market = shown.standing.marketplace
    context: dict[str, Any] = {
        "service": shown.service,
        "market": market,
        "form": form,
        "sign": sign_of(market.currency),
        "coming": _coming(shown, about["own"], form),
    }
    return render("calendar/times.html", block, status, **context, **about)


def _coming(shown: Shown, own: Own, form: TermsForm) -> list[Coming]:
    """By what is typed, as far as it makes sense."""
    asides = asides_for(coming_asides(own), shown.service.id)
    plan = _plan(shown, own, form, asides)
    free = free_times(plan, plan.minutes, now(), now() + timedelta(NUMBER + 1)) if plan else None
    return coming_days(week_of(form, own), asides, zone_of(form, own), free)


def _plan(shown: Shown, own: Own, form: TermsForm, asides: Mapping[date, Aside]) -> Plan | None:
    """None where what is typed makes none yet."""
    chosen = (form.step, form.before, form.after, form.notice, form.horizon, form.offer)
    numbers = [field.number for field in chosen]
    if None in numbers or not form.duration.data or not LEAST <= form.duration.data <= MOST:
        return None
    step, before, after, notice, horizon, offer = (number or 0 for number in numbers)
    return Plan(
        service_id=shown.service.id,
        seller_id=own.user_id,
        zone=zone_of(form, own),
        week=week_of(form, own),
        exceptions={day: aside.spans for day, aside in asides.items()},
        durations=(Duration(form.duration.data, Decimal(0)),),
        before=before,
        after=after,
        notice=notice,
        horizon=horizon,
        most_per_day=form.most_per_day.data or None,
        step=step,
        on_request=False,
        place="",
        offer_minutes=offer,
    )


def week_of(form: TermsForm, own: Own) -> Week:
    return (form.week.data or CLOSED) if form.hours.data == "own" else own.week


def zone_of(form: TermsForm, own: Own) -> str:
    return form.zone.data if is_time_zone(form.zone.data or "") else own.zone
