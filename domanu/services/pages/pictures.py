"""The pictures of one service: added, told in words, put in order, removed."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from domanu.auth.session import the_user
from domanu.core.http import go, render, wants_fragment
from domanu.core.limits import limit
from domanu.core.pictures import NotAPicture

from ..errors import TooManyPictures
from ..forms import PicturesForm, TextForm
from ..operations.pictures import MOST, add_picture, describe_picture, move_picture, remove_picture
from ..operations.reading import Shown, find_service, pictures_of
from .edge import for_seller

NAME_SHOWN = 40


def add_pages(blueprint: Blueprint) -> None:
    one = "/services/<uuid:key>/pictures/<uuid:picture>"
    blueprint.add_url_rule("/services/<uuid:key>/pictures", view_func=pictures, methods=["GET", "POST"])
    blueprint.add_url_rule(f"{one}/position", view_func=move, methods=["POST"])
    blueprint.add_url_rule(f"{one}/text", view_func=describe, methods=["POST"])
    blueprint.add_url_rule(f"{one}/removal", view_func=remove_one, methods=["POST"])


@for_seller
def pictures(shown: Shown) -> ResponseReturnValue:
    form, key = PicturesForm(), shown.service.id
    if form.validate_on_submit():
        added, refused = _add(key, form.sent)
        if added:
            return _told(key, _said(added, refused), mood="bad" if refused else "good")
        form.pictures.errors = refused
    return _page(shown, form, status=422 if form.is_submitted() else 200)


@for_seller
def move(shown: Shown, picture: UUID) -> ResponseReturnValue:
    move_picture(shown.service.id, the_user().id, picture, up=request.form.get("to") == "up")
    return _told(shown.service.id, _place_of(picture, shown.service.id))


@for_seller
def describe(shown: Shown, picture: UUID) -> ResponseReturnValue:
    form = TextForm()
    if not form.validate_on_submit():
        return _told(shown.service.id, str(next(iter(form.alt.errors), "")), mood="bad")
    describe_picture(shown.service.id, the_user().id, picture, form.alt.data or "")
    return _told(shown.service.id, "Saved. That is what is read out, and shown until the picture has come.")


@for_seller
def remove_one(shown: Shown, picture: UUID) -> ResponseReturnValue:
    remove_picture(shown.service.id, the_user().id, picture)
    return _told(shown.service.id, "The picture is removed.")


def _add(key: UUID, files: list[FileStorage]) -> tuple[int, list[str]]:
    """How many were added, and of each of the others why it was not. Each is a transaction of its own."""
    added = 0
    refused: list[str] = []
    for file in files:
        limit("service-picture", 120, timedelta(hours=1), by=str(the_user().id))
        try:
            add_picture(key, the_user().id, file.read(), "")
        except TooManyPictures:
            return added, [*refused, f"There is room for {MOST}. Remove one that is there before you add another."]
        except NotAPicture as problem:
            refused.append(f"“{(file.filename or '')[:NAME_SHOWN]}”: {problem}")
        else:
            added += 1
    return added, refused


def _said(added: int, refused: list[str]) -> str:
    there = "One picture is added." if added == 1 else f"{added} pictures are added."
    return " ".join([there, *refused])


def _place_of(picture: UUID, key: UUID) -> str:
    order = [one.id for one in pictures_of(key)]
    place = order.index(picture) + 1 if picture in order else 0
    return "It comes first now: cards show it too." if place == 1 else f"It is number {place} of {len(order)} now."


def _told(key: UUID, said: str, mood: str = "good") -> ResponseReturnValue:
    if wants_fragment():
        return _page(find_service(key, the_user().id), PicturesForm(formdata=None), said=said, mood=mood)
    return go(url_for("services.pictures", key=key), said, mood=mood)


def _page(shown: Shown, form: PicturesForm, status: int = 200, **more: object) -> ResponseReturnValue:
    there = pictures_of(shown.service.id)
    context = {"service": shown.service, "market": shown.standing.marketplace, "pictures": there, "most": MOST}
    return render("services/pictures.html", "region", status, form=form, **context, **more)
