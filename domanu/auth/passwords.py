"""Passwords: bcrypt, at the same cost whether there is an account or not."""

from __future__ import annotations

from typing import NewType

import bcrypt
from zxcvbn import zxcvbn

from domanu.config import settings
from domanu.core.slow import run_slow

PasswordHash = NewType("PasswordHash", str)
LEAST_CHARACTERS = 10
MOST_BYTES = 72
LEAST_SCORE = 2
MOST_GUESSED = 24  # characters; over 72 of a nasty kind zxcvbn thinks for seconds
UNUSABLE = PasswordHash("!")
NOBODYS = "r9SJ0mC.OuSkXswAoU0kK.mKpZPh9qj0JaDbKSN3fcAOAAOSP/Fv."  # a salt and a digest


def hash_password(password: str) -> PasswordHash:
    """Ends the transaction, since it takes a while."""
    return run_slow(_hash, password, settings().bcrypt_rounds)


def is_password(password: str, known: str | None) -> bool:
    """Without a hash to compare with it works just as long. Ends the transaction, since it takes a while."""
    return run_slow(_check, password, known or UNUSABLE, settings().bcrypt_rounds)


def weakness(password: str, *personal: str) -> str | None:
    """What is wrong with it, in a sentence. `personal`: what a guesser would try first."""
    if not password:
        return f"Choose a password of at least {LEAST_CHARACTERS} characters."
    if len(password) < LEAST_CHARACTERS:
        count = len(password)
        return f"That is {count} {'character' if count == 1 else 'characters'}. Add {LEAST_CHARACTERS - count} more."
    if len(password.encode()) > MOST_BYTES:
        return f"That is too long: the limit is {MOST_BYTES} bytes, which is {MOST_BYTES} plain letters."
    return run_slow(_guessable, password, personal)


def _hash(password: str, rounds: int) -> PasswordHash:
    return PasswordHash(bcrypt.hashpw(password.encode(), bcrypt.gensalt(rounds)).decode())


def _check(password: str, known: str, rounds: int) -> bool:
    entered = password.encode()
    fits = len(entered) <= MOST_BYTES and known != UNUSABLE
    matches = bcrypt.checkpw(entered[:MOST_BYTES], (known if fits else _dummy(rounds)).encode())
    return matches and fits


def _dummy(rounds: int) -> str:
    """Compared with for want of another: no password is known to give it."""
    return f"$2b${rounds:02d}${NOBODYS}"


def _guessable(password: str, personal: tuple[str, ...]) -> str | None:
    verdict = zxcvbn(password[:MOST_GUESSED], user_inputs=[word for word in personal if word])
    if verdict["score"] >= LEAST_SCORE:
        return None
    why = verdict["feedback"]["warning"].rstrip(".")
    return f"That is easy to guess{f': {why[0].lower()}{why[1:]}' if why else ''}. Add another word or two."
