"""What a token may be good for, in words."""

from __future__ import annotations

from typing import NamedTuple


class Scope(NamedTuple):
    name: str
    title: str
    words: str


SCOPES = (
    Scope("read", "Read", "Look at everything that you can see: your profile, markets, bookings, news."),
    Scope("book", "Book", "Book, move and cancel for you, join and leave markets, keep favourites, edit your profile."),
    Scope("sell", "Sell", "Put up and change services, set your hours, answer the people who book."),
    Scope("design", "Design", "Open marketplaces, change their rules and look, admit and ban members."),
)
NAMES = tuple(scope.name for scope in SCOPES)
