"""Marketplaces. What other features may use stands here."""

from .access import standing_at, standing_in
from .operations.marketplaces import create_marketplace
from .operations.memberships import join_marketplace, leave_marketplace

__all__ = ["create_marketplace", "join_marketplace", "leave_marketplace", "standing_at", "standing_in"]
