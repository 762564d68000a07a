"""Finding by words: accents and case do not matter, beginnings of words suffice, and typos are forgiven."""

from __future__ import annotations

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from .db import Base

LONGEST_WORD = 40


class SearchWord(Base):
    """Every word that occurs anywhere, to find what somebody meant who mistyped it. It is never shown to anybody."""

    __tablename__ = "search_words"
    __table_args__ = (
        Index("idx_search_words_similar", "word", postgresql_using="gin", postgresql_ops={"word": "gin_trgm_ops"}),
    )

    word: Mapped[str] = mapped_column(String(LONGEST_WORD, collation="C"), primary_key=True)
