from __future__ import annotations

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import signed_in_only, signed_in_user, the_user
from domanu.core.http import go, render

from ..errors import UsernameTaken
from ..forms import PictureForm, ProfileForm
from ..models import Profile
from ..operations.profiles import find_profile, update_profile
from ..visitor import own_profile


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/profile", view_func=edit, methods=["GET", "POST"])
    blueprint.add_url_rule("/@<username>", view_func=show)


@signed_in_only
def edit() -> ResponseReturnValue:
    profile = own_profile()
    form = ProfileForm(obj=profile)
    if form.validate_on_submit() and _is_saved(form):
        return go(url_for("profiles.edit"), "Your profile is saved.")
    status = 422 if form.is_submitted() else 200
    return render("profiles/edit.html", "form", status, form=form, profile=profile, picture_form=PictureForm())


def show(username: str) -> ResponseReturnValue:
    profile = find_profile(username)
    if profile is None:
        abort(404)
    viewer = signed_in_user()
    return render("profiles/show.html", profile=profile, is_own=viewer is not None and viewer.id == profile.user_id)


def _is_saved(form: ProfileForm) -> bool:
    """Only what the form has: no other column can be reached from outside."""
    changes = {field.name: field.data for field in form if field.name in Profile.__table__.columns}
    try:
        update_profile(the_user().id, **changes)
    except UsernameTaken:
        form.username.errors = [f"Somebody else is @{form.username.data} already. Choose another."]
        return False
    return True
