"""What somebody who sells has to do, and when: they and nobody else see it."""

from flask import Blueprint

from . import connections, diary, overview


def add_pages(blueprint: Blueprint) -> None:
    for part in (overview, diary, connections):
        part.add_pages(blueprint)
