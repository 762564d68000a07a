"""Marketplaces. What other features may use stands here."""

from .operations.marketplaces import create_marketplace
from .operations.memberships import join_marketplace, leave_marketplace
from .standing import standing_at, standing_in

__all__ = ["create_marketplace", "join_marketplace", "leave_marketplace", "standing_at", "standing_in"]
