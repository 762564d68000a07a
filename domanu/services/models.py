from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, UniqueConstraint, func, literal_column, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from domanu.core.db import Base, Keyed

MOST_PRICE = Decimal("999999.99")
LISTED = text("status = 'listed'")


class Service(Keyed, Base):
    """What a member sells on one marketplace; its currency is the marketplace's.

    `listed` is the ordinary state; `suspended` while its seller is no active member, `removed` by a moderator,
    `deleted` by its seller though a deal refers to it.
    """

    __tablename__ = "services"
    __table_args__ = (
        CheckConstraint("status IN ('listed', 'suspended', 'removed', 'deleted')", name="status"),
        CheckConstraint("price BETWEEN 0 AND 999999.99", name="price"),
        Index("idx_services_newest", "marketplace_id", "id", postgresql_where=LISTED),
        Index("idx_services_price", "marketplace_id", "price", "id", postgresql_where=LISTED),
        Index("idx_services_category", "marketplace_id", "category_id", "id", postgresql_where=LISTED),
        Index("idx_services_listed", "id", postgresql_where=LISTED),
        Index("idx_services_listed_price", "price", "id", postgresql_where=LISTED),
        Index("idx_services_seller_id", "seller_id", "id"),
        Index("idx_services_category_id", "category_id"),
        Index("idx_services_search", "search", postgresql_using="gin", postgresql_where=LISTED),
    )

    marketplace_id: Mapped[UUID] = mapped_column(ForeignKey("marketplaces.id", ondelete="CASCADE"))
    seller_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    category_id: Mapped[UUID | None] = mapped_column(ForeignKey("categories.id", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(String(120))
    description: Mapped[str] = mapped_column(String(10_000), server_default="", deferred=True)
    """As its seller typed it, in Markdown."""
    description_html: Mapped[str] = mapped_column(server_default="", deferred=True)
    """Made from it when it was saved, and harmless."""
    price: Mapped[Decimal] = mapped_column(Numeric(10, 2))
    available: Mapped[bool] = mapped_column(server_default=text("true"))
    status: Mapped[str] = mapped_column(String(20), server_default="listed")
    cover: Mapped[str | None] = mapped_column(String(120))
    """The thumbnail of its first picture, kept here so that a list of cards is one statement."""
    cover_alt: Mapped[str] = mapped_column(String(200), server_default="")
    edition: Mapped[int] = mapped_column(server_default="1")
    """Goes up with every edit, so that of two at once the later is told."""
    search: Mapped[Any] = mapped_column(TSVECTOR, nullable=False, deferred=True)
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now(), sort_order=91)


IS_LISTED = Service.status == literal_column("'listed'")
"""As a constant: an index of what is listed serves no statement that is planned once for any status."""


class ServicePicture(Keyed, Base):
    __tablename__ = "service_pictures"
    __table_args__ = (
        Index("idx_service_pictures_service_id", "service_id", "position"),
        Index("idx_service_pictures_picture", "picture"),
        Index("idx_service_pictures_thumbnail", "thumbnail"),
    )

    service_id: Mapped[UUID] = mapped_column(ForeignKey("services.id", ondelete="CASCADE"))
    position: Mapped[int]
    picture: Mapped[str] = mapped_column(String(120))
    thumbnail: Mapped[str] = mapped_column(String(120))
    alt: Mapped[str] = mapped_column(String(200), server_default="")


class Favourite(Keyed, Base):
    __tablename__ = "favourites"
    __table_args__ = (UniqueConstraint("user_id", "service_id"), Index(None, "service_id"))

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    service_id: Mapped[UUID] = mapped_column(ForeignKey("services.id", ondelete="CASCADE"))
