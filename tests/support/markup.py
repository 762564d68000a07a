"""The fields of a page's forms, read as a browser reads them."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import NamedTuple

TYPED = {"text", "email", "tel", "search", "url", "date", "textarea"}


class Field(NamedTuple):
    name: str
    kind: str
    value: str
    method: str
    """Of its form."""
    action: str = ""
    """Where its form is sent; nowhere else than where it stands, if it does not say."""


def fields_of(page: str) -> list[Field]:
    reader = _Reader(convert_charrefs=True)
    reader.feed(page)
    reader.close()
    return reader.fields


class _Reader(HTMLParser):
    def __init__(self, *, convert_charrefs: bool) -> None:
        super().__init__(convert_charrefs=convert_charrefs)
        self.fields: list[Field] = []
        self.inside: tuple[str, str] | None = None
        self.method = ""
        self.action = ""
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self.method, self.action = given.get("method", "get"), given.get("action", "")
        elif tag == "input" and name:
            self.fields.append(Field(name, given.get("type", "text"), given.get("value", ""), self.method, self.action))
        elif tag in {"textarea", "select"} and name:
            self.inside, self.text = (name, tag), ""
        elif tag == "option" and "selected" in given:
            self.text = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self.inside and self.inside[1] == "textarea":
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if self.inside and tag == self.inside[1]:
            name, kind = self.inside
            self.fields.append(Field(name, kind, self.text, self.method, self.action))
            self.inside = None
