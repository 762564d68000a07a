"""Words that stand in private are known there alone

The list is made anew from what is found by it, beside the old one, which is searched and written to until then.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# A vector holds tags, too, which have a colon in them.
SAID = """
    INSERT INTO new_search_words (place, word)
    SELECT DISTINCT CASE WHEN marketplaces.private THEN marketplaces.id ELSE '00000000-0000-0000-0000-000000000000' END,
        said.lexeme
    FROM marketplaces, LATERAL (
        SELECT lexeme FROM unnest(marketplaces.search)
        UNION ALL SELECT lexeme FROM services, unnest(services.search) WHERE services.marketplace_id = marketplaces.id
    ) said
    WHERE length(said.lexeme) BETWEEN 3 AND 40 AND strpos(said.lexeme, ':') = 0
"""


def upgrade() -> None:
    word = sa.Column("word", sa.String(length=40, collation="C"), nullable=False)
    place = sa.Column(
        "place", sa.Uuid(), server_default=sa.text("'00000000-0000-0000-0000-000000000000'"), nullable=False
    )
    _replace([place, word], ["place", "word"], SAID)


def downgrade() -> None:
    word = sa.Column("word", sa.String(length=40, collation="C"), nullable=False)
    _replace([word], ["word"], "INSERT INTO new_search_words (word) SELECT DISTINCT word FROM search_words")


def _replace(columns: list[sa.Column], key: list[str], fill: str) -> None:
    op.create_table("new_search_words", *columns, sa.PrimaryKeyConstraint(*key, name="new_pk_search_words"))
    op.execute(fill)
    op.create_index(
        "new_idx_search_words_similar",
        "new_search_words",
        ["word"],
        postgresql_using="gin",
        postgresql_ops={"word": "gin_trgm_ops"},
    )
    op.drop_table("search_words")
    op.rename_table("new_search_words", "search_words")
    for name in ("pk_search_words", "idx_search_words_similar"):
        op.execute(f"ALTER INDEX new_{name} RENAME TO {name}")
