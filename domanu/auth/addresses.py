"""Email addresses: how they are kept, and what is wrong with one, in a sentence."""

from __future__ import annotations

import re

LONGEST = 254
SHAPE = re.compile(r"[^\s@<>()\[\]\\,;:\"]{1,64}@[^\s@<>()\[\]\\,;:\"/]+")
LABEL = re.compile(r"(?!-)[^\W_](?:[\w-]{0,61}[^\W_])?", re.UNICODE)
ENDINGS = {
    "gmail": "gmail.com",
    "yahoo": "yahoo.com",
    "hotmail": "hotmail.com",
    "outlook": "outlook.com",
    "icloud": "icloud.com",
}
MEANT = {"gmial.com": "gmail.com", "gmail.con": "gmail.com", "gamil.com": "gmail.com", "hotmial.com": "hotmail.com"}


def normal_email(email: str) -> str:
    return email.strip().lower()


def problem_with(email: str) -> str | None:
    email = email.strip()
    local, at, domain = email.rpartition("@")
    if not at or not local:
        return "An address has an @ in the middle, like mei@example.org."
    is_long = len(normal_email(email)) > LONGEST
    if is_long or not SHAPE.fullmatch(email.strip()) or ".." in email or local.strip(".") != local:
        return "That does not look like an email address. Is there a stray letter in it?"
    if "." not in domain.strip("."):
        ending = ENDINGS.get(domain.lower(), f"{domain}.org")
        return f"An address has something like .org at the end. Did you mean {local}@{ending}?"
    if domain.lower() in MEANT:
        return f"Did you mean {local}@{MEANT[domain.lower()]}?"
    if not all(LABEL.fullmatch(label) for label in domain.split(".")):
        return "The part after the @ does not look like the name of a mail server."
    return None
