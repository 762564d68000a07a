"""Services, their pictures, and favourites

A migration must be compatible with the previous release, which runs on while it is applied; it holds its locks
shortly; once released it is never edited. Both directions are tested.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "services",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("marketplace_id", sa.Uuid(), nullable=False),
        sa.Column("seller_id", sa.Uuid(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("description", sa.String(length=10000), server_default="", nullable=False),
        sa.Column("description_html", sa.Text(), server_default="", nullable=False),
        sa.Column("price", sa.Numeric(precision=10, scale=2), nullable=False),
        sa.Column("available", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("status", sa.String(length=20), server_default="listed", nullable=False),
        sa.Column("cover", sa.String(length=120), nullable=True),
        sa.Column("cover_alt", sa.String(length=200), server_default="", nullable=False),
        sa.Column("edition", sa.Integer(), server_default="1", nullable=False),
        sa.Column("search", postgresql.TSVECTOR(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("status IN ('listed', 'suspended', 'removed', 'deleted')", name=op.f("ck_services_status")),
        sa.CheckConstraint("price BETWEEN 0 AND 999999.99", name=op.f("ck_services_price")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["categories.id"], name=op.f("fk_services_category_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["marketplace_id"], ["marketplaces.id"], name=op.f("fk_services_marketplace_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["seller_id"], ["users.id"], name=op.f("fk_services_seller_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_services")),
    )
    op.create_index(
        "idx_services_category",
        "services",
        ["marketplace_id", "category_id", "id"],
        unique=False,
        postgresql_where=sa.text("status = 'listed'"),
    )
    op.create_index("idx_services_category_id", "services", ["category_id"], unique=False)
    op.create_index(
        "idx_services_listed", "services", ["id"], unique=False, postgresql_where=sa.text("status = 'listed'")
    )
    op.create_index(
        "idx_services_listed_price",
        "services",
        ["price", "id"],
        unique=False,
        postgresql_where=sa.text("status = 'listed'"),
    )
    op.create_index(
        "idx_services_newest",
        "services",
        ["marketplace_id", "id"],
        unique=False,
        postgresql_where=sa.text("status = 'listed'"),
    )
    op.create_index(
        "idx_services_price",
        "services",
        ["marketplace_id", "price", "id"],
        unique=False,
        postgresql_where=sa.text("status = 'listed'"),
    )
    op.create_index(
        "idx_services_search",
        "services",
        ["search"],
        unique=False,
        postgresql_using="gin",
        postgresql_where=sa.text("status = 'listed'"),
    )
    op.create_index("idx_services_seller_id", "services", ["seller_id", "id"], unique=False)
    op.create_table(
        "favourites",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name=op.f("fk_favourites_service_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_favourites_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_favourites")),
        sa.UniqueConstraint("user_id", "service_id", name=op.f("uq_favourites_user_id_service_id")),
    )
    op.create_index(op.f("idx_favourites_service_id"), "favourites", ["service_id"], unique=False)
    op.create_table(
        "service_pictures",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("picture", sa.String(length=120), nullable=False),
        sa.Column("thumbnail", sa.String(length=120), nullable=False),
        sa.Column("alt", sa.String(length=200), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name=op.f("fk_service_pictures_service_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_pictures")),
    )
    op.create_index("idx_service_pictures_service_id", "service_pictures", ["service_id", "position"], unique=False)
    op.create_index("idx_service_pictures_picture", "service_pictures", ["picture"], unique=False)
    op.create_index("idx_service_pictures_thumbnail", "service_pictures", ["thumbnail"], unique=False)


def downgrade() -> None:
    op.drop_table("service_pictures")
    op.drop_table("favourites")
    op.drop_table("services")
