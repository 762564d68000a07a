from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import signed_in_only, the_user
from domanu.core.http import go, render
from domanu.core.limits import limit
from domanu.core.pictures import NotAPicture

from ..forms import PictureForm
from ..operations.pictures import make_pictures
from ..operations.profiles import change_picture
from ..visitor import own_profile


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/profile/picture", view_func=picture, methods=["GET", "POST"])
    blueprint.add_url_rule("/profile/picture/removal", view_func=remove_picture, methods=["POST"])


@signed_in_only
def picture() -> ResponseReturnValue:
    form = PictureForm()
    if form.is_submitted():
        limit("picture", 30, timedelta(hours=1), by=str(the_user().id))
    if form.validate_on_submit() and _is_kept(form):
        return go(url_for("profiles.edit"), "That is your picture now.")
    status = 422 if form.is_submitted() else 200
    return render("profiles/picture.html", "form", status, form=form, profile=own_profile())


@signed_in_only
def remove_picture() -> ResponseReturnValue:
    change_picture(the_user().id, None, None)
    return go(url_for("profiles.edit"), "Your picture is removed.")


def _is_kept(form: PictureForm) -> bool:
    try:
        names = make_pictures(form.picture.data.read())
    except NotAPicture as problem:
        form.picture.errors = [str(problem)]
        return False
    change_picture(the_user().id, *names)
    return True
