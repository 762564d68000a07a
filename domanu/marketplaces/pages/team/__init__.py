"""For those who run a marketplace."""

from flask import Blueprint

from . import archive, categories, handover, invitations, look, members, requests, rules


def add_pages(blueprint: Blueprint) -> None:
    for part in (requests, members, invitations, rules, look, categories, handover, archive):
        part.add_pages(blueprint)
