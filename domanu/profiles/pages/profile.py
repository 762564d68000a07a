from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import signed_in_only, the_user, user_id
from domanu.core.http import go, render
from domanu.services.pages.person import doing_of

from ..errors import ProfileChanged, UsernameTaken
from ..forms import PictureForm, ProfileForm
from ..models import Profile
from ..operations.profiles import find_profile, profile_of, update_profile
from ..visitor import own_profile


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/profile", view_func=edit, methods=["GET", "POST"])
    blueprint.add_url_rule("/@<username>", view_func=show)


@signed_in_only
def edit() -> ResponseReturnValue:
    profile = own_profile()
    form = ProfileForm(obj=profile, seen=profile.updated_at.isoformat())
    if form.validate_on_submit() and _is_saved(form):
        return go(url_for("profiles.edit"), "Your profile is saved.")
    status = 422 if form.is_submitted() else 200
    return render("profiles/edit.html", "form", status, form=form, profile=profile, picture_form=PictureForm())


def show(username: str) -> ResponseReturnValue:
    profile = find_profile(username)
    if profile is None:
        abort(404)
    reader_id = user_id()
    doing = doing_of(profile.user_id, reader_id)
    return render("profiles/show.html", profile=profile, doing=doing, is_own=reader_id == profile.user_id)


def _is_saved(form: ProfileForm) -> bool:
    """Only what the form has: no other column can be reached from outside."""
    changes = {field.name: field.data for field in form if field.name in Profile.__table__.columns}
    try:
        update_profile(the_user().id, seen=_instant(form.seen.data), **changes)
    except UsernameTaken:
        form.username.errors = [f"Somebody else is @{form.username.data} already. Choose another."]
    except ProfileChanged:
        form.form_errors.append("You saved your profile elsewhere meanwhile. Check what is below, and save it again.")
        form.seen.data = profile_of(the_user().id).updated_at.isoformat()
    else:
        return True
    return False


def _instant(text: str | None) -> datetime | None:
    """A form that does not say which version it has seen is taken as it is."""
    try:
        return datetime.fromisoformat(text or "").astimezone(UTC)
    except (ValueError, OverflowError):
        return None
