"""Usernames: unique whatever their case, and some are nobody's."""

from __future__ import annotations

import re
import secrets
import unicodedata

SHAPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{1,28}[A-Za-z0-9]")
CLEAR_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
RESERVED = frozenset(
    "about account accounts admin administrator api billing contact dev domanu everyone help home info "
    "invite legal login logout mail marketplace marketplaces me moderator news nobody null postmaster press privacy "
    "profile profiles register root search security selling services settings sign-in sign-out signin signup somebody "
    "staff static status styleguide support system team terms treasurer undefined user username "
    "webmaster www you".split()
)


def problem_with(username: str) -> str | None:
    if not SHAPE.fullmatch(username):
        return "3 to 30 letters without accents, digits, - or _, and a letter or digit at both ends."
    if username.lower() in RESERVED:
        return f"@{username} is kept for the site itself. Choose another."
    return None


def first_username(first_name: str) -> str:
    """Something to start with: the name, and a few letters that nobody else has."""
    plain = unicodedata.normalize("NFKD", first_name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:16].strip("-") or "member"
    return f"{stem}-" + "".join(secrets.choice(CLEAR_LETTERS) for _ in range(7))
