"""Finding by words: accents and case do not matter, beginnings of words suffice, and typos are forgiven."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from unicodedata import category, normalize
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Index,
    Select,
    String,
    Uuid,
    bindparam,
    case,
    cast,
    collate,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy import text as sql_text
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY, TSVECTOR, insert
from sqlalchemy.orm import Mapped, mapped_column

from .db import Base, db
from .spelling import likeliest, slips

LONGEST_WORD = 40
SHORTEST_KEPT = 3
MOST_WORDS = 8
MOST_PLACES = 8  # of one word in one text, for its rank
SIMILAR = 20

WORD = re.compile(r"[^\W_]+")
PLURAL = re.compile(r"(?<=...)(?:ies|(?<=[cs]h)es|(?<=[sx])es|(?<![s'])s)$")
FILLING = frozenset("a an and at by for from i in is it me my of on or some the to with".split())
STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h"})
LAST = "\U0010ffff"
EVERYWHERE = UUID(int=0)
Places = Collection[UUID] | Select[UUID]


class SearchWord(Base):
    """Every word that occurs, to find what somebody meant who mistyped it. It is never shown to anybody.

    What is not for all to read is learnt under its place, and asked there alone. Else whoever puts up a word that is
    almost another could tell, by whether searching that other finds theirs, if it stands anywhere in private.
    """

    __tablename__ = "search_words"
    __table_args__ = (
        Index("idx_search_words_similar", "word", postgresql_using="gin", postgresql_ops={"word": "gin_trgm_ops"}),
    )

    place: Mapped[UUID] = mapped_column(primary_key=True, server_default=sql_text(f"'{EVERYWHERE}'"))
    word: Mapped[str] = mapped_column(String(LONGEST_WORD, collation="C"), primary_key=True)


@dataclass(frozen=True)
class Query:
    terms: str
    is_guess: bool = False
    """Whether a word was taken for another, which nobody is shown."""

    @property
    def expression(self) -> ColumnElement[Any]:
        """Written into the statement itself, so that the database plans for these very words."""
        return cast(bindparam(None, self.terms, String, literal_execute=True), TSQUERY)

    def among(self, *tags: str) -> Query:
        """Only what bears one of the tags that were given to `vector`."""
        either = " | ".join(f"'{tag}'" for tag in tags)
        return Query(f"({either}) & {self.terms}", self.is_guess)


def fold(text: str) -> str:
    """Without case, accents and strokes."""
    plain = text.casefold()
    if plain.isascii():
        return plain
    bare = "".join(letter for letter in normalize("NFKD", plain) if category(letter)[0] != "M")
    return normalize("NFC", bare.translate(STROKES))


def words_of(text: str) -> list[str]:
    return [word[:LONGEST_WORD] for word in WORD.findall(fold(text))]


def vector(heavy: str, light: str = "", *tags: str) -> ColumnElement[Any]:
    """What a row is found by. A word in `heavy`, its title, counts for more."""
    places: dict[str, list[str]] = {}
    for weight, text in (("A", heavy), ("D", light)):
        for place, word in enumerate(words_of(text), start=1):
            places.setdefault(word, []).append(f"{place}{weight}")
    lexemes = [f"'{word}':{','.join(found[:MOST_PLACES])}" for word, found in places.items()]
    return cast(" ".join([*lexemes, *(f"'{tag}'" for tag in tags)]), TSVECTOR)


def learn(*texts: str, place: UUID = EVERYWHERE) -> None:
    """Always in the order of the alphabet, so that two who learn the same words do not wait for each other for ever."""
    new = sorted({word for text in texts for word in words_of(text) if len(word) >= SHORTEST_KEPT})
    if new:
        _keep(select(literal(place, Uuid()), func.unnest(cast(new, ARRAY(String)))))


def publish(place: UUID) -> None:
    """What was learnt there is for all to read from now on."""
    _keep(
        select(literal(EVERYWHERE, Uuid()), SearchWord.word).where(SearchWord.place == place).order_by(SearchWord.word)
    )


def read_query(text: str, places: Places = ()) -> Query | None:
    """None if there is nothing in it to look for. `places` are what the reader may look into and not everybody may."""
    asked = list(dict.fromkeys(words_of(text)))
    asked = [word for word in asked if word not in FILLING] or asked
    beginnings = {word: PLURAL.sub("", word) for word in asked[:MOST_WORDS]}
    if not beginnings:
        return None
    meant = _meant(beginnings, places)
    terms = " & ".join(_term(meant.get(word) or [beginning]) for word, beginning in beginnings.items())
    return Query(terms, is_guess=any(meant.values()))


def _term(words: Iterable[str]) -> str:
    """The beginning of a word; of one or two letters the whole, since too many words begin with them."""
    either = " | ".join(f"'{word}'" + (":*" if len(word) >= SHORTEST_KEPT else "") for word in words)
    return f"({either})"


def _keep(found: Select[*tuple[Any, ...]]) -> None:
    db.session.execute(insert(SearchWord).from_select(["place", "word"], found).on_conflict_do_nothing())


def _meant(beginnings: dict[str, str], places: Places) -> dict[str, list[str]]:
    """For each word whose beginning no word has, the words that are likeliest meant."""
    arrays = (cast(list(some), ARRAY(String)) for some in (beginnings.keys(), beginnings.values()))
    asked = func.unnest(*arrays).table_valued("word", "beginning").render_derived("asked")
    word, begin = SearchWord.word, collate(asked.c.beginning, "C")
    somewhere = (SearchWord.place == EVERYWHERE, SearchWord.place.in_(places))
    known = or_(
        *(select(word).where(it, word >= begin, word < begin + LAST).correlate(asked).exists() for it in somewhere)
    )
    slipped = [slip for mistyped in beginnings for slip in slips(mistyped)]
    near = or_(word.op("%")(asked.c.word), word == func.any(cast(slipped, ARRAY(String))))
    nearest = select(word).where(or_(*somewhere), near).group_by(word)
    nearest = nearest.order_by(func.similarity(word, asked.c.word).desc(), word).limit(SIMILAR)
    candidates = func.array(nearest.correlate(asked).scalar_subquery(), type_=ARRAY(String))
    rows = db.session.execute(select(asked.c.word, case((known, None), else_=candidates)))
    return {mistyped: likeliest(mistyped, found) for mistyped, found in rows if found}
